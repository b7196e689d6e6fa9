#!/usr/bin/env bash
# The appliance as OpenNebula's two repositories want it: build/marketplace/{one-apps,marketplace-community} [BUILD-02] [ONE-06].
# Everything in it is written from files of this project; the image's url, size and checksums are packer/build.sh's to fill in.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven shellcheck=shellcheck git=git

out=$PWD/build/marketplace
mkdir -p build
./mvnw -B -ntp -q package -pl marketplace -am -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true >build/marketplace.log 2>&1 || {
  grep -E '^\[ERROR\]' build/marketplace.log | head -n 8 >&2
  die "the writer of the layouts was not built; all of it is in build/marketplace.log"
}
rm -rf "$out"
"$JAVA_HOME/bin/java" -jar marketplace/target/marketplace.jar \
  --time "${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}" "$out"

find "$out" \( -name '*.sh' -o -name gen_context \) -exec shellcheck -x {} +
if command -v yamllint >/dev/null; then
  # As the community's own checks call it.
  yamllint -d '{extends: default, rules: {line-length: disable, indentation: {indent-sequences: whatever}}}' \
    "$out/marketplace-community/appliances"
else
  echo "marketplace: no yamllint here; its check is left out"
fi
if command -v packer >/dev/null; then
  for folder in "$out/one-apps/packer/service_slm-copilot" "$out/marketplace-community/apps-code/community-apps/packer/slm-copilot"; do
    for template in slm-copilot variables; do
      packer fmt -check "$folder/$template.pkr.hcl" >/dev/null || die "$folder/$template.pkr.hcl is not as packer fmt writes it"
    done
  done
else
  echo "marketplace: no Packer here; packer fmt is left out"
fi
find "$out" \( -type f -o -type l \) -printf '%P\n' | sort
