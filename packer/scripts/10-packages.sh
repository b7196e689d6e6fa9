#!/usr/bin/env bash
# Ubuntu, updated, with what the appliance needs: the newest LTS Java this release offers, one-context's network tools.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

# The seed's cloud-init may still hold dpkg's lock. What it thinks of itself does not matter: we are in.
if command -v cloud-init >/dev/null; then
  timeout 600 cloud-init status --wait || true
fi

# Nothing that is installed here may start here: it would write keys and state into the image.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d

# To build the same image again: the archive as it was at that time, from snapshot.ubuntu.com.
if [ -n "${APT_SNAPSHOT:-}" ]; then
  echo "APT::Snapshot \"$APT_SNAPSHOT\";" >/etc/apt/apt.conf.d/50-build-snapshot
fi
if [ "${APT_ONLINE:-yes}" = yes ]; then
  apt-get -q update
  apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold dist-upgrade
fi

java=
for candidate in openjdk-25-jre-headless openjdk-21-jre-headless openjdk-17-jre-headless; do
  if [ -n "$(apt-cache show "$candidate" 2>/dev/null)" ]; then
    java=$candidate
    break
  fi
done
[ -n "$java" ] || { echo "no Java from 17 on in this release's archive" >&2 && exit 1; }

apt-get -q -y install --no-install-recommends "$java" ca-certificates curl gawk jq netplan.io network-manager libgomp1 logrotate

# Services whose users were to be made at their first start would fail with 217/USER at the VM's first boot.
systemd-sysusers
