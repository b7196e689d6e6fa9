#!/usr/bin/env bash
# A stand-in for one-apps' /etc/one-appliance/service with the same contract towards an appliance: status file, lock,
# pidfile, log FIFO, MOTD, cleanup at every exit. All its paths hang off SERVICE_ROOT, so it needs no rights.
#
# The contract has sharp edges, kept on purpose: the appliance is sourced before the lock is taken; 'msg error' fails,
# so that under 'set -e' it ends the stage; a FIFO left by a power cut ends the next stage; umask is 0077.
set -e
umask 0077

root=${SERVICE_ROOT:?}
state=$root/etc/one-appliance
motd=$root/etc/motd
pidfile=$root/run/one-appliance-service.pid
# Known to the appliance under this name.
ONE_SERVICE_LOGDIR=$root/var/log/one-appliance
ONE_SERVICE_RECONFIGURABLE=
fifo=$ONE_SERVICE_LOGDIR/one_service_log.pipe

msg() {
  local level=$1 result=0
  shift
  case $level in
    info) ;;
    debug | warning) exec 4>&2 ;;
    error) exec 4>&2 && result=1 ;;
    *) exec 4>&2 && result=2 ;;
  esac
  [ "$level" != info ] || exec 4>&1
  echo "${level^^}: $*" >&4
  exec 4>&-
  return $result
}

# shellcheck source=packer/appliance.sh
. "$state/service.d/appliance.sh"

status() {
  cat "$state/status" 2>/dev/null || true
}

reconfigurable() {
  case ${ONE_SERVICE_RECONFIGURABLE,,} in
    1 | true | yes | y) return 0 ;;
    *) return 1 ;;
  esac
}

declare -A number=([install]='1/3 Installation' [configure]='2/3 Configuration' [bootstrap]='3/3 Bootstrap')

# mark STEP RESULT: in the status file and where people log in.
mark() {
  echo "$1_$2" >"$state/status"
  case $1_$2 in
    *_started) printf ' %s step is in progress...\n\n * PLEASE WAIT *\n' "${number[$1]}" ;;
    bootstrap_success) printf ' All set and ready to serve 8)\n' ;;
    *_success) printf ' %s step was successfull.\n' "${number[$1]}" ;;
    *_failure) printf ' %s step failed.\n\n * APPLIANCE ERROR *\n\n Read documentation and try to redeploy!\n' "${number[$1]}" ;;
  esac >"$motd"
}

# admit STEP: goes on when it may run, ends the script when not.
admit() {
  local now
  now=$(status)
  case $1:$now in
    install: | configure:install_success | bootstrap:configure_success) return ;;
    install:install_success)
      msg warning 'Installation was already done - skip'
      exit 0
      ;;
    configure:configure_* | configure:bootstrap_* | bootstrap:bootstrap_*)
      reconfigurable && return
      case $now in
        "$1_success")
          msg warning "$1 was already done - skip"
          exit 0
          ;;
        "$1_started")
          mark "$1" failure
          msg error "$1 was probably interrupted - abort"
          ;;
        "$1_failure") msg error "Last $1 failed - abort" ;;
      esac
      msg error "$1 will not run: the appliance is non-reconfigurable"
      ;;
  esac
  msg error "$1 cannot run after '$now'"
}

leave() {
  local now
  set +e
  service_cleanup
  rm -f "$fifo"
  now=$(status)
  case $now in *_started) mark "${now%_started}" failure ;; esac
  rm -f "$pidfile"
}

step=${1:-help}
case $step in
  help)
    service_help
    exit 0
    ;;
  install | configure | bootstrap) ;;
  *) msg unknown "unknown argument: $step" ;;
esac
running=$(cat "$pidfile" 2>/dev/null || true)
if [ -n "$running" ] && kill -0 "$running" 2>/dev/null; then
  msg warning "Service script is running already - PID: $running"
  exit 0
fi
if [ "${DRIVER_LOCKED:-}" != "$0" ]; then
  exec env DRIVER_LOCKED="$0" flock -xn "$0" "$0" "$@"
fi
trap 'leave 2>/dev/null' INT QUIT TERM EXIT
echo $$ >"$pidfile"
admit "$step"
mark "$step" started
mkdir -p "$ONE_SERVICE_LOGDIR"
chmod 0700 "$ONE_SERVICE_LOGDIR"
mkfifo "$fifo"
tee -a "$ONE_SERVICE_LOGDIR/$step.log" <"$fifo" &
exec 3>&1 >"$fifo"
"service_$step" 2>&1
exec >&3 3>&-
mark "$step" success
