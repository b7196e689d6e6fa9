# shellcheck shell=bash
# What must hold of the service on a machine where the package is installed.

runs_as() {
  [ "$(guest ps -o user:32= -p "$(pid_of "$1")")" = "$2" ]
}

restarted() {
  local now
  now=$(pid_of "$1")
  [ "$now" != 0 ] && [ "$now" != "$2" ]
}

secure() {
  guest systemd-analyze security --no-pager --threshold=20 "$1.service"
}

no_secret_in_journal() {
  ! guest sh -c 'journalctl --no-pager; cat /var/log/one-appliance/slm-copilot.log*' | grep -E 'first-password|second-password'
}

bootstrap() {
  guest slm-copilot bootstrap "$@"
}

report_says() {
  guest grep -qxF -- "$1" /etc/one-appliance/config
}

modes() {
  same "$(guest stat -c '%a %U:%G' /etc/one-appliance/config /etc/profile.d/slm-copilot.sh | tr '\n' ' ')" '600 root:root 644 root:root '
}

shows_banner() {
  guest bash -lic true 2>/dev/null | grep -F 'SLM-Copilot: '
}

is_activating() {
  same "$(guest systemctl show -p ActiveState --value "$1")" activating || {
    guest journalctl --no-pager -n 20 -o cat -u "$1"
    return 1
  }
}

rotates() {
  guest logrotate --force /etc/logrotate.d/slm-copilot || return 1
  guest test -s /var/log/one-appliance/slm-copilot.log.1 || return 1
  guest slm-copilot report --write || return 1
  same "$(guest stat -c '%a' /var/log/one-appliance/slm-copilot.log)" 640
}

check "configure writes settings" configure first-password
# The engine's test drop-in delays its start, so that the model is still loading when bootstrap has waited enough.
check "bootstrap starts both units and ends well while the model loads" bootstrap --wait 25
check "with a report that says so" report_says 'status = loading the model'
check "and a unit that will complete it" is_activating slm-copilot-report
check "report and banner have their modes" modes
check "an interactive login shows the banner" shows_banner
check "the gateway serves on 443 with the password" eventually models first-password 200
check "a chat passes" eventually guest curl -sf --cacert /var/lib/slm-copilot/tls/ca.pem -H 'Authorization: Bearer first-password' \
  https://localhost/v1/chat/completions -d '{"model":"devstral-small-2","max_tokens":4,"messages":[{"role":"user","content":"hello"}]}'
check "the report is completed by itself" eventually report_says 'status = ready'
check "status agrees" guest slm-copilot status
check "the doctor finds nothing wrong" guest slm-copilot doctor
check "bootstrap again" bootstrap
check "the gateway is not root" runs_as slm-copilot-gateway slm-copilot
check "the engine is not root" runs_as local-ai localai
before=$(pids)
check "configure again" configure first-password
check "restarts nothing" same "$(pids)" "$before"
check "another password is configured" configure second-password
check "and counts within seconds" eventually models second-password 200
check "the one before no more" models first-password 401
check "without a restart" same "$(pids)" "$before"
old=$(pid_of local-ai)
guest systemctl kill -s KILL local-ai
check "a killed engine comes back" eventually restarted local-ai "$old"
old=$(pid_of slm-copilot-gateway)
guest systemctl kill -s KILL slm-copilot-gateway
check "a killed gateway comes back" eventually restarted slm-copilot-gateway "$old"
check "and serves, with the same certificate" eventually models second-password 200
check "systemd-analyze security: gateway 2.0 or better" secure slm-copilot-gateway
check "systemd-analyze security: engine 2.0 or better" secure local-ai
check "the log is rotated, and written on" rotates
check "no password in the journal" no_secret_in_journal
