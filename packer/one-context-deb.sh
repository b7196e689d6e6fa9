#!/usr/bin/env bash
# one-context-deb.sh ONE_APPS FILE.deb: the one-context package from the sources in a one-apps checkout, without fpm.
# There, a file's name ends in the systems it is for (name##deb.systemd.one); all of them must be ours.
set -euo pipefail

sources=$1/context-linux
package=$2
[ -d "$sources/src" ] || { echo "one-context-deb: no $sources/src; give a one-apps checkout." >&2 && exit 1; }
version=$(sed -n 's/^VERSION := *//p' "$1/Makefile.config")
# The section of targets.sh for Debian's format says what the package needs and which systems it is for.
field() {
  sed -n "/^ *'deb')/,/;;/s/^ *$1=\${$1:-\(.*\)}\$/\1/p" "$sources/targets.sh"
}
ours=" $(field TAGS) "
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root/DEBIAN"

is_ours() {
  local tag
  for tag in ${1//./ }; do
    [[ $ours == *" $tag "* ]] || return 1
  done
}

cd "$sources/src"
while IFS= read -r file; do
  name=${file%%##*}
  [ "$name" = "$file" ] || is_ours "${file##*##}" || continue
  install -D -m "$([ -x "$file" ] && echo 0755 || echo 0644)" "$file" "$root/$name"
done < <(find . -type f -printf '%P\n' | LC_ALL=C sort)
sed -i "s/_PACKAGE_VERSION_/$version/" "$root/usr/sbin/onesysprep"

depends=$(field DEPENDS)
replaces=$(field REPLACES)
cat >"$root/DEBIAN/control" <<CONTROL
Package: one-context
Version: $version-1
Architecture: all
Maintainer: SLM-Copilot image build
Depends: ${depends// /, }
Replaces: ${replaces// /, }
Conflicts: ${replaces// /, }, one-context-ec2
Section: admin
Description: OpenNebula contextualization
 Built from one-apps' sources for this image, unchanged.
CONTROL
(cd "$root" && find etc -type f ! -path 'etc/one-context.d/*' ! -path 'etc/init*' -printf '/%p\n' | LC_ALL=C sort) >"$root/DEBIAN/conffiles"
install -m 0755 "$sources/pkg/postinstall" "$root/DEBIAN/postinst"
install -m 0755 "$sources/pkg/preuninstall" "$root/DEBIAN/prerm"
install -m 0755 "$sources/pkg/postuninstall" "$root/DEBIAN/postrm"
chmod 0755 "$work" "$root" "$root/DEBIAN"

# Two builds of one commit are the same to the byte.
find "$root" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-0}" {} +
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
