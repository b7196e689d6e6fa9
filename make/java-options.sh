#!/usr/bin/env bash
# java-options.sh MAJOR: the options that the gateway runs with on this Java; docs/decisions/0007 says why.
set -euo pipefail
echo -n "-XX:+UseSerialGC -Xms24m -Xmx256m"
