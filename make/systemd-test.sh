#!/usr/bin/env bash
# The real units under a real systemd, booted in a container [INFER-04] [ONE-03] [SEC-03].
# LocalAI's place is taken by the embedded engine, through a drop-in that changes ExecStart and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
if [ "$(id -u)" -ne 0 ]; then
  echo "systemd-test: skipped, booting a container needs root"
  exit 0
fi
need_tools mvn=maven mmdebstrap=mmdebstrap systemd-nspawn=systemd-container script=bsdutils pgrep=procps
make/build.sh

packages=systemd,systemd-sysv,dbus,openjdk-17-jre-headless,curl,libgomp1,procps,logrotate
base=$PWD/build/systemd-root-$(echo "$packages" | cksum | cut -d' ' -f1)
if [ ! -e "$base/.whole" ]; then
  echo "Making a Debian root for the container, once (a minute or two)"
  rm -rf "$base"
  # openjdk's installation fails where the folder for manual pages is missing.
  # shellcheck disable=SC2016  # mmdebstrap expands $1
  mmdebstrap --quiet --variant=minbase --include="$packages" --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
    bookworm "$base" >build/systemd-root.log 2>&1 || die "mmdebstrap failed; see build/systemd-root.log"
  touch "$base/.whole"
fi

machine=slm-copilot-test
work=$(mktemp -d)
root=$work/root
cp -a "$base" "$root"
leader=
finish() {
  if [ -n "$leader" ]; then
    nsenter -t "$leader" -m -p -u -i -n -C -r -w systemctl poweroff >/dev/null 2>&1 || true
    for _ in $(seq 50); do
      kill -0 "$leader" 2>/dev/null || break
      sleep 0.2
    done
    kill -KILL "$leader" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

opt=$root/opt/slm-copilot
mkdir -p "$opt/models" "$opt/backends" "$root/etc/systemd/system/local-ai.service.d" "$root/usr/lib/sysusers.d" "$root/usr/lib/tmpfiles.d"
for app in gatewayd configure engine; do
  mkdir "$opt/$app"
  cp -r "apps/$app/target/$app.jar" "apps/$app/target/lib" "$opt/$app/"
done
# LocalAI's files are written where weights lie; these are for show.
echo GGUF >"$opt/models/devstral-small-2.gguf"
cp packer/deb/units/*.service "$root/etc/systemd/system/"
mkdir -p "$root/etc/logrotate.d"
install -m 0644 packer/deb/units/slm-copilot.logrotate "$root/etc/logrotate.d/slm-copilot"
cp packer/deb/units/slm-copilot.sysusers.conf "$root/usr/lib/sysusers.d/slm-copilot.conf"
cp packer/deb/units/slm-copilot.tmpfiles.conf "$root/usr/lib/tmpfiles.d/slm-copilot.conf"
install -m 0755 packer/deb/units/slm-copilot.sh "$root/usr/bin/slm-copilot"
cat >"$root/etc/systemd/system/local-ai.service.d/test.conf" <<'UNIT'
[Service]
ExecStart=
ExecStart=/usr/bin/java -Xmx256m -jar /opt/slm-copilot/engine/engine.jar --port 8080 --context 2048 --start-delay 40
UNIT
# Would fail in a container, and the state of the machine with it.
ln -sf /dev/null "$root/etc/systemd/system/systemd-remount-fs.service"

SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 script -qfec "systemd-nspawn --register=no --keep-unit --private-network \
  --machine=$machine -D $root --boot systemd.log_target=console" "$work/console.log" </dev/null >/dev/null 2>&1 &
guest() {
  nsenter -t "$leader" -m -p -u -i -n -C -r -w env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}
for _ in $(seq 150); do
  nspawn=$(pgrep -f "^systemd-nspawn .*--machine=$machine" | tail -n 1 || true)
  leader=$([ -z "$nspawn" ] || pgrep -P "$nspawn" | head -n 1 || true)
  if [ -n "$leader" ] && guest test -S /run/systemd/private 2>/dev/null; then
    break
  fi
  sleep 0.2
done
[ -n "$leader" ] || die "the container did not boot: $(tail -n 5 "$work/console.log")"
guest systemctl is-system-running --wait >/dev/null || true
# shellcheck source=tests/systemd/checks.sh
. tests/systemd/checks.sh
