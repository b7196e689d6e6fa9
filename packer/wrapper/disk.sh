# shellcheck shell=bash disable=SC2154  # variables of build.sh and the pins
# Packer's part: a disk with everything but the weights, then compressed. To be sourced by build.sh.

# All that decides what is on the disk; a finished disk is used again only while this stays the same.
disk_key() {
  {
    printf '%s\n' "$UBUNTU_SHA256" "$ONE_APPS_COMMIT" "$LOCALAI_VERSION" "$LOCALAI_SHA256" "$LOCALAI_BACKEND_IMAGE" \
      "$LOCALAI_BACKEND_TAG" "$LOCALAI_BACKEND_DIGEST" "$LOCALAI_BACKEND_SIGNED" "${APT_SNAPSHOT:-}" "$DISK_GIB" "${ENGINE:-}"
    sha256sum <"$deb"
    cat "$packer_dir"/*.pkr.hcl "$packer_dir"/scripts/*.sh "$packer_dir"/seed/* "$packer_dir/appliance.sh" "$packer_dir/net-99-report-ready" "$packer_dir/one-context-deb.sh"
  } | sha256sum | cut -d' ' -f1
}

image_key() {
  printf '%s\n' "$(disk_key)" "$MODEL_SHA256" "$COMPRESSION" | sha256sum | cut -d' ' -f1
}

image_is_current() {
  [ -e "$image" ] && [ "$(jq -r '.inputs_key // ""' "$image.manifest.json" 2>/dev/null)" = "$(image_key)" ]
}

# What the scripts find below $STAGING in the VM.
stage_files() {
  local staging=$work/staging
  mkdir "$staging" "$staging/one-apps"
  "$packer_dir/one-context-deb.sh" "$one_apps" "$staging/one-context.deb"
  (cd "$one_apps" && cp --parents appliances/service.sh appliances/lib/{common,functions}.sh appliances/scripts/* "$staging/one-apps/")
  cp "$packer_dir/appliance.sh" "$packer_dir/net-99-report-ready" "$staging/"
  cp "$deb" "$staging/slm-copilot.deb"
  [ -z "$local_ai" ] || cp --reflink=auto "$local_ai" "$staging/local-ai"
  [ -z "${ENGINE:-}" ] || { mkdir "$staging/engine" && cp -r "$ENGINE/engine.jar" "$ENGINE/lib" "$staging/engine/"; }
}

# A key for this build only: no password ever exists in the image.
make_seed() {
  mkdir "$work/seed"
  ssh-keygen -q -t ed25519 -N '' -C 'image build' -f "$work/key"
  sed "s|@KEY@|$(cat "$work/key.pub")|" "$packer_dir/seed/user-data" >"$work/seed/user-data"
  echo "instance-id: build-$(basename "$work")" >"$work/seed/meta-data"
}

# The template where this Packer can use it: before 1.7 there was no plugin block, and no need of one.
stage_template() {
  mkdir "$work/packer"
  cp -r "$packer_dir"/*.pkr.hcl "$packer_dir/scripts" "$work/packer/"
  if [[ $(packer version) =~ v1\.[0-6]\. ]]; then
    rm "$work/packer/plugins.pkr.hcl"
  else
    run packer init "$work/packer"
  fi
}

# environment_list: the scripts' environment as HCL.
environment_list() {
  local name list=()
  for name in LOCALAI_VERSION LOCALAI_BACKEND_IMAGE LOCALAI_BACKEND_TAG LOCALAI_BACKEND_DIGEST LOCALAI_BACKEND_SIGNED \
    LOCALAI_BACKEND_ISSUER LOCALAI_BACKEND_SIGNER APT_SNAPSHOT APT_ONLINE SLM_COPILOT_TRAIN_SECONDS; do
    [ -z "${!name:-}" ] || list+=("$name=${!name}")
  done
  printf '%s\n' "${list[@]}" | jq -R . | jq -sc .
}

packer_variables() {
  local cpu=host
  [ "$(accelerator)" = kvm ] || cpu=max
  jq -n --arg base "$base_image" --arg sha256 "$UBUNTU_SHA256" --arg work "$work" --arg accelerator "$(accelerator)" \
    --arg cpu "$cpu" --arg disk "${DISK_GIB}G" --argjson cpus "$BUILD_CPUS" --argjson memory "$BUILD_MEMORY_MIB" \
    --argjson environment "$(environment_list)" '{base_image: $base, base_sha256: $sha256, staging: "\($work)/staging",
      seed: "\($work)/seed", ssh_key: "\($work)/key", output_directory: "\($work)/packer-output", environment: $environment,
      accelerator: $accelerator, cpu_model: $cpu, cpus: $cpus, memory: $memory, disk_size: $disk}'
}

build_disk() {
  disk=$OUTPUT/disk-without-weights.qcow2
  if [ -e "$disk" ] && [ "$(cat "$disk.key" 2>/dev/null)" = "$(disk_key)" ]; then
    say "disk: Packer's result of these inputs is there already"
    return
  fi
  rm -f "$disk" "$disk.key"
  stage_files
  make_seed
  stage_template
  packer_variables >"$work/variables.pkrvars.json"
  say "disk: packer build ($(accelerator), $BUILD_CPUS CPUs, $BUILD_MEMORY_MIB MiB)"
  CHECKPOINT_DISABLE=1 PACKER_CACHE_DIR=$work/packer-cache run packer build -color=false \
    -var-file="$work/variables.pkrvars.json" "$work/packer" || {
    cp "$work/packer-output.serial.log" "$OUTPUT/serial.log" 2>/dev/null || true
    fail "Packer failed; the VM's console is in $OUTPUT/serial.log."
  }
  mv "$work/packer-output/disk.qcow2" "$disk"
  disk_key >"$disk.key"
}

# Now, while the weights are not on it: they do not compress, and zlib takes some eight minutes to find out.
compress_disk() {
  say "compression: $COMPRESSION"
  run qemu-img convert -c -W -m "$(nproc)" -O qcow2 -o "compression_type=$COMPRESSION" "$disk" "$work/image.qcow2" ||
    fail "qemu-img could not compress $disk."
}
