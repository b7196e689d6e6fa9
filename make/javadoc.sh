#!/usr/bin/env bash
# The libraries' Javadoc, in modules/NAME/target/reports/apidocs; a warning is an error [BUILD-08].
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven
modules=$(echo modules/{context,tls,openai-client,gateway,report} | tr ' ' ,)
# The plugin takes pages for current that are not, where a source has changed since.
rm -rf modules/*/target/reports/apidocs modules/*/target/maven-javadoc-plugin-stale-data.txt
./mvnw -B -ntp -q -pl "$modules" javadoc:javadoc
echo "javadoc: no warning; the pages begin at modules/{context,tls,openai-client,gateway,report}/target/reports/apidocs/index.html"
