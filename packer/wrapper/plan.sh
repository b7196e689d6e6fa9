# shellcheck shell=bash disable=SC2154  # variables of build.sh and the pins
# The whole plan, in words and figures. To be sourced by build.sh.

# source_of URL SHA256 GIVEN
source_of() {
  if [ -n "$3" ]; then
    echo "from $3"
  elif cached "$1" "$2" ""; then
    echo "in the cache"
  else
    echo "$1"
  fi
}

backend_check() {
  if [ -n "$LOCALAI_BACKEND_DIGEST" ]; then
    echo "digest $LOCALAI_BACKEND_DIGEST$([ "$LOCALAI_BACKEND_SIGNED" != yes ] || echo ", and signed by $LOCALAI_BACKEND_SIGNER")"
  else
    echo "Sigstore signature by $LOCALAI_BACKEND_SIGNER (no digest pinned)"
  fi
}

print_inputs() {
  cat <<PLAN
Inputs, each believed only by its checksum
  Ubuntu 24.04, release $UBUNTU_RELEASE, about $(gigabytes "$UBUNTU_BYTES")
    $(source_of "$UBUNTU_URL" "$UBUNTU_SHA256" "${UBUNTU_FILE:-}")
    SHA-256 $UBUNTU_SHA256
  one-apps $ONE_APPS_TAG
    ${ONE_APPS_DIR:-$ONE_APPS_GIT}
    commit $ONE_APPS_COMMIT
PLAN
  if [ -n "$LOCALAI_VERSION" ]; then
    cat <<PLAN
  LocalAI $LOCALAI_VERSION, about $(gigabytes "$LOCALAI_BYTES")
    $(source_of "$LOCALAI_URL" "${LOCALAI_SHA256:-none}" "${LOCALAI_FILE:-}")
    SHA-256 ${LOCALAI_SHA256:-not pinned: from $LOCALAI_CHECKSUMS_URL, or no build}
  its llama-cpp backend, fetched in the VM
    $LOCALAI_BACKEND_IMAGE:$LOCALAI_BACKEND_TAG
    ${LOCALAI_BACKEND_DIGEST:+fetched by digest; }$(backend_check)
PLAN
  else
    echo "  no LocalAI: the embedded engine from $ENGINE in its place, for tests only"
  fi
  cat <<PLAN
  model $MODEL_NAME, $(gigabytes "$MODEL_BYTES")
    $(source_of "$MODEL_URL" "$MODEL_SHA256" "${MODEL_FILE:-}")
    SHA-256 $MODEL_SHA256
  our package
    ${DEB:-make deb, build/deb/slm-copilot_*.deb}
  Ubuntu's package archive, in the VM: ${APT_SNAPSHOT:+as of $APT_SNAPSHOT}${APT_SNAPSHOT:-as of today; APT_SNAPSHOT=YYYYMMDDTHHMMSSZ for a past day}
PLAN
}

print_steps() {
  local script
  cat <<PLAN
Steps
  1 fetch and verify all of the above into $CACHE; what is cut off is gone on with
  2 one-context's package from one-apps' sources; files for the VM; an SSH key for this build only
  3 packer build ($(accelerator), $BUILD_CPUS CPUs, $BUILD_MEMORY_MIB MiB, ${DISK_GIB} GiB disk), in the VM in this order:
PLAN
  for script in "$packer_dir"/scripts/*.sh; do
    printf '      %-28s %s\n' "$(basename "$script")" "$(sed -n '2s/^# //p' "$script")"
  done
  cat <<PLAN
  4 compress the disk ($COMPRESSION), without the weights, which do not compress
  5 write the weights into the compressed image as they are: one copy of them in $OUTPUT, never two
  6 look inside: weights' SHA-256, no keys, no passwords, no machine-id, no logs; else no image
  7 SHA-256, MD5, manifest, SBOM (CycloneDX), figures into the marketplace's file
Results
  $image (about $(gigabytes $((MODEL_BYTES + DISK_BYTES_WITHOUT_WEIGHTS / 3))))
  $image.sha256 .md5 .manifest.json .cdx.json
PLAN
}

print_plan() {
  echo "$IMAGE_NAME $version"
  print_inputs
  print_steps
  local problems fetch build
  fetch=$(bytes_to_fetch)
  build=$(bytes_to_build)
  echo "This machine"
  echo "  accelerator $(accelerator); to download $(gigabytes "$fetch"); at most $(gigabytes "$build") in the output folder"
  problems=$(problems_here)
  if [ -n "$problems" ]; then
    # shellcheck disable=SC2001  # each line, not only the first
    sed 's/^/  would refuse: /' <<<"$problems"
  else
    echo "  fit for the build"
  fi
}
