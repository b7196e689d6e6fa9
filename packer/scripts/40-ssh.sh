#!/usr/bin/env bash
# Keys only; root may log in, as OpenNebula's SSH_PUBLIC_KEY is root's. A file of its own that is read first, and first wins.
set -euo pipefail

mkdir -p /etc/ssh/sshd_config.d
cat >/etc/ssh/sshd_config.d/01-slm-copilot.conf <<'CONF'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitEmptyPasswords no
X11Forwarding no
UseDNS no
CONF
rm -f /etc/ssh/sshd_config.d/*-cloudimg-settings.conf /etc/ssh/sshd_config.d/50-cloud-init.conf
sshd -t
