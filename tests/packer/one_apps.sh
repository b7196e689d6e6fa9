#!/usr/bin/env bash
# one_apps.sh FOLDER: a checkout of the stand-in for one-apps (see one-apps/README.md); says its commit, which is always the same
# for the same contents.
set -euo pipefail
folder=$1
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
cp -r "$(dirname "$0")/one-apps" "$folder"
sed 's/^root=.*/root=/' "$(dirname "$0")/../service/driver.sh" >"$folder/appliances/service.sh"
chmod 0755 "$folder/appliances/service.sh"
cd "$folder"
export GIT_AUTHOR_NAME=stand-in GIT_AUTHOR_EMAIL=stand-in@localhost GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
git -c init.defaultBranch=main init -q
git add -A
git -c commit.gpgsign=false commit -q -m 'Stand-in for one-apps'
git rev-parse HEAD
