# shellcheck shell=bash disable=SC2154  # variables of build.sh and the pins
# The weights go into the compressed image as they are, so that no second copy of the image ever exists; then a look
# inside from outside: is all there, and is nothing there that must not be? To be sourced by build.sh.

model_in_image=/opt/slm-copilot/models/devstral-small-2.gguf

# guest FILE: guestfish's commands in FILE, on the image; Ubuntu's root is the first partition.
guest() {
  local settings=
  [ "$(accelerator)" = kvm ] || settings=force_tcg
  LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=$settings run guestfish -f "$1"
}

add_weights() {
  say "weights: $(gigabytes "$(stat -c %s "$model")") into the image, uncompressed"
  # The last shutdown wrote random seed and journal; both must be each VM's own.
  cat >"$work/add" <<COMMANDS
add "$work/image.qcow2" format:qcow2 discard:besteffort
add "$model" format:raw readonly:true
run
mount /dev/sda1 /
mkdir-p ${model_in_image%/*}
copy-device-to-file /dev/sdb $model_in_image size:$(stat -c %s "$model")
chmod 0644 $model_in_image
chown 0 0 $model_in_image
rm-f /var/lib/systemd/random-seed
glob rm-rf /var/log/journal/*
umount-all
COMMANDS
  guest "$work/add" || fail "the weights could not be written into the image."
}

# inspect_image: reads it again, in a session of its own that cannot write.
inspect_image() {
  say "inspection"
  cat >"$work/inspect" <<COMMANDS
add "$work/image.qcow2" format:qcow2 readonly:true
run
mount-ro /dev/sda1 /
echo sha256 of the weights
checksum sha256 $model_in_image
echo install stage
cat /etc/one-appliance/status
echo machine-id bytes
filesize /etc/machine-id
echo root in shadow
grep ^root: /etc/shadow
echo leftovers
-glob ls /etc/ssh/ssh_host_*
-glob ls /root/.ssh/authorized_keys
-glob ls /root/.bash_history
-glob ls /root/staging
-glob ls /var/lib/cloud
-glob ls /usr/sbin/policy-rc.d
-glob ls /var/lib/systemd/random-seed
-glob ls /var/log/journal/*
echo parts
ls /etc/one-context.d
download /opt/slm-copilot/packages.tsv "$work/packages.tsv"
-download /opt/slm-copilot/backends/cpu-llama-cpp/metadata.json "$work/backend.json"
COMMANDS
  guest "$work/inspect" >"$work/inspection" 2>"$work/inspection.log" || {
    cat "$work/inspection" "$work/inspection.log" >&2
    fail "the image could not be read."
  }
  judge "$work/inspection"
}

# answer QUESTION FILE: the lines below that question.
answer() {
  sed -n "/^$1\$/,/^\(sha256 of the weights\|install stage\|machine-id bytes\|root in shadow\|leftovers\|parts\)\$/p" "$2" | sed '1d' |
    grep -vxE 'sha256 of the weights|install stage|machine-id bytes|root in shadow|leftovers|parts' || true
}

judge() {
  local problems=() part
  [ "$(answer 'sha256 of the weights' "$1")" = "$MODEL_SHA256" ] || problems+=("the weights in it are not the pinned ones")
  [ "$(answer 'install stage' "$1" | tr -d '\n')" = install_success ] || problems+=("the install stage did not succeed")
  [ "$(answer 'machine-id bytes' "$1")" = 0 ] || problems+=("/etc/machine-id is not empty: all VMs would be one to DHCP")
  [[ $(answer 'root in shadow' "$1") =~ ^root:[!*] ]] || problems+=("root has a password")
  [ -z "$(answer leftovers "$1")" ] || problems+=("left over from the build: $(answer leftovers "$1" | tr '\n' ' ')")
  for part in net-90-service-appliance net-99-report-ready; do
    grep -qx "$part" <<<"$(answer parts "$1")" || problems+=("/etc/one-context.d/$part is missing")
  done
  if [ -n "$LOCALAI_VERSION" ] && [ ! -s "$work/backend.json" ]; then
    problems+=("LocalAI's backend is missing")
  fi
  [ ${#problems[@]} -eq 0 ] || fail "the image is not fit to be given away:
$(printf '%s\n' "${problems[@]}")"
}
