#!/usr/bin/env bash
# The Debian package, as build/deb/slm-copilot_VERSION_all.deb; the same commit gives the same bytes.
# SOURCE_DATE_EPOCH puts another time into it than the one that stands in pom.xml.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven
# A jar keeps the modes of the files that went into it.
umask 022

time=()
if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then
  time=("-Dproject.build.outputTimestamp=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)")
fi
mkdir -p build/deb
rm -f packer/deb/target/*.deb
./mvnw -B -ntp -q package -pl packer/deb -am -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true \
  -Dmdep.analyze.skip=true "${time[@]}" >build/deb/build.log 2>&1 || {
  grep -E '^\[ERROR\]' build/deb/build.log | head -n 8 >&2
  die "the package was not built; all of it is in build/deb/build.log"
}
rm -f build/deb/slm-copilot_*.deb
mv packer/deb/target/slm-copilot_*_all.deb build/deb/
sha256sum build/deb/slm-copilot_*_all.deb
