#!/usr/bin/env bash
# Asks twenty questions of the Debian Policy Manual as PDF, text and HTML, and ends with 1 when fewer than sixteen are
# answered in a format. Fetches Debian's package debian-policy by apt into benchmarks/target; nothing of it is kept in
# the project. Usage: benchmarks/run policy [RESULT-FILE]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .mvn/tools.sh

manual=benchmarks/target/debian-policy
documents=$manual/usr/share/doc/debian-policy

fetch() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  local folder=$PWD/$manual.download
  rm -rf "$folder" && mkdir -p "$folder"
  (cd "$folder" && { apt-get -qq download debian-policy || { [ "$(id -u)" -eq 0 ] && apt-get -qq update &&
    apt-get -qq download debian-policy; }; }) >&2 || return 1
  dpkg-deb -x "$folder"/debian-policy_*.deb "$manual"
  rm -rf "$folder"
}

if [ ! -e "$documents/policy.html" ]; then
  if [ -e /usr/share/doc/debian-policy/policy.html ]; then
    documents=/usr/share/doc/debian-policy
  elif ! fetch; then
    echo "The Debian package debian-policy is missing: install it, or run this where apt-get can download it." >&2
    exit 2
  fi
fi

require_jdk
./freshet version >/dev/null # builds the server when it is not built
maven -q -B -ntp -Dquick -DskipTests -pl server,benchmarks compile >&2
result=${1:-/dev/null}
{
  echo "Debian Policy Manual, $(date -u +%F): $(nproc) cores, $(free -m 2>/dev/null | awk '/^Mem/ {print int($2 / 1024)}') GiB, $(uname -sm), $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1)"
  echo "command: benchmarks/run policy"
} | tee "$result"
"$JAVA_HOME/bin/java" -Xmx256m -cp benchmarks/target/classes:server/target/freshet.jar \
  dev.freshet.benchmarks.PolicyEvaluation "$documents" | tee -a "$result"
