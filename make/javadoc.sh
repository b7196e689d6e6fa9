#!/usr/bin/env bash
# The libraries' Javadoc, in modules/NAME/target/reports/apidocs; a warning is an error [BUILD-08].
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven
make/build.sh
modules=$(echo modules/{context,tls,openai-client,gateway,report} | tr ' ' ,)
./mvnw -B -ntp -q -pl "$modules" javadoc:javadoc
echo "javadoc: $modules, no warning"
