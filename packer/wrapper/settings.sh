# shellcheck shell=bash disable=SC2034,SC2154  # variables of build.sh and the pins
# What is built from what: the pins, the environment over them, and where things go. To be sourced by build.sh.

fail() {
  echo "build: $*" >&2
  exit 1
}

say() {
  echo "== $*"
}

# gigabytes BYTES: one decimal, in 10^9 as disks and downloads are sold.
gigabytes() {
  awk -v bytes="$1" 'BEGIN { printf "%.1f GB", bytes / 1e9 }'
}

# A line of the pins counts unless the environment has that name; later lines see what earlier ones became.
read_pins() {
  local line name
  while IFS= read -r line; do
    [[ $line =~ ^([A-Z][A-Z0-9_]*)= ]] || continue
    name=${BASH_REMATCH[1]}
    [ -n "${!name+set}" ] || eval "$line"
  done <"$packer_dir/pins.env"

  # The embedded engine takes LocalAI's place, never stands beside it.
  [ -z "${ENGINE:-}" ] || LOCALAI_VERSION=
  CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/slm-copilot/image}
  OUTPUT=${OUTPUT:-$PWD/build/image}
  COMPRESSION=${COMPRESSION:-zlib}
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
  export SOURCE_DATE_EPOCH
  image=$OUTPUT/$IMAGE_NAME.qcow2
  version=$(sed -n '0,/<\/parent>\|<modules>/s/^  <version>\(.*\)<\/version>$/\1/p' pom.xml | head -n 1)
}

# is_sha256 VALUE
is_sha256() {
  [[ $1 =~ ^[0-9a-f]{64}$ ]]
}

# Every problem at once, before anything is fetched.
check_pins() {
  local problems=() name
  for name in UBUNTU_SHA256 MODEL_SHA256; do
    is_sha256 "${!name}" || problems+=("$name='${!name}' is no SHA-256 (64 hexadecimal digits): pin it in packer/pins.env.")
  done
  if [ -n "$LOCALAI_SHA256" ] && ! is_sha256 "$LOCALAI_SHA256"; then
    problems+=("LOCALAI_SHA256='$LOCALAI_SHA256' is neither empty nor a SHA-256.")
  fi
  [[ $ONE_APPS_COMMIT =~ ^[0-9a-f]{40}$ ]] || problems+=("ONE_APPS_COMMIT='$ONE_APPS_COMMIT' is no commit (40 hexadecimal digits).")
  case $LOCALAI_BACKEND_TAG in
    latest* | master* | *development*) problems+=("LOCALAI_BACKEND_TAG=$LOCALAI_BACKEND_TAG moves: give a versioned tag.") ;;
  esac
  if [ -n "$LOCALAI_BACKEND_DIGEST" ]; then
    [[ $LOCALAI_BACKEND_DIGEST =~ ^sha256:[0-9a-f]{64}$ ]] ||
      problems+=("LOCALAI_BACKEND_DIGEST='$LOCALAI_BACKEND_DIGEST' is not sha256: and 64 hexadecimal digits.")
  elif [ -n "$LOCALAI_VERSION" ] && [ "$LOCALAI_BACKEND_SIGNED" != yes ]; then
    problems+=("LOCALAI_BACKEND_SIGNED=$LOCALAI_BACKEND_SIGNED without LOCALAI_BACKEND_DIGEST: nothing would verify the backend.")
  fi
  [ -z "${ENGINE:-}" ] || [ -e "$ENGINE/engine.jar" ] || problems+=("ENGINE=$ENGINE has no engine.jar: give apps/engine/target after a build.")
  if [ -z "$LOCALAI_VERSION" ] && [ -z "${ENGINE:-}" ]; then
    problems+=("LOCALAI_VERSION is empty and ENGINE as well: the image would have no engine.")
  fi
  case $COMPRESSION in
    zlib | zstd) ;;
    *) problems+=("COMPRESSION=$COMPRESSION: zlib (read everywhere) or zstd (QEMU from 5.1 on, faster).") ;;
  esac
  [ ${#problems[@]} -eq 0 ] || fail "$(printf '%s\n' "${problems[@]}")"
}
