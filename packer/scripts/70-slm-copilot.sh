#!/usr/bin/env bash
# Our package, then the install stage of one-apps [ONE-04]: the only caller of that stage is the build.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get -q -y install --no-install-recommends "$STAGING/slm-copilot.deb"
/etc/one-appliance/service install
[ "$(cat /etc/one-appliance/status)" = install_success ] || { echo "the install stage failed" >&2 && exit 1; }
