#!/usr/bin/env bash
# LocalAI and its llama-cpp backend, so that the first request downloads nothing [INFER-09].
# Where LocalAI cannot be had, build.sh's ENGINE brings the embedded engine in its place, in the same unit.
set -euo pipefail

opt=/opt/slm-copilot
if [ -d "$STAGING/engine" ]; then
  echo "the embedded engine in LocalAI's place: an image for tests, not to be given away"
  install -d -m 0755 "$opt/engine" "$opt/models" /etc/systemd/system/local-ai.service.d
  cp -r "$STAGING/engine/." "$opt/engine/"
  chmod -R u=rwX,go=rX "$opt/engine"
  # One compiler: it is booted under emulation, where compiling twice costs more than it gains.
  cat >/etc/systemd/system/local-ai.service.d/engine.conf <<UNIT
[Service]
ExecStart=
ExecStart=/usr/bin/java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar $opt/engine/engine.jar --port 8080 --model $opt/models/devstral-small-2.gguf --context 2048
UNIT
  exit 0
fi

backends=$opt/backends
install -d -m 0755 "$opt/bin" "$opt/models" "$backends"
install -m 0755 "$STAGING/local-ai" "$opt/bin/local-ai"

# Our own gallery with this one entry: the public one says "latest", and LocalAI falls back to development images from it.
# LocalAI reads a local gallery only from below the folder of the backends.
image=$LOCALAI_BACKEND_IMAGE:$LOCALAI_BACKEND_TAG
[ -z "${LOCALAI_BACKEND_DIGEST:-}" ] || image=$LOCALAI_BACKEND_IMAGE@$LOCALAI_BACKEND_DIGEST
cat >"$backends/gallery.yaml" <<YAML
- name: llama-cpp
  capabilities:
    default: cpu-llama-cpp
- name: cpu-llama-cpp
  alias: llama-cpp
  uri: $image
YAML
gallery=$(jq -nc --arg url "file://$backends/gallery.yaml" --arg issuer "$LOCALAI_BACKEND_ISSUER" \
  --arg identity "$LOCALAI_BACKEND_SIGNER" --arg signed "$LOCALAI_BACKEND_SIGNED" \
  '[{name: "pinned", url: $url} + if $signed == "yes" then {verification: {issuer: $issuer, identity: $identity}} else {} end]')

# A folder of its own, since LocalAI makes others below the one it is called in.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && LOCALAI_BACKEND_GALLERIES=$gallery LOCALAI_FORCE_META_BACKEND_CAPABILITY=default \
  LOCALAI_REQUIRE_BACKEND_INTEGRITY=$([ "$LOCALAI_BACKEND_SIGNED" = yes ] && echo true || echo false) \
  "$opt/bin/local-ai" backends install --backends-path "$backends" --backends-system-path "$work" llama-cpp)
rm "$backends/gallery.yaml"

installed=$backends/cpu-llama-cpp
wrong() {
  echo "the backend is not the one expected: $1" >&2
  exit 1
}
[ "$(jq -r .uri "$installed/metadata.json")" = "$image" ] || wrong "it was fetched from $(jq -r .uri "$installed/metadata.json"), not $image"
digest=$(jq -r '.digest // ""' "$installed/metadata.json")
[ -n "$digest" ] || wrong "it has no digest"
[ -z "${LOCALAI_BACKEND_DIGEST:-}" ] || [ "$digest" = "$LOCALAI_BACKEND_DIGEST" ] || wrong "digest $digest, pinned is $LOCALAI_BACKEND_DIGEST"
# Without it run.sh takes a binary for any CPU, some twenty times slower; with it ggml picks one of these when the VM runs.
[ -x "$installed/llama-cpp-cpu-all" ] || wrong "llama-cpp-cpu-all is missing"
for variant in haswell skylakex icelake; do
  [ -e "$installed/lib/libggml-cpu-$variant.so" ] || wrong "libggml-cpu-$variant.so is missing"
done
chown -R root:root "$backends"
chmod -R u=rwX,go=rX "$backends"
echo "llama-cpp backend $image, digest $digest, CPU variants: $(cd "$installed/lib" && echo libggml-cpu-*.so)"
