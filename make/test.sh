#!/usr/bin/env bash
# Everything that must hold before a change lands: scripts, build gates, tests on the oldest and the newest
# Java here, and the commands a person types. Installs what it lacks.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven pebble=pebble curl=curl npm=npm pgrep=procps shellcheck=shellcheck git=git

echo "== scripts"
make/lint.sh

if ! cmp -s tests/it/npm/package-lock.json build/npm-installed; then
  echo "== the openai package for Node, for the integration tests"
  (cd tests/it/npm && npm ci --ignore-scripts --no-audit --no-fund)
  mkdir -p build
  cp tests/it/npm/package-lock.json build/npm-installed
fi

oldest=$(all_jdks | head -n 1)
newest=$(all_jdks | tail -n 1)
echo "== build and tests on Java ${oldest%% *}"
# Two modules at a time: half of what the tests do is wait.
JAVA_HOME=${oldest#* } ./mvnw -B -ntp -T 2 verify
touch build/built

echo "== the libraries' Javadoc"
JAVA_HOME=${oldest#* } make/javadoc.sh

echo "== the appliance, as one-apps drives it"
JAVA_HOME=${oldest#* } tests/service/params_test.sh
JAVA_HOME=${oldest#* } tests/service/stages_test.sh

echo "== the image's build, with small files"
tests/packer/template_test.sh
tests/packer/build_test.sh

echo "== the commands, as a person types them"
JAVA_HOME=${oldest#* } tests/commands/run_test.sh
JAVA_HOME=${oldest#* } tests/commands/readme_test.sh

if [ "${newest%% *}" != "${oldest%% *}" ]; then
  echo "== build and tests on Java ${newest%% *}"
  # The formatter and the dependency rules have already spoken; compiler, Error Prone and tests speak again.
  JAVA_HOME=${newest#* } ./mvnw -B -ntp -T 2 verify -Dspotless.check.skip=true -Dmdep.analyze.skip=true
  touch build/built
fi

echo "== the package, under a real systemd"
make/systemd-test.sh
