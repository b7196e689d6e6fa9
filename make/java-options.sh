#!/usr/bin/env bash
# java-options.sh MAJOR: the options that the gateway runs with on this Java; docs/decisions/0007 says why.
set -euo pipefail
options="-XX:+UseSerialGC -Xms16m -Xmx256m -Xss512k"
if [ "${1:?java-options.sh MAJOR}" -ge 22 ]; then
  options+=" -XX:TrimNativeHeapInterval=5000"
fi
if [ "$1" -ge 24 ]; then
  # XNIO's threads use it; Java 24 warns of that at each start, Java 26 forbids it unless told so.
  options+=" --sun-misc-unsafe-memory-access=allow"
fi
echo "$options"
