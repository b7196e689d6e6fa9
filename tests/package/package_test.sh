#!/usr/bin/env bash
# The Debian package as a file: another checkout of the same commit gives the same bytes, and lintian, where there is one,
# has nothing to say that is not answered in the package [BUILD-05].
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=make/tools.sh
. make/tools.sh
# shellcheck source=tests/check.sh
. tests/check.sh
need_tools mvn=maven git=git

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

same_bytes() { cmp "$1"/build/deb/slm-copilot_*_all.deb "$2"/build/deb/slm-copilot_*_all.deb; }
entries() { dpkg-deb -c "$work"/one/build/deb/slm-copilot_*_all.deb; }
belong_to_root() { ! entries | grep -vE '^[d-]([r-][w-][x-]){3} root/root '; }
writable_for_root_alone() { ! entries | grep -E '^.{5}w|^.{8}w'; }
appear_once() { [ -z "$(entries | awk '{ print $NF }' | sort | uniq -d)" ]; }
have_one_time() { [ "$(entries | awk '{ print $4, $5 }' | sort -u | wc -l)" -eq 1 ]; }

for copy in one other; do
  git clone --quiet --no-hardlinks . "$work/$copy"
done
# Another path, other times of the files, another time zone and umask.
find "$work/other" -type f -exec touch -d '2001-02-03 04:05:06' {} +
check 'the package is built' make -s -C "$work/one" deb
check 'and in another place' env TZ=Asia/Tokyo bash -c "umask 077 && make -s -C '$work/other' deb"
check 'to the same bytes' same_bytes "$work/one" "$work/other"
check 'every file in it belongs to root' belong_to_root
check 'and can be changed by root alone' writable_for_root_alone
check 'every file is in it once' appear_once
check 'with one time' have_one_time
if command -v lintian >/dev/null; then
  check 'lintian finds nothing' lintian --fail-on error,warning --allow-root "$work"/one/build/deb/slm-copilot_*_all.deb
else
  echo "      no lintian here; its check is left out"
fi
summary
