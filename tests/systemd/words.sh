# shellcheck shell=bash
# The words of the checks here; sourced by make/systemd-test.sh, which brings 'guest'.

eventually() {
  local deadline=$((SECONDS + 120))
  until "$@"; do
    [ $SECONDS -lt $deadline ] || {
      guest systemctl --no-pager --no-legend list-units 'local-ai*' 'slm-copilot*' --all
      guest journalctl --no-pager -n 30 -o cat -u local-ai -u slm-copilot-gateway -u slm-copilot-report
      return 1
    }
    sleep 0.5
  done
}

configure() {
  guest env ONEAPP_COPILOT_PASSWORD="$1" ONEAPP_COPILOT_CONTEXT_SIZE=2048 slm-copilot configure --environment
}

models() {
  [ "$(guest curl -s -o /dev/null -w '%{http_code}' --cacert /var/lib/slm-copilot/tls/ca.pem -H "Authorization: Bearer $1" https://localhost/v1/models)" = "$2" ]
}

pid_of() {
  guest systemctl show -p MainPID --value "$1"
}

pids() {
  echo "$(pid_of local-ai) $(pid_of slm-copilot-gateway)"
}

same() {
  [ "$1" = "$2" ] || {
    echo "$1 is not $2"
    return 1
  }
}
