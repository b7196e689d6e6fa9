#!/usr/bin/env bash
# 'make run' as a person uses it: serves, streams, refuses, explains, and leaves nothing behind.
set -euo pipefail
# Each background job in a process group of its own, as a terminal does it, so that Ctrl-C can be sent.
set -m
cd "$(dirname "$0")/../.."
# shellcheck source=tests/check.sh
. tests/check.sh

port=9443
http_port=9081
work=$(mktemp -d)
job=

cleanup() {
  [ -z "$job" ] || kill -KILL -- "-$job" 2>/dev/null || true
  pkill -KILL -f "$work" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# Whoever starts this in the background leaves SIGINT ignored, and then nothing below could take Ctrl-C.
start() {
  (exec env --default-signal=INT "${@:2}" make --no-print-directory run PORT=$port HTTP_PORT=$http_port ROOT="$work/$1") >"$work/$1.log" 2>&1 &
  job=$!
}

until_line() {
  local deadline=$((SECONDS + 180))
  until grep -q "$2" "$work/$1.log"; do
    if ! kill -0 "$job" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
      cat "$work/$1.log"
      return 1
    fi
    sleep 0.2
  done
}

gone() {
  local deadline=$((SECONDS + 15))
  while pgrep -f "$work" >/dev/null; do
    if [ $SECONDS -ge $deadline ]; then
      pgrep -fa "$work"
      return 1
    fi
    sleep 0.2
  done
}

says() {
  local expected=$1 log=$2
  grep -q -- "$expected" "$work/$log" || {
    echo "expected: $expected"
    cat "$work/$log"
    return 1
  }
}

is() {
  [ "$1" = "$2" ] || {
    echo "expected $2, got $1"
    return 1
  }
}

more_than() {
  [ "$1" -gt "$2" ] || {
    echo "expected more than $2, got $1"
    return 1
  }
}

url=https://localhost:$port
ca=$work/served/var/lib/slm-copilot/tls/ca.pem
chat='{"model":"devstral-small-2","stream":true,"max_tokens":30,"messages":[{"role":"user","content":"hello"}]}'
status() {
  curl -s -o /dev/null -w '%{http_code}' --cacert "$ca" "$@"
}

# Whatever curl is told is in the process list while it runs.
mkdir "$work/path"
cat >"$work/path/curl" <<SH
#!/bin/sh
printf '%s\n' "\$*" >>"$work/arguments"
exec $(command -v curl) "\$@"
SH
chmod +x "$work/path/curl"
start served ONEAPP_COPILOT_PASSWORD=secret PATH="$work/path:$PATH"
check "make run gets ready" until_line served '^ready'
check "it prints endpoint, password, model and Cline's fields" says "Base URL  *$url/v1" served.log
check "it says that the model is a demonstration" says 'demonstration model' served.log
chunks=$(curl -sN --cacert "$ca" -u copilot:secret "$url/v1/chat/completions" -d "$chat" | grep -c '^data: ')
check "curl with Basic gets a stream" more_than "$chunks" 5
chunks=$(curl -sN --cacert "$ca" -H 'Authorization: Bearer secret' "$url/v1/chat/completions" -d "$chat" | grep -c '^data: ')
check "curl with Bearer gets a stream" more_than "$chunks" 5
check "no credentials are refused" is "$(status "$url/v1/models")" 401
for path in models/apply backends swagger ''; do
  check "/$path is not there" is "$(status "$url/$path")" 404
done
check "the plain port redirects" is "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "http://localhost:$http_port/v1/models?a=b")" \
  "301 $url/v1/models?a=b"
check "the plain port gives the CA to trust" cmp "$work/served/var/lib/slm-copilot/tls/ca.pem" <(curl -s "http://localhost:$http_port/ca.pem")
check "the password is in no log" bash -c "! grep -r secret '$work/served/var/log'"
check "curl was asked" says chat/completions arguments
check "the password is in no process list" bash -c "! grep secret '$work/arguments'"
check "make connect tells another editor" bash -c "make --no-print-directory connect CLIENT=opencode ROOT='$work/served' | grep -q '\"apiKey\": \"secret\"'"

other=$job
(exec make --no-print-directory run PORT=$port HTTP_PORT=$http_port ROOT="$work/taken") >"$work/taken.log" 2>&1 && code=0 || code=$?
check "a port in use is an error" more_than "$code" 0
check "a port in use is one clear sentence" says "port $port is in use" taken.log
(exec make --no-print-directory run PORT=9643 HTTP_PORT=9281 ROOT="$work/served") >"$work/locked.log" 2>&1 && code=0 || code=$?
check "a directory in use is an error" more_than "$code" 0
check "a directory in use is one clear sentence" says "another 'make run' works in" locked.log
for wrong in PORT=abc HTTP_PORT=70000 UPSTREAM=localhost:8080; do
  make --no-print-directory run "$wrong" ROOT="$work/wrong" >"$work/wrong.log" 2>&1 && code=0 || code=$?
  check "$wrong is an error" more_than "$code" 0
  check "$wrong is told in one line" says "^error: $wrong is not a" wrong.log
done
check "the running one is left alone" is "$(status "$url/health")" 200

kill -INT -- "-$other"
check "Ctrl-C ends every process" gone
job=

start served ONEAPP_COPILOT_PASSWORD=secret
check "a second start gets ready" until_line served '^ready'
pkill -g "$job" -f engine.jar || true
check "when the engine dies, all of it ends" gone
check "and it says so" says 'ended by itself' served.log
job=

make --no-print-directory run PORT=$port HTTP_PORT=$http_port ROOT="$work/bad" MODEL=/no/such.gguf >"$work/bad.log" 2>&1 && code=0 || code=$?
check "a missing model file is an error" more_than "$code" 0
check "a missing model file is named" says 'MODEL=/no/such.gguf' bad.log
ONEAPP_COPILOT_CONTEXT_SIZE=many make --no-print-directory run PORT=$port HTTP_PORT=$http_port ROOT="$work/bad" >"$work/bad.log" 2>&1 && code=0 || code=$?
check "a wrong variable is an error" more_than "$code" 0
check "a wrong variable is named" says 'ONEAPP_COPILOT_CONTEXT_SIZE' bad.log
check "nothing is left running" gone

# A machine with neither a JDK nor apt: what it lacks is said.
mkdir "$work/bin"
ln -s "$(command -v id)" "$(command -v uname)" "$work/bin/"
bash -c '. make/tools.sh; find_jdk() { :; }; PATH=$1; need_tools' - "$work/bin" >"$work/bare.log" 2>&1 && code=0 || code=$?
check "no JDK is an error" more_than "$code" 0
check "no JDK says what to install" says 'default-jdk-headless' bare.log

summary
