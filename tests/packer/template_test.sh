#!/usr/bin/env bash
# The template as Packer reads it, and the manual guide against the scripts it speaks of [BUILD-01] [BUILD-04] [BUILD-07].
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=make/tools.sh
. make/tools.sh
# shellcheck source=tests/check.sh
. tests/check.sh
need_tools packer=packer ssh-keygen=openssh-client shellcheck=shellcheck qemu-img=qemu-utils

export CHECKPOINT_DISABLE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/template" "$work/seed" "$work/staging"
cp -r packer/*.pkr.hcl packer/scripts "$work/template/"
# Packer before 1.7 does not know the block in it; newer ones need the plugin, which may not be here.
rm "$work/template/plugins.pkr.hcl"
touch "$work/seed/user-data" "$work/seed/meta-data"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
qemu-img create -q -f qcow2 "$work/base.qcow2" 1M

validate() {
  packer validate -var base_image="$work/base.qcow2" -var base_sha256="$(sha256sum <"$work/base.qcow2" | cut -d' ' -f1)" \
    -var staging="$work/staging" -var seed="$work/seed" -var ssh_key="$work/key" -var output_directory="$work/out" "$work/template"
}
all_listed() {
  diff <(cd packer/scripts && printf '%s\n' *.sh) <(sed -n "$1" "$2")
}
blocks() {
  tests/packer/guide.sh >"$work/guide"
  # It sources the pins, and a file of the reader's; names that only they know are no mistake.
  shellcheck --shell=bash -e SC1090,SC1091,SC2034,SC2154 "$work/guide"
}
each_folder_and_file_exists() {
  local name
  grep -oE '(packer|docs|make)/[a-z0-9./-]*[a-z0-9]' docs/manual-build.md | sort -u >"$work/names"
  while read -r name; do
    [ -e "$name" ] || { echo "docs/manual-build.md speaks of $name, which is not there" && return 1; }
  done <"$work/names"
}

if [[ $(packer version) =~ v1\.[0-6]\. ]]; then
  check "the template is valid" validate
else
  echo "skip  packer validate: it would need the plugin of a newer Packer"
fi
check "it is formatted" packer fmt -check packer
# shellcheck disable=SC2016  # programs for sed
{
  in_template='s|.*path.root}/scripts/\(.*\)",|\1|p'
  in_guide='s/^| `\([0-9].*\)` |.*/\1/p'
}
check "the template runs every script, in the order of their names" all_listed "$in_template" packer/slm-copilot.pkr.hcl
check "the manual guide tells of every script, in that order" all_listed "$in_guide" docs/manual-build.md
check "the guide's blocks are one good script" blocks
check "what the guide names is there" each_folder_and_file_exists
summary
