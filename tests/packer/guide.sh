#!/usr/bin/env bash
# guide.sh: the code blocks of docs/manual-build.md as one script, in their order, on standard output [BUILD-04].
set -euo pipefail
awk '/^```bash$/ { inside = 1; next } /^```$/ { if (inside) print ""; inside = 0; next } inside' "$(dirname "$0")/../../docs/manual-build.md"
