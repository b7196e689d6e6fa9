#!/usr/bin/env bash
# What is inside, in a file that stays: the wrapper makes the SBOM from it, and an owner can read it.
set -euo pipefail

install -d -m 0755 /opt/slm-copilot
dpkg-query -W -f '${Package}\t${Version}\t${Architecture}\n' | LC_ALL=C sort >/opt/slm-copilot/packages.tsv
chmod 0644 /opt/slm-copilot/packages.tsv
