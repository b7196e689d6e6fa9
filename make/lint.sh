#!/usr/bin/env bash
# Checks every shell script that git knows [BUILD-07].
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools shellcheck=shellcheck git=git
# Below resources lie templates, which are no scripts yet.
mapfile -t scripts < <(git ls-files -co --exclude-standard '*.sh' mvnw .ci/run 'packer/deb/bin/*' 'packer/deb/control/p*' 'tests/packer/one-apps/*/pkg/*' 'tests/packer/one-apps/*/one-context*d' 'tests/packer/one-apps/*/loc-*' 'tests/packer/one-apps/*/net-*' ':!*/src/main/resources/*')
shellcheck -x "${scripts[@]}"
echo "shellcheck: ${#scripts[@]} scripts, no warning"
