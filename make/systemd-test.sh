#!/usr/bin/env bash
# The Debian package in a real Debian under a real systemd, booted in a container: installed, at work, upgraded under an
# open stream, removed, purged [INFER-04] [ONE-03] [SEC-03]. DEB= takes a package that is there already.
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
deb=${DEB:-}
if [ -z "$deb" ]; then
  make/deb.sh
  deb=$(echo build/deb/slm-copilot_*_all.deb)
fi

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

cp "$deb" "$root/root/slm-copilot.deb"
# The same with another version: what an upgrade brings is not the point, that it comes is.
dpkg-deb -R "$deb" "$work/newer"
sed -i 's/^Version: .*/Version: 99.0/' "$work/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$work/newer" "$root/root/slm-copilot-newer.deb" >/dev/null
mkdir -p "$root/opt/engine" "$root/etc/systemd/system/local-ai.service.d"
cp -r apps/engine/target/engine.jar apps/engine/target/lib "$root/opt/engine/"
cat >"$root/etc/systemd/system/local-ai.service.d/test.conf" <<'UNIT'
[Service]
ExecStart=
ExecStart=/usr/bin/java -Xmx256m -jar /opt/engine/engine.jar --port 8080 --context 2048 --start-delay 60 --token-rate 25
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
# shellcheck source=tests/check.sh
. tests/check.sh
# shellcheck source=tests/systemd/words.sh
. tests/systemd/words.sh
# shellcheck source=tests/systemd/install.sh
. tests/systemd/install.sh
# shellcheck source=tests/systemd/service.sh
. tests/systemd/service.sh
# shellcheck source=tests/systemd/start.sh
. tests/systemd/start.sh
# shellcheck source=tests/systemd/upgrade.sh
. tests/systemd/upgrade.sh
# shellcheck source=tests/systemd/removal.sh
. tests/systemd/removal.sh
summary
