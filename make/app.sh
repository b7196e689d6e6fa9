#!/usr/bin/env bash
# app.sh JAR ARGUMENT...: one of the apps, built if a source is newer, on the Java that the other scripts find.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven
make/build.sh
exec "$JAVA_HOME/bin/java" -jar "$@"
