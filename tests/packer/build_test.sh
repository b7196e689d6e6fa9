#!/usr/bin/env bash
# packer/build.sh with small files in place of the large ones, from a server of this machine: pins, downloads that break off
# or lie, what is built again and what not, what a bad image leads to, and what Ctrl-C leaves [BUILD-06].
set -euo pipefail
# Each background job in a process group of its own, as a terminal does it, so that Ctrl-C can be sent.
set -m
cd "$(dirname "$0")/../.."
# shellcheck source=make/tools.sh
. make/tools.sh
# shellcheck source=tests/check.sh
. tests/check.sh
need_tools python3=python3 jq=jq qemu-img=qemu-utils curl=curl git=git dpkg-deb=dpkg ssh-keygen=openssh-client

work=$(mktemp -d)
export STAND_IN_LOG=$work/log
mkdir -p "$work/served" "$work/bin" "$STAND_IN_LOG"
server=
job=
cleanup() {
  [ -z "$job" ] || kill -KILL -- "-$job" 2>/dev/null || true
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT

is() { [ "$1" = "$2" ] || { echo "expected '$2', got '$1'" && return 1; }; }
says() { grep -q -- "$1" "$2" || { echo "expected: $1" && cat "$2" && return 1; }; }
silent_on() { ! grep -q -- "$1" "$2" || { echo "not expected: $1" && cat "$2" && return 1; }; }
gone() { [ ! -e "$1" ] || { ls -lR "$1" && return 1; }; }
until_there() {
  local deadline=$((SECONDS + 60))
  until [ -e "$1" ]; do
    [ $SECONDS -lt $deadline ] || { echo "$1 never came" && return 1; }
    sleep 0.1
  done
}

until_ended() {
  local deadline=$((SECONDS + 60))
  while kill -0 "$1" 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || { echo "$1 is still there" && return 1; }
    sleep 0.1
  done
}

# Some tools are on no small machine, and none is needed here.
for tool in qemu-system-x86_64 xorriso flock; do
  command -v "$tool" >/dev/null || ln -s /bin/true "$work/bin/$tool"
done
ln -s "$PWD"/tests/packer/stand-ins/* "$work/bin/"

head -c 300000 /dev/urandom >"$work/served/ubuntu.img"
head -c 500000 /dev/urandom >"$work/served/model.gguf"
head -c 200000 /dev/urandom >"$work/served/local-ai-v1-linux-amd64"
sum() { sha256sum <"$work/served/$1" | cut -d' ' -f1; }
echo "$(sum local-ai-v1-linux-amd64)  local-ai-v1-linux-amd64" >"$work/served/checksums.txt"
sum model.gguf >"$STAND_IN_LOG/model.sha256"

# A one-apps of the shape that counts.
apps=$work/one-apps
mkdir -p "$apps/context-linux/src/etc/one-context.d" "$apps/context-linux/src/usr/sbin" "$apps/context-linux/pkg" "$apps/appliances/lib" "$apps/appliances/scripts"
printf 'VERSION := 7.2.1\n' >"$apps/Makefile.config"
# shellcheck disable=SC2016  # as it stands there
printf "    'deb')\n        TAGS=\${TAGS:-linux deb systemd one}\n        DEPENDS=\${DEPENDS:-bash}\n        REPLACES=\${REPLACES:-cloud-init}\n        ;;\n" >"$apps/context-linux/targets.sh"
echo "_PACKAGE_VERSION_" >"$apps/context-linux/src/usr/sbin/onesysprep"
touch "$apps/context-linux/src/etc/one-context.d/net-10##deb.one" "$apps/context-linux/src/etc/one-context.d/net-11##rpm.one"
touch "$apps/context-linux/pkg/postinstall" "$apps/context-linux/pkg/preuninstall" "$apps/context-linux/pkg/postuninstall"
touch "$apps/appliances/service.sh" "$apps/appliances/lib/common.sh" "$apps/appliances/lib/functions.sh" "$apps/appliances/scripts/net-90"
git -C "$apps" init -q
git -C "$apps" add -A
git -C "$apps" -c user.name=t -c user.email=t@t commit -qm one
commit=$(git -C "$apps" rev-parse HEAD)
echo deb >"$work/slm-copilot_1_all.deb"
echo '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"undertow-core"}]}' >"$work/java.json"

python3 tests/packer/server.py "$work/served" "$work/port" "$work/requests" &
server=$!
until_there "$work/port"
base=http://127.0.0.1:$(cat "$work/port")

# build NAME [VARIABLE=VALUE...]: one run below $work/NAME, log in $work/NAME.log.
build() {
  local name=$1
  shift
  env --default-signal=INT PATH="$work/bin:$PATH" CACHE="$work/$name/cache" OUTPUT="$work/$name/out" \
    UBUNTU_URL="$base/ubuntu.img" UBUNTU_SHA256="$(sum ubuntu.img)" UBUNTU_BYTES=300000 \
    MODEL_URL="$base/model.gguf" MODEL_SHA256="$(sum model.gguf)" MODEL_BYTES=500000 DISK_BYTES_WITHOUT_WEIGHTS=1000000 \
    LOCALAI_VERSION=v1 LOCALAI_URL="$base/local-ai-v1-linux-amd64" LOCALAI_CHECKSUMS_URL="$base/checksums.txt" LOCALAI_BYTES=200000 \
    ONE_APPS_DIR="$apps" ONE_APPS_COMMIT="$commit" DEB="$work/slm-copilot_1_all.deb" SBOM_JAVA="$work/java.json" \
    FETCH_TRIES=1 SUPERMIN_KERNEL=none BUILD_MEMORY_MIB=64 ACCELERATOR=tcg "$@" packer/build.sh >"$work/$name.log" 2>&1
}
fails() { ! "$@" || { echo "did not fail: $*" && return 1; }; }

# shellcheck source=tests/packer/checks.sh
. tests/packer/checks.sh
summary
