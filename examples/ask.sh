#!/usr/bin/env bash
# Asks an assistant and prints the answer while it is written, then its sources.
#
#   export FRESHET_URL=http://127.0.0.1:9380      (this is the default)
#   export FRESHET_KEY=...                        (the API key that `freshet serve` printed)
#   examples/ask.sh "What does E-4071 mean?" [assistant]
#
# Needs curl. With jq the answer is printed as text, without it the frames are printed as they come.
# The assistant is a name or an id; without one the first of the list is asked.
set -euo pipefail

if [ $# -lt 1 ] || [ -z "${FRESHET_KEY:-}" ]; then
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
url=${FRESHET_URL:-http://127.0.0.1:9380}
key="Authorization: Bearer $FRESHET_KEY"

# A text as a JSON string. Line breaks become blanks.
quoted() {
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    printf '"%s"' "$(printf '%s' "$text" | tr '\n\r\t' '   ')"
}

# The data of each frame, one a line, without the [DONE] at the end. An error that is no frame goes to stderr.
frames() {
    sed -u -n -e 's/^data: *\({.*\)$/\1/p' -e '/^{"error/w /dev/stderr'
}

assistant=${2:-}
if [ -z "$assistant" ]; then
    models=$(curl -sS --fail-with-body -H "$key" "$url/v1/models")
    assistant=$(grep -o '"id" *: *"[^"]*"' <<<"$models" | head -n 1 | cut -d '"' -f 4) || true
fi
if [ -z "$assistant" ]; then
    echo "There is no assistant yet. Start with: ./freshet serve --with examples/handbook" >&2
    exit 1
fi
body=$(printf '{"model":%s,"stream":true,"reference":true,"messages":[{"role":"user","content":%s}]}' \
    "$(quoted "$assistant")" "$(quoted "$1")")

ask() {
    curl -sSN --fail-with-body -H "$key" -H 'Content-Type: application/json' -d "$body" "$url/v1/chat/completions"
}

if ! command -v jq >/dev/null; then
    ask
    exit
fi
ask | frames | jq -j --unbuffered '
    (.error.message // ""),
    (.choices[0].delta
    | (.content // ""),
      (if .reference then
          "\n\n" + ([.reference[] | .document_name] | to_entries | map("[\(.key)] \(.value)") | join("\n")) + "\n"
       else "" end))'
