#!/usr/bin/env bash
# Builds the apps for running, if a source is newer than the last build.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven

mkdir -p build 2>/dev/null || die "$PWD is not yours to write to: make a clone of your own."
if [ -e build/built ] &&
  [ -z "$(find pom.xml .mvn modules apps \( -name target -o -name test \) -prune -o -type f -newer build/built -print -quit)" ]; then
  exit 0
fi
echo "Building with $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1) (a minute or two the first time)"
status=0
./mvnw -B -ntp package -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmdep.analyze.skip=true -Denforcer.skip=true \
  -pl apps/gatewayd,apps/configure,apps/engine,apps/validator -am >build/build.log 2>&1 &
maven=$!
trap 'kill "$maven" 2>/dev/null || true' EXIT
shown=0
while kill -0 "$maven" 2>/dev/null; do
  sleep 1
  lines=$(grep -c 'Building SLM-Copilot [am]' build/build.log || true)
  while [ "$shown" -lt "$lines" ]; do
    shown=$((shown + 1))
    grep 'Building SLM-Copilot [am]' build/build.log | sed -n "${shown}s/.*Building SLM-Copilot *\(.*\) 0\.1.*/  \1/p"
  done
done
wait "$maven" || status=$?
trap - EXIT
if [ "$status" -ne 0 ]; then
  grep -E '^\[ERROR\]' build/build.log | head -n 8 >&2
  die "the build failed; all of it is in build/build.log. Without a network, a first build cannot fetch what it needs."
fi
touch build/built
