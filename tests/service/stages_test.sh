#!/usr/bin/env bash
# The life of a VM as one-apps drives it: the real appliance.sh and the real slm-copilot below a root of their own,
# through install, boots, new contexts, a failure, power cuts and two at once [ONE-03] [ONE-04] [ONE-07] [SEC-03].
set -euo pipefail
# Each background job in a process group of its own, so that a power cut takes all of it.
set -m
cd "$(dirname "$0")/../.."
# shellcheck source=make/tools.sh
. make/tools.sh
# shellcheck source=tests/check.sh
. tests/check.sh
need_tools mvn=maven flock=util-linux
make/build.sh

jar=$PWD/apps/configure/target/configure.jar
work=$(mktemp -d)
root=$work/root
status=$root/etc/one-appliance/status
logs=$root/var/log/one-appliance
fifo=$logs/one_service_log.pipe
pidfile=$root/run/one-appliance-service.pid
given='first-Password-1 second-Password-2 cut-Password-3 c2VjcmV0LWhtYWM geheim-Passwörd'
job=

cleanup() {
  [ -z "$job" ] || kill -KILL -- "-$job" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

is() { [ "$1" = "$2" ] || { echo "expected '$2', got '$1'" && return 1; }; }
says() { grep -q -- "$1" "$2" || { echo "expected: $1" && cat "$2" && return 1; }; }
silent() { [ ! -s "$1" ] || { cat "$1" && return 1; }; }
mode() { is "$(stat -c %a "$root/$1")" "$2"; }
gone() { [ ! -e "$1" ] || { ls -l "$1" && return 1; }; }
password() { cat "$root/var/lib/slm-copilot/password"; }
value() { grep -o "\"$1\" : [^,]*" "$root/etc/slm-copilot/settings.json" | sed 's/.* : //'; }

eventually() {
  local deadline=$((SECONDS + 60))
  until "$@"; do
    [ $SECONDS -lt $deadline ] || { echo "still not after 60 s: $*" && return 1; }
    sleep 0.05
  done
}

# A machine after the packages: the framework, the appliance and the tool. 'hold' makes the tool wait for the test,
# before it starts or before it ends.
mkdir -p "$root/etc/one-appliance/service.d" "$root/run/one-context" "$work/bin"
cp tests/service/driver.sh "$root/etc/one-appliance/service"
cp packer/appliance.sh "$root/etc/one-appliance/service.d/appliance.sh"
cat >"$work/bin/slm-copilot" <<TEXT
#!/bin/sh
[ ! -p '$work/hold-before' ] || read -r go <'$work/hold-before'
'$JAVA_HOME/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar '$jar' "\$@"
code=\$?
[ ! -p '$work/hold-after' ] || read -r go <'$work/hold-after'
exit \$code
TEXT
chmod +x "$work/bin/slm-copilot"
appliance=$root/etc/one-appliance/service.d/appliance.sh

# The environment of a one-context hook: C locale, the variables of the context, hardly anything else.
variables=()
service() {
  env -i PATH="$work/bin:$PATH" LANG=C LC_ALL=C SERVICE_ROOT="$root" SLM_COPILOT_ROOT="$root" "${variables[@]}" \
    "$root/etc/one-appliance/service" "$@" 2>&1
}

# run STEP CODE: a stage to its end; all it says goes to the journal, as with one-context.
run() {
  local code=0
  # Through a pipe, which stays open until the framework's tee has written its last line.
  service "$1" | cat >"$work/said" || code=$?
  cat "$work/said" >>"$work/journal"
  is "$code" "$2" || { cat "$work/said" && return 1; }
}

start() {
  service "$1" >>"$work/journal" &
  job=$!
}

power_cut() {
  kill -KILL -- "-$job" || true
  wait "$job" 2>/dev/null || true
  job=
  # What nobody has reaped yet still counts as running; a pid that surely does not takes its place.
  sh -c 'echo $$' >"$pidfile"
}

# context NAME=value...: what OpenNebula delivers, as file and as environment.
context() {
  local pair text
  variables=("$@")
  for pair in "$@"; do
    text=${pair#*=}
    printf "%s='%s'\n" "${pair%%=*}" "${text//\'/\'\\\'\'}"
  done >"$root/run/one-context/context.sh.network"
}

# What a boot finds in /run: nothing but the context.
reboot() {
  mv "$root/run/one-context/context.sh.network" "$work/context"
  rm -rf "$root/run"
  mkdir -p "$root/run/one-context"
  mv "$work/context" "$root/run/one-context/context.sh.network"
}

# Every configured file with inode, mode, time and content: unchanged means not even rewritten.
tree() {
  (cd "$root" && find etc/slm-copilot var/lib/slm-copilot -type f ! -name .lock -printf '%p %i %m %T@ ' -exec sha256sum {} \; | sort)
}
remember() { tree >"$work/tree"; }
untouched() { diff "$work/tree" <(tree); }

# Nothing secret where others than the tool's own files may show it; the report, 0600, is what tells the password.
no_secret() {
  local secret found=0
  for secret in $given "$(cat "$root/var/lib/slm-copilot/password.generated")"; do
    if grep -rlF -- "$secret" "$work/journal" "$logs" "$status" "$root/etc/motd" "$root/etc/profile.d"; then
      found=1
    fi
  done
  return $found
}

echo "== install, first boot"
context
check "help shows the variables before anything is installed" run help 0
check "with their names" says ONEAPP_COPILOT_PASSWORD "$work/said"
check "configure without install is refused" run configure 1
check "and leaves no status" gone "$status"
check "install passes" run install 0
check "its status" is "$(cat "$status")" install_success
check "bootstrap before configure is refused" run bootstrap 1
check "configure passes" run configure 0
check "its status" is "$(cat "$status")" configure_success
check "bootstrap passes, without systemd" run bootstrap 0
check "its status" is "$(cat "$status")" bootstrap_success
check "the login says so in the framework's words" says 'All set and ready to serve' "$root/etc/motd"
check "the stage log tells what was written" says 'written .*settings.json' "$logs/configure.log"
check "the report is there" says "$(password)" "$root/etc/one-appliance/config"
check "modes do not follow the umask: settings" mode etc/slm-copilot/settings.json 640
check "password" mode var/lib/slm-copilot/password 600
check "report" mode etc/one-appliance/config 600
check "banner" mode etc/profile.d/slm-copilot.sh 644
check "nothing is left running or lying about" gone "$pidfile"
check "nor the FIFO" gone "$fifo"
made=$(password)

echo "== a reboot"
remember
reboot
check "configure runs again" run configure 0
check "and finds everything unchanged" says '^unchanged .*settings.json' "$work/said"
check "bootstrap runs again" run bootstrap 0
check "no file was touched, the password is the same" untouched
check "its status" is "$(cat "$status")" bootstrap_success

echo "== new variables"
context ONEAPP_COPILOT_PASSWORD=first-Password-1 ONEAPP_COPILOT_CONTEXT_SIZE=16384 \
  ONEAPP_COPILOT_ACME_EAB_KID='clé-ключ' ONEAPP_COPILOT_ACME_EAB_HMAC=c2VjcmV0LWhtYWM
check "configure takes them" run configure 0
check "bootstrap follows" run bootstrap 0
check "the size is in force" is "$(value contextSize)" 16384
check "the password is in force" is "$(password)" first-Password-1
check "characters beyond ASCII arrive whole" is "$(value acmeEabKid)" '"clé-ключ"'
check "the report tells the new password" says first-Password-1 "$root/etc/one-appliance/config"
mv "$root/run/one-context/context.sh.network" "$work/context"
variables=(ONEAPP_COPILOT_PASSWORD='geheim-Passwörd' ONEAPP_COPILOT_ACME_EAB_KID='clé-λ' ONEAPP_COPILOT_ACME_EAB_HMAC=c2VjcmV0LWhtYWM)
check "without a file the environment counts" run configure 0
check "and arrives whole, though the locale is C" is "$(value acmeEabKid)" '"clé-λ"'
check "the password, too" is "$(password)" 'geheim-Passwörd'
context
check "cleared variables bring the made password back" run configure 0
check "it is the one of the first boot" is "$(password)" "$made"
check "the secret of the cleared variable is gone" gone "$root/var/lib/slm-copilot/acme/eab-hmac"
check "bootstrap follows" run bootstrap 0

echo "== a failure and the recovery"
remember
context ONEAPP_COPILOT_PASSWORD=second-Password-2 ONEAPP_COPILOT_CONTEXT_SIZE=viele ONEAPP_COPILOT_RATE_LIMIT=-1
check "a wrong value fails configure" run configure 1
check "its status" is "$(cat "$status")" configure_failure
check "the log names variable and value" says 'error: ONEAPP_COPILOT_CONTEXT_SIZE: "viele"' "$logs/configure.log"
check "and the other one" says 'error: ONEAPP_COPILOT_RATE_LIMIT: "-1"' "$logs/configure.log"
check "nothing was written" untouched
check "the login says so" says 'APPLIANCE ERROR' "$root/etc/motd"
check "bootstrap is refused then" run bootstrap 1
check "the FIFO is gone even so" gone "$fifo"
context ONEAPP_COPILOT_PASSWORD=second-Password-2
check "the right value recovers: configure" run configure 0
check "bootstrap" run bootstrap 0
check "its status" is "$(cat "$status")" bootstrap_success
check "its password" is "$(password)" second-Password-2

echo "== a power cut in mid-configure"
context ONEAPP_COPILOT_PASSWORD=cut-Password-3 ONEAPP_COPILOT_CONTEXT_SIZE=8192
events=$(wc -l <"$logs/slm-copilot.log")
mkfifo "$work/hold-after"
more_events() { [ "$(wc -l <"$logs/slm-copilot.log")" -gt "$events" ]; }
start configure
check "it begins to write" eventually more_events
check "with a pidfile" test -s "$pidfile"
power_cut
rm "$work/hold-after"
check "the status stays started" is "$(cat "$status")" configure_started
check "the FIFO stays behind" test -p "$fifo"
check "so does the pidfile" test -s "$pidfile"
check "the next configure recovers all the same" run configure 0
check "its status" is "$(cat "$status")" configure_success
check "with what it was to do" is "$(password) $(value contextSize)" 'cut-Password-3 8192'
check "bootstrap" run bootstrap 0
check "its status" is "$(cat "$status")" bootstrap_success
mkfifo "$work/hold-before"
start bootstrap
check "bootstrap begins" eventually grep -q bootstrap_started "$status"
check "and has its FIFO" eventually test -p "$fifo"
power_cut
rm "$work/hold-before"
reboot
check "after a power cut in bootstrap: configure" run configure 0
check "bootstrap" run bootstrap 0
check "its status" is "$(cat "$status")" bootstrap_success

echo "== two at once"
context ONEAPP_COPILOT_CONTEXT_SIZE=4096
mkfifo "$work/hold-before"
start configure
check "the first one works" eventually test -p "$fifo"
check "the second sees it and leaves" run configure 0
check "in so many words" says 'running already' "$work/said"
mv "$pidfile" "$work/pid"
check "without a pidfile the lock stops it" run configure 1
check "without a word" silent "$work/said"
mv "$work/pid" "$pidfile"
check "the first one's status is left alone" is "$(cat "$status")" configure_started
before=$(wc -l <"$logs/configure.log")
echo go | timeout 60 tee "$work/hold-before" >"$work/go"
code=0
wait "$job" || code=$?
job=
rm "$work/hold-before"
check "the first one ends well" is "$code" 0
check "its status" is "$(cat "$status")" configure_success
written() { tail -n "+$((before + 1))" "$logs/configure.log" | grep -q 'written .*settings.json'; }
check "its words reach its log even so" eventually written
check "bootstrap" run bootstrap 0

echo "== secrets"
check "are in no log, journal, status, banner or MOTD" no_secret
check "the log directory is closed" mode var/log/one-appliance 700

# What appliance.sh must say, shown by leaving it out.
echo "== without its parts"
cp "$appliance" "$work/whole.sh"
sed '/^ONE_SERVICE_RECONFIGURABLE=/d' "$work/whole.sh" >"$appliance"
check "not reconfigurable: a reboot is refused" run configure 1
sed '/one_service_log.pipe/d' "$work/whole.sh" >"$appliance"
mkfifo "$fifo"
check "not removing the FIFO: the run after a power cut dies" run configure 1
sed '/^export LC_ALL=/d' "$work/whole.sh" >"$appliance"
rm "$root/run/one-context/context.sh.network"
variables=(ONEAPP_COPILOT_ACME_EAB_KID='clé-λ' ONEAPP_COPILOT_ACME_EAB_HMAC=c2VjcmV0LWhtYWM)
check "without a UTF-8 locale the environment is not readable" run configure 1
check "and that is said" says 'lost on the way under LC_ALL=C' "$work/said"

summary
