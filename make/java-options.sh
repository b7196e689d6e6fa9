#!/usr/bin/env bash
# java-options.sh MAJOR: the options that the gateway runs with on this Java; docs/decisions/0007 says why.
set -euo pipefail
options="-XX:+UseSerialGC -Xms16m -Xmx256m -Xss512k"
if [ "${1:?java-options.sh MAJOR}" -ge 22 ]; then
  options+=" -XX:TrimNativeHeapInterval=5000"
fi
echo "$options"
