# shellcheck shell=bash disable=SC2154  # work: make/systemd-test.sh
# Removal leaves what the owner configured; purge leaves what policy keeps: the users, and the weights, which came without us.

no_process_of() {
  ! guest pgrep -u "$1"
}

nothing_left() {
  files >"$work/files-after"
  diff "$work/files-before" "$work/files-after" | grep '^[<>]' |
    grep -vE '^> (/opt/slm-copilot|/opt/slm-copilot/models|/opt/slm-copilot/models/devstral-small-2.gguf)$' |
    grep -vE '^> /var/(lib/logrotate/status|log/dpkg.log)$' |
    grep -vE '^> /etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$' >"$work/left"
  same "$(cat "$work/left")" ""
}

check "removal works" guest dpkg --remove slm-copilot
check "nothing of the gateway runs" no_process_of slm-copilot
check "nothing of the engine runs" no_process_of localai
check "the caches are gone" guest test ! -e /var/cache/slm-copilot
check "settings and secrets stay" guest test -s /etc/slm-copilot/settings.json -a -s /var/lib/slm-copilot/password
check "it can be installed again" install_package slm-copilot-newer
check "and started" guest systemctl start slm-copilot-gateway
# Without an engine: what counts is that it lets in who has the password of before, by the certificate of before.
check "with the certificate that was there" eventually models wrong-password 401
check "and the password" models second-password 503
check "purge works, from the running state" guest dpkg --purge slm-copilot
check "nothing of ours is left but users and weights" nothing_left
check "the users stay, so that their ids do" guest getent passwd slm-copilot localai
check "purge again finds nothing to do" guest dpkg --purge slm-copilot
