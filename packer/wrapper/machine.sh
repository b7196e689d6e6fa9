# shellcheck shell=bash disable=SC2154  # variables of build.sh and the pins
# Is this machine fit for the build? Says what is missing, with figures. To be sourced by build.sh.

# The node alone proves nothing: under some hypervisors /dev/kvm opens and no kernel boots in it.
kvm_works() {
  [ -r /dev/kvm ] && [ -w /dev/kvm ] && [ ! -e /sys/module/kvm_pvm ] && grep -qE '^flags.* (svm|vmx)( |$)' /proc/cpuinfo
}

accelerator() {
  if [ -n "${ACCELERATOR:-}" ]; then
    echo "$ACCELERATOR"
  elif kvm_works; then
    echo kvm
  else
    echo tcg
  fi
}

# space_at FOLDER: bytes free where it is or would be, and the mount point.
space_at() {
  local folder=$1
  until [ -d "$folder" ]; do
    folder=$(dirname "$folder")
  done
  df --output=avail,target -B1 "$folder" | tail -n 1
}

# bytes_to_fetch: of what is not in the cache yet.
bytes_to_fetch() {
  local need=0
  cached "$UBUNTU_URL" "$UBUNTU_SHA256" "${UBUNTU_FILE:-}" || need=$((need + UBUNTU_BYTES))
  cached "$MODEL_URL" "$MODEL_SHA256" "${MODEL_FILE:-}" || need=$((need + MODEL_BYTES))
  cached "$LOCALAI_URL" "${LOCALAI_SHA256:-none}" "${LOCALAI_FILE:-}" || need=$((need + LOCALAI_BYTES))
  echo "$need"
}

# The disk without weights as Packer leaves it, the same compressed, the weights: the most there is at one time.
bytes_to_build() {
  echo $((DISK_BYTES_WITHOUT_WEIGHTS + DISK_BYTES_WITHOUT_WEIGHTS / 2 + MODEL_BYTES))
}

# problems_here: a line for each thing this machine lacks.
problems_here() {
  local missing=() pair
  for pair in packer=packer qemu-img=qemu-utils qemu-system-x86_64=qemu-system-x86 guestfish=libguestfs-tools \
    xorriso=xorriso curl=curl jq=jq git=git dpkg-deb=dpkg ssh-keygen=openssh-client flock=util-linux; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] || echo "missing: apt-get install ${missing[*]} (Packer from 1.7 on: HashiCorp's archive)"

  # guestfish boots a kernel of this machine; Ubuntu lets only root read its own, and containers have none.
  if [ -z "${SUPERMIN_KERNEL:-}" ] && ! cat /boot/vmlinuz-* >/dev/null 2>&1; then
    echo "kernel: guestfish needs one it can read in /boot: sudo chmod 0644 /boot/vmlinuz-*, or in a container apt-get install linux-image-generic (Debian: linux-image-amd64)."
  fi

  local fetch build free_cache mount_cache free_output mount_output
  fetch=$(bytes_to_fetch)
  build=$(bytes_to_build)
  read -r free_cache mount_cache < <(space_at "$CACHE")
  read -r free_output mount_output < <(space_at "$OUTPUT")
  if [ "$mount_cache" = "$mount_output" ]; then
    [ "$free_cache" -ge $((fetch + build)) ] ||
      echo "disk: $(gigabytes $((fetch + build))) needed on $mount_cache (downloads $(gigabytes "$fetch"), image $(gigabytes "$build")), $(gigabytes "$free_cache") free. Set CACHE or OUTPUT to a larger disk."
  else
    [ "$free_cache" -ge "$fetch" ] || echo "disk: $(gigabytes "$fetch") needed on $mount_cache for downloads, $(gigabytes "$free_cache") free. Set CACHE to a larger disk."
    [ "$free_output" -ge "$build" ] || echo "disk: $(gigabytes "$build") needed on $mount_output for the image, $(gigabytes "$free_output") free. Set OUTPUT to a larger disk."
  fi

  local available
  available=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  [ "$available" -ge $((BUILD_MEMORY_MIB + 512)) ] ||
    echo "memory: $((BUILD_MEMORY_MIB + 512)) MiB needed (the VM's $BUILD_MEMORY_MIB and 512), $available MiB available. Set BUILD_MEMORY_MIB lower, not below 2048."
  if [ "$(accelerator)" = kvm ] && [ ! -w /dev/kvm ]; then
    echo "kvm: ACCELERATOR=kvm, but /dev/kvm cannot be opened: add yourself to the group kvm, or set ACCELERATOR=tcg."
  fi
}

check_machine() {
  local problems
  problems=$(problems_here)
  [ -z "$problems" ] || fail "this machine cannot do it:
$problems"
  if [ "$(accelerator)" = tcg ]; then
    echo "build: no usable KVM here: QEMU emulates the CPU, some 20 times slower. It works, but plan for hours." >&2
  fi
}
