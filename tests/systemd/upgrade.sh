# shellcheck shell=bash disable=SC2154  # work: make/systemd-test.sh
# An upgrade while a stream is open: the stream comes to its own end, then the new daemon serves; the engine is left alone.

long_stream() {
  guest curl -sN --cacert /var/lib/slm-copilot/tls/ca.pem -H 'Authorization: Bearer second-password' https://localhost/v1/chat/completions \
    -d '{"model":"devstral-small-2","stream":true,"max_tokens":300,"messages":[{"role":"user","content":"hello"}]}' >"$work/stream"
}

stream_has() {
  grep -q -- "$1" "$work/stream"
}

chunks() {
  grep -c '^data: {' "$work/stream"
}

upgrade() {
  install_package slm-copilot-newer
}

version_is() {
  # shellcheck disable=SC2016  # dpkg-query expands it
  same "$(guest dpkg-query -W -f '${Version} ${db:Status-Status}' slm-copilot)" "$1 installed"
}

check "the engine is ready for it" eventually guest curl -sf http://127.0.0.1:8080/readyz
old=$(pid_of slm-copilot-gateway)
engine=$(pid_of local-ai)
long_stream &
stream=$!
check "a stream is open" eventually stream_has '^data: {'
early=$(chunks)
check "the package is upgraded" upgrade
check "to the newer version" version_is 99.0
check "the stream came to its own end" wait "$stream"
check "with its last words" stream_has '^data: \[DONE\]'
check "which came after the upgrade began" [ "$(chunks)" -gt "$((early + 20))" ]
check "another daemon runs" restarted slm-copilot-gateway "$old"
check "and serves with the same certificate and password" eventually models second-password 200
check "the engine was left alone" same "$(pid_of local-ai)" "$engine"
