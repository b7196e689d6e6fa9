#!/usr/bin/env bash
# What our own scripts after this one need: lists of packages, and jq to read JSON.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get -q update
apt-get -q -y install --no-install-recommends ca-certificates curl jq libgomp1 logrotate
