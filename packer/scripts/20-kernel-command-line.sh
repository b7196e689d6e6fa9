#!/usr/bin/env bash
# Network names as one-context expects them (eth0), and no wait in GRUB: one whole file instead of edits to Ubuntu's.
set -euo pipefail

mkdir -p /etc/default/grub.d
cat >/etc/default/grub.d/90-slm-copilot.cfg <<'CFG'
GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX net.ifnames=0 biosdevname=0"
GRUB_TIMEOUT=0
GRUB_RECORDFAIL_TIMEOUT=0
CFG
if command -v update-grub >/dev/null; then
  update-grub
fi
