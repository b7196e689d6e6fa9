#!/usr/bin/env bash
# The built image's checksums, computed anew and held against those that the build wrote [BUILD-05].
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
folder=${OUTPUT:-build/image}
found=no
for image in "$folder"/*.qcow2; do
  [ -e "$image.sha256" ] || continue
  found=yes
  (cd "$folder" && sha256sum --check "$(basename "$image").sha256" && md5sum --check "$(basename "$image").md5")
  cat "$image.sha256" "$image.md5"
done
[ "$found" = yes ] || die "no image with checksums in $folder. Run 'make build' first."
