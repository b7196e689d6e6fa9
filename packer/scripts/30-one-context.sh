#!/usr/bin/env bash
# one-context, from the package that build.sh made of one-apps' sources. It conflicts with cloud-init, which goes.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

# One-context writes all of netplan: what cloud-init left there would bring up the interfaces a second time.
rm -f /etc/netplan/50-cloud-init.yaml
apt-get -q -y install --no-install-recommends "$STAGING/one-context.deb"
for unit in one-context-local one-context-online one-context; do
  systemctl is-enabled --quiet "$unit.service" || { echo "$unit.service is not enabled" >&2 && exit 1; }
done
