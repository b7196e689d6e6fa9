# shellcheck shell=bash disable=SC2154  # variables of vm.sh
# What must hold of the image, in the order of an owner's days with it. To be sourced by make/image-test.sh.

# shellcheck source=tests/check.sh
. tests/check.sh
is() { [ "$1" = "$2" ] || { echo "expected '$2', got '$1'" && return 1; }; }
fails() { ! "$@" || { echo "did not fail: $*" && return 1; }; }
up() {
  until_done "$1" in_vm true && until_done "$1" bootstrapped && until_done 60 fetch_ca
}

echo "== first boot"
context first-Password-1
new_disk
start=$SECONDS
power_on
check "it boots, and bootstrap succeeds" up 900
echo "      bootstrap_success after $((SECONDS - start)) s"
check "the validator is green from outside, with nothing but the CA from the VM's own port" validate first-Password-1
echo "      ready and validated after $((SECONDS - start)) s, memory used: $(in_vm "awk '/MemTotal/{t=\$2} /MemAvailable/{a=\$2} END{printf \"%d MiB\", (t-a)/1024}' /proc/meminfo")"
check "no way out: nothing was or can be downloaded" fails in_vm curl --silent --max-time 10 http://example.com/
check "the report is root's alone, with the password" in_vm "[ \$(stat -c %a /etc/one-appliance/config) = 600 ] && grep -q first-Password-1 /etc/one-appliance/config"
check "the banner says that all is set" in_vm grep -q "'All set and ready to serve'" /etc/motd
check "operations are logged" in_vm test -s /var/log/one-appliance/slm-copilot.log
check "the password is in no log" fails in_vm "journalctl --no-pager | cat - /var/log/one-appliance/*.log | grep first-Password-1"
check "the machine has an identity of its own" in_vm "[ \$(wc -c </etc/machine-id) -eq 33 ] && ls /etc/ssh/ssh_host_ed25519_key"
check "no password opens SSH" fails ssh -n -p "$ssh_port" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes root@127.0.0.1 true
check "LocalAI's port is the VM's own" in_vm "ss -ltnH 'sport = 8080' | grep . && ! ss -ltnH 'sport = 8080' | grep -vF 127.0.0.1"
first=$(fingerprint)

echo "== kill -9"
for unit in slm-copilot-gateway local-ai; do
  check "$unit comes back" in_vm "old=\$(systemctl show -p MainPID --value $unit) && kill -9 \$old && timeout 300 sh -c 'until [ \$(systemctl show -p MainPID --value $unit) != 0 ] && [ \$(systemctl show -p MainPID --value $unit) != '\$old' ]; do sleep 1; done'"
  check "and serves" validate first-Password-1
done

echo "== reboot"
in_vm systemctl reboot || true
check "it goes down" until_done 120 fails in_vm true
check "it comes back" up 900
check "green again with the same password" validate first-Password-1
check "under the same certificate" is "$(fingerprint)" "$first"

echo "== a power cut, and another context"
pull_the_plug
context second-Password-2
power_on
check "it comes up" up 900
check "the new password holds" validate second-Password-2
check "the old one does not" fails validate first-Password-1
check "the certificate is the same" is "$(fingerprint)" "$first"
pull_the_plug

echo "== power cuts in the first boot"
new_disk
context third-Password-3
for cut in 1 2 3 4 5; do
  after=$((RANDOM % 50 + 15))
  power_on
  # Not a wait for anything: where the cut falls is the point of it.
  sleep "$after"
  pull_the_plug
  echo "      cut $cut after $after s"
done
power_on
check "it comes up all the same" up 900
check "and serves" validate third-Password-3
pull_the_plug
summary
