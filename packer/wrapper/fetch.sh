# shellcheck shell=bash disable=SC2034,SC2154  # variables of build.sh and the pins
# Downloads that can be interrupted, and are believed only by their checksum. To be sourced by build.sh.

# run COMMAND...: so that a signal to us ends it at once; bash itself would wait for a foreground command.
run() {
  local status=0
  "$@" 9>&- &
  child=$!
  wait "$child" || status=$?
  child=
  return "$status"
}

# cache_path URL SHA256
cache_path() {
  echo "$CACHE/${2:0:16}-$(basename "${1%%\?*}")"
}

# cached URL SHA256 GIVEN: is there a file to use without a download?
cached() {
  [ -n "$3" ] || [ -e "$(cache_path "$1" "$2").verified" ]
}

# is_genuine FILE SHA256
is_genuine() {
  run sha256sum --check --status <(echo "$2  $1")
}

# download URL FILE: goes on with FILE.part where there is one, and again when the connection breaks.
download() {
  local show=(--no-progress-meter) status tries=${FETCH_TRIES:-8}
  [ ! -t 2 ] || show=(--progress-bar)
  while :; do
    status=0
    run curl --fail --location --proto '=https,http' --retry "$tries" --connect-timeout 30 --speed-limit 1000 --speed-time 60 \
      "${show[@]}" --continue-at - --output "$2.part" "$1" || status=$?
    case $status in
      0 | 22) return "$status" ;; # 22: the server has answered, with a refusal
      33) rm -f "$2.part" ;;      # the server cannot go on in the middle
      *) tries=$((tries - 1)) && run sleep 2 ;;
    esac
    [ "$tries" -gt 0 ] || return "$status"
  done
}

# fetch WHAT URL SHA256 BYTES GIVEN: sets 'fetched' to a genuine file; BYTES may be empty or only about right.
fetch() {
  local what=$1 url=$2 sha256=$3 given=$5 attempt
  if [ -n "$given" ]; then
    [ -r "$given" ] || fail "$what: $given is not a file that can be read."
    say "$what: verifying $given"
    is_genuine "$given" "$sha256" || fail "$what: $given does not have the SHA-256 $sha256. Give the file that is pinned, or pin the one you give."
    fetched=$(readlink -f "$given")
    return
  fi
  fetched=$(cache_path "$url" "$sha256")
  if [ -e "$fetched" ] && [ "$fetched.verified" -nt "$fetched" ]; then
    say "$what: in the cache ($fetched)"
    return
  fi
  for attempt in first second; do
    if [ ! -e "$fetched" ]; then
      say "$what: $url${4:+ ($(gigabytes "$4"))}"
      # A part that is whole already makes servers answer with an error; the checksum tells.
      download "$url" "$fetched" || { [ $? -eq 22 ] && is_genuine "$fetched.part" "$sha256" 2>/dev/null; } ||
        fail "$what: $url did not come whole. What came stays in $fetched.part; start again to go on."
      mv "$fetched.part" "$fetched"
    fi
    if is_genuine "$fetched" "$sha256"; then
      touch "$fetched.verified"
      return
    fi
    echo "build: $what: what came has the SHA-256 $(sha256sum <"$fetched" | cut -d' ' -f1), pinned is $sha256; thrown away ($attempt try)" >&2
    rm -f "$fetched" "$fetched.verified"
  done
  fail "$what: $url is not the file that is pinned. Find out why before changing the pin."
}

# The publisher's list, over HTTPS, where no checksum is pinned; no list or no line in it: no build.
find_localai_checksum() {
  [ -z "$LOCALAI_SHA256" ] || return 0
  local list name
  name=$(basename "$LOCALAI_URL")
  list=$(curl --fail --silent --show-error --location --retry "${FETCH_TRIES:-8}" --max-time 120 "$LOCALAI_CHECKSUMS_URL") ||
    fail "LocalAI: no checksum is pinned and its list $LOCALAI_CHECKSUMS_URL did not come. Set LOCALAI_SHA256."
  LOCALAI_SHA256=$(awk -v name="$name" '$2 == name || $2 == "*" name { print $1 }' <<<"$list")
  is_sha256 "$LOCALAI_SHA256" || fail "LocalAI: $LOCALAI_CHECKSUMS_URL has no SHA-256 for $name. Set LOCALAI_SHA256."
  say "LocalAI: the publisher's checksum is $LOCALAI_SHA256; pin it in packer/pins.env"
}

fetch_one_apps() {
  one_apps=${ONE_APPS_DIR:-$CACHE/one-apps-$ONE_APPS_COMMIT}
  if [ ! -d "$one_apps" ]; then
    say "one-apps: $ONE_APPS_GIT $ONE_APPS_TAG"
    rm -rf "$one_apps.part"
    run git -c advice.detachedHead=false clone --quiet --depth 1 --branch "$ONE_APPS_TAG" "$ONE_APPS_GIT" "$one_apps.part" ||
      fail "one-apps: $ONE_APPS_GIT has not come. Give a checkout with ONE_APPS_DIR."
    mv "$one_apps.part" "$one_apps"
  fi
  local commit
  commit=$(git -C "$one_apps" rev-parse HEAD)
  [ "$commit" = "$ONE_APPS_COMMIT" ] || fail "one-apps: $one_apps is at $commit, pinned is $ONE_APPS_COMMIT."
  [ -z "$(git -C "$one_apps" status --porcelain)" ] || fail "one-apps: $one_apps has been changed."
}

fetch_inputs() {
  fetch "Ubuntu" "$UBUNTU_URL" "$UBUNTU_SHA256" "$UBUNTU_BYTES" "${UBUNTU_FILE:-}"
  base_image=$fetched
  local_ai=
  if [ -n "$LOCALAI_VERSION" ]; then
    find_localai_checksum
    fetch "LocalAI" "$LOCALAI_URL" "$LOCALAI_SHA256" "$LOCALAI_BYTES" "${LOCALAI_FILE:-}"
    local_ai=$fetched
  fi
  fetch_one_apps
  fetch "Model" "$MODEL_URL" "$MODEL_SHA256" "$MODEL_BYTES" "${MODEL_FILE:-}"
  model=$fetched
  deb=${DEB:-}
  if [ -z "$deb" ]; then
    say "our package: make deb"
    run make --no-print-directory deb
    deb=$(find "$PWD/build/deb" -maxdepth 1 -name 'slm-copilot_*.deb' 2>/dev/null | sort | tail -n 1)
  fi
  [ -r "$deb" ] || fail "our package: 'make deb' left none in build/deb. Give one with DEB."
}
