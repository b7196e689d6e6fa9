#!/usr/bin/env bash
# Takes away what only the build needed, and all that must differ from VM to VM: no two may share keys or identity.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

# One-context has removed cloud-init; its configuration and state go with the purge.
mapfile -t unwanted < <(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' 'cloud-init*' fwupd open-vm-tools 2>/dev/null | awk '{print $1}')
[ ${#unwanted[@]} -eq 0 ] || apt-get -q -y purge "${unwanted[@]}"
apt-get -q -y autoremove --purge
apt-get -q clean
rm -rf /var/lib/apt/lists/* /var/lib/cloud /etc/cloud /var/log/cloud-init*
rm -f /usr/sbin/policy-rc.d /etc/apt/apt.conf.d/50-build-snapshot /etc/sysctl.d/99-cloudimg-ipv6.conf /etc/sudoers.d/90-cloud-init-users
systemd-sysusers

rm -rf "$STAGING"
# The cloud image's own user, if the seed let it be made.
userdel -r ubuntu 2>/dev/null || true
passwd -l root >/dev/null
rm -f /etc/ssh/ssh_host_* /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys
rm -f /root/.bash_history /home/*/.bash_history /root/.viminfo /root/.lesshst /root/.wget-hsts
rm -rf /root/.cache /root/.local /var/tmp/* /var/crash/*
rm -f /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /var/lib/dhcp/*.leases /var/lib/NetworkManager/*.lease
rm -f /etc/netplan/*.yaml
echo localhost.localdomain >/etc/hostname

# Empty, not missing: systemd then makes a new one at first boot. D-Bus reads the same file.
truncate -s 0 /etc/machine-id
[ ! -e /var/lib/dbus/machine-id ] || ln -sf /etc/machine-id /var/lib/dbus/machine-id

find /var/log -type f ! -path '/var/log/journal/*' -delete
journalctl --quiet --rotate --vacuum-time=1s 2>/dev/null || true
# So that the unused blocks are not copied into the image.
fstrim -a || true
sync
