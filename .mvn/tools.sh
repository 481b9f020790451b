# Shared by ./freshet, ./test and .ci/run: finds a JDK 25 and a Maven. To be sourced.
# shellcheck shell=bash

readonly JAVA_RELEASE=25

# Whether the folder holds a JDK (compiler included) of the release we need.
is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q "^JAVA_VERSION=\"$JAVA_RELEASE[.\"+-]" "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | grep -q "^javac $JAVA_RELEASE\b"
  fi
}

# The home of the `java` on PATH, links followed.
java_home_on_path() {
  local java link
  java=$(command -v javac) || return 1
  while link=$(readlink "$java"); do
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  (cd "$(dirname "$java")/.." && pwd)
}

# Prints the first fitting JDK of JAVA_HOME, PATH and the folders where systems and tools put JDKs.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(java_home_on_path)" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* /usr/local/openjdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.gradle/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && is_wanted_jdk "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# Sets and exports JAVA_HOME, or ends with one sentence on what to install.
require_jdk() {
  if ! JAVA_HOME=$(find_jdk); then
    echo "Freshet needs a JDK $JAVA_RELEASE: install one (for example Temurin from https://adoptium.net) or point JAVA_HOME at it." >&2
    exit 1
  fi
  export JAVA_HOME
}

# Runs Maven 3.8 or newer from PATH, else the wrapper, which fetches one.
maven() {
  local version
  version=$(command -v mvn >/dev/null && mvn -version 2>/dev/null | grep -o 'Maven [0-9]*\.[0-9]*' | head -n 1)
  case $version in
    "Maven 3.8" | "Maven 3.9" | "Maven "[4-9].*) mvn "$@" ;;
    *) ./mvnw "$@" ;;
  esac
}
