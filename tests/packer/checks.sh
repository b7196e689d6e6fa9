# shellcheck shell=bash disable=SC2154  # variables of build_test.sh
# What build_test.sh checks, in order; to be sourced by it.

echo "== a build from nothing"
image=$work/whole/out/slm-copilot.qcow2
yaml=$work/market.yaml
printf 'creation_time: 1\nimages:\n  - driver: qcow2\n    size: 0\n    checksum:\n      md5: x\n      sha256: x\n' >"$yaml"
check "it builds" build whole MARKETPLACE_YAML="$yaml"
check "the checksums are those of the image" bash -c "cd '$work/whole/out' && sha256sum -c slm-copilot.qcow2.sha256 && md5sum -c slm-copilot.qcow2.md5"
check "the manifest names every input" is "$(jq -r '[.inputs[].name] | join(" ")' "$image.manifest.json")" \
  "ubuntu-cloud-image one-apps local-ai llama-cpp-backend model slm-copilot"
check "the manifest has LocalAI's checksum, which the publisher gave" \
  is "$(jq -r '.inputs[] | select(.name == "local-ai") | .sha256' "$image.manifest.json")" "$(sum local-ai-v1-linux-amd64)"
check "the SBOM has Java's, Ubuntu's and our own parts" is \
  "$(jq -r '[.components[].name] | join(" ")' "$image.cdx.json")" \
  "undertow-core ubuntu-cloud-image one-apps local-ai llama-cpp-backend model slm-copilot one-context"
check "the marketplace's file has the virtual size" is "$(awk '$1 == "size:" { print $2 }' "$yaml")" 8388608
check "and the SHA-256" is "$(awk '$1 == "sha256:" { print $2 }' "$yaml")" "'$(cut -d' ' -f1 "$image.sha256")'"
check "the weights go in after the compression" says "copy-device-to-file /dev/sdb /opt/slm-copilot/models/devstral-small-2.gguf size:500000" "$STAND_IN_LOG/weights.guestfish"
check "nothing half done is left" is "$(find "$work/whole/out" -name 'work.*' -o -name 'disk-*' | wc -l)" 0
check "Packer was told to emulate, without KVM's CPU" is "$(jq -r '.accelerator + " " + .cpu_model' "$STAND_IN_LOG/variables.json")" "tcg max"

echo "== the same again"
: >"$work/requests"
check "it is there already" build whole
check "it says so" says "is of these inputs already" "$work/whole.log"
check "only the list of checksums was asked for" is "$(cut -d' ' -f1 "$work/requests" | sort -u)" /checksums.txt
check "another model builds the image again, and says what is wrong with it" fails build whole MODEL_SHA256="$(sum ubuntu.img)"
check "namely that it is not the pinned one" says "is not the file that is pinned" "$work/whole.log"
check "the wrong file is not kept" is "$(find "$work/whole/cache" -name "$(sum ubuntu.img | cut -c1-16)-model*" | wc -l)" 0

echo "== downloads that break off"
check "a cut download ends the build when it has been tried often enough" fails build cut MODEL_URL="$base/cut-200000-model.gguf"
check "what came is kept" is "$(stat -c %s "$work"/cut/cache/*model.gguf.part)" 200000
check "one that breaks three times comes whole when more tries are left" build broken FETCH_TRIES=4 MODEL_URL="$base/cut-200000-model.gguf"
touch "$work/served/model.gguf.whole"
check "the next run goes on" build cut FETCH_TRIES=2 MODEL_URL="$base/cut-200000-model.gguf"
check "from where it was" says "/cut-200000-model.gguf bytes=200000-" "$work/requests"
mkdir -p "$work/norange/cache"
head -c 1000 "$work/served/model.gguf" >"$work/norange/cache/$(sum model.gguf | cut -c1-16)-no-range-model.gguf.part"
check "a server without ranges is asked for the whole" build norange MODEL_URL="$base/no-range-model.gguf"
mkdir -p "$work/full/cache"
cp "$work/served/model.gguf" "$work/full/cache/$(sum model.gguf | cut -c1-16)-model.gguf.part"
check "a part that is whole already is taken" build full
mkdir -p "$work/rotten/cache"
head -c 1000 /dev/zero >"$work/rotten/cache/$(sum model.gguf | cut -c1-16)-model.gguf.part"
check "a rotten part is thrown away and fetched again" build rotten

