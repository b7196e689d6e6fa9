#!/usr/bin/env bash
# A real machine [BUILD-03] [INFER-03] [INFER-04] [ONE-02] [ONE-03] [ONE-08]: builds an image with the true build script, boots it
# in QEMU with a CONTEXT disc and without any network but the forwarded ports, and looks at it from outside.
# IMAGE=FILE.qcow2: that image instead; GUIDE=yes: builds by docs/manual-build.md instead of Packer; ONE_APPS_DIR: a checkout
# of one-apps, instead of a stand-in where its repository cannot be reached; ACCELERATOR: kvm or tcg, else what works here.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
PATH=$PATH:/usr/sbin
need_tools mvn=maven packer=packer qemu-img=qemu-utils qemu-system-x86_64=qemu-system-x86 guestfish=libguestfs-tools \
  xorriso=xorriso jq=jq git=git ssh=openssh-client curl=curl openssl=openssl
compgen -G '/boot/vmlinuz-*' >/dev/null || install_packages linux-image-cloud-amd64
make/build.sh

folder=$PWD/build/image-test
mkdir -p "$folder"
# shellcheck source=packer/wrapper/machine.sh
. packer/wrapper/machine.sh
ACCELERATOR=$(accelerator)
export ACCELERATOR

# one_apps: the pinned one-apps, or what stands in for it; 'ONE_APPS_COMMIT' and 'ONE_APPS_DIR' say which.
one_apps() {
  [ -z "${ONE_APPS_DIR:-}" ] || return 0
  local url
  url=$(sed -n 's/^ONE_APPS_GIT=//p' packer/pins.env)
  if GIT_TERMINAL_PROMPT=0 timeout 30 git ls-remote --quiet --exit-code "$url" HEAD >/dev/null 2>&1; then
    return
  fi
  echo "== one-apps cannot be reached here: tests/packer/one-apps stands in for it"
  ONE_APPS_DIR=$folder/one-apps
  ONE_APPS_COMMIT=$(tests/packer/one_apps.sh "$ONE_APPS_DIR")
  export ONE_APPS_DIR ONE_APPS_COMMIT
}

# What is special here, said once: another base where Ubuntu's cannot be had, the embedded engine in LocalAI's place, a small
# model, no updates. All else is what the true build does.
test_inputs() {
  local base
  echo "== in place of Ubuntu's image, LocalAI and the weights: a base of Debian packages, the embedded engine, a small model"
  one_apps
  base=$folder/base-$(cksum <make/base-image.sh | cut -d' ' -f1).qcow2
  if [ ! -e "$base" ]; then
    echo "== base image from Debian packages, once (some three minutes)"
    make/base-image.sh "$base"
  fi
  if [ -z "${DEB:-}" ]; then
    make --no-print-directory deb
    DEB=$(find build/deb -maxdepth 1 -name 'slm-copilot_*.deb' | sort | tail -n 1)
  fi
  MODEL_FILE=${MODEL_FILE:-$PWD/apps/engine/src/main/resources/eu/slmcopilot/engine/demo-3m-q8_0.gguf}
  export DEB UBUNTU_FILE=$base ENGINE=$PWD/apps/engine/target MODEL_FILE APT_ONLINE=no DISK_GIB=8
  export BUILD_CPUS=2 BUILD_MEMORY_MIB=2048 DISK_BYTES_WITHOUT_WEIGHTS=2000000000
}

build_image() {
  test_inputs
  UBUNTU_SHA256=$(sha256sum <"$UBUNTU_FILE" | cut -d' ' -f1)
  MODEL_SHA256=$(sha256sum <"$MODEL_FILE" | cut -d' ' -f1)
  MODEL_BYTES=$(stat -c %s "$MODEL_FILE")
  if [ "${GUIDE:-no}" = yes ]; then
    image=$folder/guide/slm-copilot.qcow2
    rm -rf "$folder/guide"
    mkdir -p "$folder/guide"
    printf '%s=%s\n' UBUNTU_SHA256 "$UBUNTU_SHA256" MODEL_SHA256 "$MODEL_SHA256" DISK_GIB 8 BUILD_CPUS 2 BUILD_MEMORY_MIB 2048 \
      LOCALAI_VERSION "" ${ONE_APPS_COMMIT:+ONE_APPS_COMMIT "$ONE_APPS_COMMIT"} >"$folder/guide/pins"
    [ "$ACCELERATOR" = kvm ] || export LIBGUESTFS_BACKEND_SETTINGS=force_tcg
    tests/packer/guide.sh >"$folder/guide/build.sh"
    OWN_PINS=$folder/guide/pins WORK=$folder/guide bash "$folder/guide/build.sh"
  else
    image=$folder/image/slm-copilot.qcow2
    export UBUNTU_SHA256 MODEL_SHA256 MODEL_BYTES
    OUTPUT=$folder/image packer/build.sh
  fi
}

image=${IMAGE:-}
[ -n "$image" ] || build_image
image=$(readlink -f "$image")
# shellcheck source=tests/packer/vm.sh
. tests/packer/vm.sh
# shellcheck source=tests/packer/vm_checks.sh
. tests/packer/vm_checks.sh
