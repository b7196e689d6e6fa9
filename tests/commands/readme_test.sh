#!/usr/bin/env bash
# The README's commands as they stand there, in their order: the first starts the copilot, the others use it [BUILD-08].
set -euo pipefail
# Each background job in a process group of its own, as a terminal does it, so that Ctrl-C can be sent.
set -m
cd "$(dirname "$0")/../.."
# shellcheck source=tests/check.sh
. tests/check.sh

work=$(mktemp -d)
job=
cleanup() {
  [ -z "$job" ] || kill -KILL -- "-$job" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# block NUMBER: that block of commands.
block() {
  awk -v wanted="$1" '/^```sh$/ { number++; inside = 1; next } /^```$/ { inside = 0 } inside && number == wanted' README.md
}
until_ready() {
  local deadline=$((SECONDS + 180))
  until grep -q '^ready' "$work/1.log"; do
    if ! kill -0 "$job" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      cat "$work/1.log"
      return 1
    fi
    sleep 0.2
  done
}
does() {
  block "$1" >"$work/$1.sh"
  bash -euo pipefail "$work/$1.sh" >"$work/$1.log" 2>&1 || { cat "$work/$1.log" && return 1; }
}
says() {
  grep -qF -- "$1" "$work/$2.log" || { echo "expected: $1" && cat "$work/$2.log" && return 1; }
}
ended() {
  local deadline=$((SECONDS + 15))
  while kill -0 "$1" 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.2
  done
}

for port in 8443 8081; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "skip  the README's commands: port $port, which they name, is in use here"
    exit 0
  fi
done
block 1 >"$work/1.sh"
(exec env --default-signal=INT bash "$work/1.sh") >"$work/1.log" 2>&1 &
job=$!
check "make run gets ready" until_ready
check "curl gets an answer" does 2
check "to its end" says 'data: [DONE]' 2
check "make validate finds nothing to complain of" does 3
check "after all its checks" says ' 0 failed' 3
kill -INT -- "-$job"
check "Ctrl-C ends it" ended "$job"
job=
summary