echo "== pins"
check "no checksum, no build" fails build nosum MODEL_SHA256=
check "it names the variable" says "MODEL_SHA256='' is no SHA-256" "$work/nosum.log"
check "a tag that moves is refused" fails build latest LOCALAI_BACKEND_TAG=latest-cpu-llama-cpp
check "a backend that nothing verifies is refused" fails build unsigned LOCALAI_BACKEND_SIGNED=no
check "no engine, no build" fails build noengine LOCALAI_VERSION=
check "an engine folder without an engine is refused" fails build badengine ENGINE="$work"
check "several problems come at once" fails build many MODEL_SHA256=1 UBUNTU_SHA256=2 COMPRESSION=rar
check "all three" is "$(grep -cE 'MODEL_SHA256|UBUNTU_SHA256|COMPRESSION' "$work/many.log")" 3
check "no list of checksums, no build" fails build nolist LOCALAI_CHECKSUMS_URL="$base/none.txt"
check "a list without the file, no build" fails build noline LOCALAI_CHECKSUMS_URL="$base/ubuntu.img"
check "another commit of one-apps is refused" fails build commit ONE_APPS_COMMIT="${commit//[0-9]/0}"
check "a model from disk is not copied" build given MODEL_FILE="$work/served/model.gguf" MODEL_URL="$base/none"
check "nor is it in the cache" is "$(find "$work/given/cache" -name '*none*' | wc -l)" 0
check "a wrong model from disk is refused" fails build wrong MODEL_FILE="$work/served/ubuntu.img"
check "what the machine lacks is said with figures" fails build large MODEL_BYTES=900000000000000
check "in gigabytes" says "900000.[0-9] GB" "$work/large.log"

echo "== a bad image"
# bad NAME EXPECTED SED: the inspection says what SED makes of a good one.
bad() {
  printf 'echo leftovers\ndownload x /dev/null\n-download x /dev/null\n' >"$work/script"
  "$work/bin/guestfish" -f "$work/script" |
    sed "$3" >"$work/inspection"
  mv "$work/inspection" "$STAND_IN_LOG/inspection"
  check "$1: no image" fails build "bad" MODEL_FILE="$work/served/model.gguf"
  check "$1: it says so" says "$2" "$work/bad.log"
  check "$1: none is left" gone "$work/bad/out/slm-copilot.qcow2"
  rm "$STAND_IN_LOG/inspection"
}
bad "other weights" "weights in it are not the pinned" "2s/.*/0000/"
bad "a host key" "left over from the build: /etc/ssh/ssh_host_rsa_key" "s|^leftovers|&\\n/etc/ssh/ssh_host_rsa_key|"
bad "a password" "root has a password" 's/^root:!/root:hashed/'
bad "a machine-id" "machine-id is not empty" '/machine-id/{n;s/0/33/}'
bad "no hook" "net-90-service-appliance is missing" /net-90/d
calls=$(wc -l <"$STAND_IN_LOG/packer.calls")
check "the disk was kept, and is taken when the fault is gone" build bad MODEL_FILE="$work/served/model.gguf"
check "without Packer" is "$(wc -l <"$STAND_IN_LOG/packer.calls")" "$calls"
touch "$STAND_IN_LOG/no-backend"
check "LocalAI without its backend: no image" fails build nobackend
rm "$STAND_IN_LOG/no-backend"

echo "== Ctrl-C"
touch "$STAND_IN_LOG/hang"
build ctrl &
job=$!
check "Packer works" until_there "$STAND_IN_LOG/packer.pid"
kill -INT -- "-$job"
check "the build ends" until_ended "$job"
kill -KILL -- "-$job" 2>/dev/null || true
status=0
wait "$job" || status=$?
job=
check "the build ends as an interrupted one" is "$status" 130
check "Packer is gone" fails kill -0 "$(cat "$STAND_IN_LOG/packer.pid")"
check "nothing half done is left after it" is "$(find "$work/ctrl/out" -name 'work.*' | wc -l)" 0
check "what was downloaded is" is "$(find "$work/ctrl/cache" -name '*.verified' | wc -l)" 3
check "it says how to go on" says "start again to go on" "$work/ctrl.log"
rm -f "$STAND_IN_LOG/hang" "$STAND_IN_LOG/never"
check "and it goes on" build ctrl
check "without a download" says "Model: in the cache" "$work/ctrl.log"
touch "$STAND_IN_LOG/packer-fails"
check "Packer's failure ends the build" fails build packerfails MODEL_FILE="$work/served/model.gguf"
check "with a pointer to the console" says "console is in" "$work/packerfails.log"
rm "$STAND_IN_LOG/packer-fails"

echo "== the plan"
check "a dry run says the plan of the true build" diff -u tests/packer/plan.golden <(tests/packer/plan.sh)
check "make build --dry-run is that plan" bash -c "make --no-print-directory build --dry-run | tail -n +2 | diff -u - <(packer/build.sh --dry-run)"
