#!/usr/bin/env bash
# The dry run of the true build, without what differs from machine to machine: tests/packer/plan.sh >tests/packer/plan.golden
set -euo pipefail
cd "$(dirname "$0")/../.."
env -i PATH="$PATH" HOME=/nobody CACHE=/nowhere/cache OUTPUT=/nowhere/image ACCELERATOR=kvm packer/build.sh --dry-run |
  sed '/^This machine/,$d; 1s/ .*//'
