#!/usr/bin/env bash
# From pinned inputs to build/image/slm-copilot.qcow2 with checksums, manifest and SBOM [BUILD-01] [BUILD-06].
#   packer/build.sh [--dry-run]      --dry-run: says all it would do, and what this machine lacks, and does nothing
# Environment: any name of packer/pins.env; MODEL_FILE, UBUNTU_FILE, LOCALAI_FILE: a file from disk instead of a download;
# ONE_APPS_DIR: a one-apps checkout; DEB: our package, else 'make deb' makes it; CACHE, OUTPUT: folders; ACCELERATOR: kvm or
# tcg; COMPRESSION: zlib or zstd; KEEP_DISK=yes: keep the disk without weights; ENGINE: a folder with the embedded engine, in
# LocalAI's place, for tests. Started again, it goes on where it stopped.
set -euo pipefail
cd "$(dirname "$0")/.."
packer_dir=$PWD/packer
# shellcheck source=packer/wrapper/settings.sh
. "$packer_dir/wrapper/settings.sh"
# shellcheck source=packer/wrapper/machine.sh
. "$packer_dir/wrapper/machine.sh"
# shellcheck source=packer/wrapper/fetch.sh
. "$packer_dir/wrapper/fetch.sh"
# shellcheck source=packer/wrapper/disk.sh
. "$packer_dir/wrapper/disk.sh"
# shellcheck source=packer/wrapper/weights.sh
. "$packer_dir/wrapper/weights.sh"
# shellcheck source=packer/wrapper/results.sh
. "$packer_dir/wrapper/results.sh"
# shellcheck source=packer/wrapper/plan.sh
. "$packer_dir/wrapper/plan.sh"

work=
child=
# shellcheck disable=SC2317  # called by traps
# Ends what runs, takes away what is half done; downloads and finished stages stay for the next run.
clean_up() {
  local status=$?
  trap '' INT TERM
  if [ -n "$child" ] && kill -TERM "$child" 2>/dev/null; then
    wait "$child" 2>/dev/null || true
  fi
  [ -z "$work" ] || rm -rf "$work"
  [ "$status" -eq 0 ] || echo "build: stopped; what was downloaded stays in $CACHE, start again to go on." >&2
  exit "$status"
}

main() {
  case ${1:-} in
    "") dry_run=no ;;
    --dry-run) dry_run=yes ;;
    *) fail "unknown argument: $1. Usage: packer/build.sh [--dry-run]" ;;
  esac
  read_pins
  check_pins
  if [ "$dry_run" = yes ]; then
    print_plan
    exit 0
  fi
  check_machine

  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir -p "$CACHE" "$OUTPUT"
  exec 9>"$OUTPUT/.lock"
  flock -n 9 || fail "another build is at work in $OUTPUT. Wait for it, or set OUTPUT to another folder."
  rm -rf "$OUTPUT"/work.*
  work=$(mktemp -d "$OUTPUT/work.XXXXXX")

  fetch_inputs
  if image_is_current; then
    say "$image is of these inputs already; remove it to build it again"
    exit 0
  fi
  build_disk
  compress_disk
  add_weights
  inspect_image
  write_results
  say "done: $image"
}

# Read whole before it runs, so that an edit of this file does not reach a build at work.
main "$@"
exit
