# shellcheck shell=bash disable=SC2154  # work: make/systemd-test.sh
# Installation: what the package puts where, and what it leaves to 'slm-copilot configure' and 'bootstrap'.

# Everything but what systemd, dpkg and logs change by themselves.
files() {
  guest find / -xdev \( -path /var/lib/dpkg -o -path /var/lib/systemd -o -path /var/log/journal -o -path /run -o -path /tmp -o -path /var/tmp \
    -o -path /proc -o -path /sys -o -path /dev \) -prune -o -print | sort
}

install_package() {
  guest dpkg -i "/root/$1.deb"
}

is_not_enabled() {
  same "$(guest systemctl is-enabled "$1" || true)" disabled
}

modes_are() {
  same "$(guest stat -c '%a %U:%G' "$1")" "$2"
}

units_are_known() {
  ! guest systemd-analyze verify slm-copilot-gateway.service slm-copilot-report.service slm-copilot-announce.service local-ai.service 2>&1 |
    grep -vE 'RestartSteps|RestartMaxDelaySec|local-ai: No such file|/usr/lib/systemd/system/[a-z-]*\.service:[0-9]*: Unknown|is not executable'
}

files >"$work/files-before"
check "the package installs" install_package slm-copilot
check "dpkg finds all of it as packed" guest dpkg --verify slm-copilot
check "gateway and engine have users" guest getent passwd slm-copilot localai
check "the secrets' folder is for the gateway alone" modes_are /var/lib/slm-copilot '700 slm-copilot:slm-copilot'
check "the settings' folder is for root and the gateway" modes_are /etc/slm-copilot '750 root:slm-copilot'
check "the training run left caches, for root to change" modes_are /var/cache/slm-copilot/gatewayd-17.cache '644 root:root'
check "for the tool as well" modes_are /var/cache/slm-copilot/configure-17.cache '644 root:root'
check "and nothing else" same "$(guest ls /var/cache/slm-copilot | tr '\n' ' ')" 'configure-17.cache gatewayd-17.cache '
check "the gateway waits for bootstrap" is_not_enabled slm-copilot-gateway
check "the engine waits for bootstrap" is_not_enabled local-ai
check "systemd takes the units" units_are_known
check "slm-copilot answers" guest slm-copilot --version
check "slm-copilot-validator answers" guest slm-copilot-validator --version
check "a second installation of the same is fine" install_package slm-copilot

# Weights lie beside the package; LocalAI's files are written where they are. These are for show.
echo GGUF | guest tee /opt/slm-copilot/models/devstral-small-2.gguf >/dev/null
