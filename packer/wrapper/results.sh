# shellcheck shell=bash disable=SC2154  # variables of build.sh and the pins
# Checksums, manifest, SBOM, and the marketplace's figures. To be sourced by build.sh.

write_results() {
  say "checksums"
  sha256sum <"$work/image.qcow2" | cut -d' ' -f1 >"$work/sha256" &
  child=$!
  md5=$(md5sum <"$work/image.qcow2" | cut -d' ' -f1)
  wait "$child"
  child=
  sha256=$(cat "$work/sha256")
  virtual_size=$(qemu-img info --output=json "$work/image.qcow2" | jq '."virtual-size"')
  file_size=$(stat -c %s "$work/image.qcow2")
  java_sbom >"$work/java.cdx.json"
  manifest >"$work/manifest.json"
  sbom >"$work/sbom.json"

  mv "$work/image.qcow2" "$image"
  echo "$sha256  $IMAGE_NAME.qcow2" >"$image.sha256"
  echo "$md5  $IMAGE_NAME.qcow2" >"$image.md5"
  mv "$work/manifest.json" "$image.manifest.json"
  mv "$work/sbom.json" "$image.cdx.json"
  fill_marketplace
  [ "${KEEP_DISK:-no}" = yes ] || rm -f "$disk" "$disk.key"
  say "$(gigabytes "$file_size") file, $(gigabytes "$virtual_size") disk, SHA-256 $sha256"
}

# input NAME VERSION URL SHA256
input() {
  jq -n --arg name "$1" --arg version "$2" --arg url "$3" --arg sha256 "$4" '{name: $name, version: $version, url: $url, sha256: $sha256}'
}

inputs() {
  {
    input ubuntu-cloud-image "24.04 release-$UBUNTU_RELEASE" "$UBUNTU_URL" "$UBUNTU_SHA256"
    jq -n --arg tag "$ONE_APPS_TAG" --arg url "$ONE_APPS_GIT" --arg commit "$ONE_APPS_COMMIT" \
      '{name: "one-apps", version: $tag, url: $url, commit: $commit}'
    if [ -n "$LOCALAI_VERSION" ]; then
      input local-ai "$LOCALAI_VERSION" "$LOCALAI_URL" "$LOCALAI_SHA256"
      jq --arg tag "$LOCALAI_BACKEND_TAG" --arg signer "$LOCALAI_BACKEND_SIGNER" --arg signed "$LOCALAI_BACKEND_SIGNED" \
        '{name: "llama-cpp-backend", version: $tag, url: .uri, digest} + if $signed == "yes" then {signed_by: $signer} else {} end' "$work/backend.json"
    fi
    input model "$MODEL_REVISION" "$MODEL_URL" "$MODEL_SHA256"
    input slm-copilot "$version" "$(basename "$deb")" "$(sha256sum <"$deb" | cut -d' ' -f1)"
  } | jq -s .
}

manifest() {
  jq -n --arg name "$IMAGE_NAME" --arg version "$version" --arg sha256 "$sha256" --arg md5 "$md5" --arg key "$(image_key)" \
    --argjson size "$virtual_size" --argjson file_size "$file_size" --argjson time "$SOURCE_DATE_EPOCH" \
    --arg commit "$(git rev-parse HEAD 2>/dev/null)" --argjson inputs "$(inputs)" --arg snapshot "${APT_SNAPSHOT:-}" \
    --arg packer "$(packer version | head -n 1)" --arg qemu "$(qemu-img --version | head -n 1)" --rawfile packages "$work/packages.tsv" \
    '{name: $name, version: $version, source_commit: $commit, format: "qcow2", size: $size, file_size: $file_size,
      sha256: $sha256, md5: $md5, creation_time: $time, "os-id": "Ubuntu", "os-release": "24.04 LTS", "os-arch": "x86_64",
      inputs_key: $key, inputs: $inputs, apt_snapshot: $snapshot, built_with: [$packer, $qemu],
      packages: ($packages | split("\n") | map(select(. != "") | split("\t") | {name: .[0], version: .[1], architecture: .[2]}))}'
}

# The libraries inside our package, by CycloneDX's own plugin; SBOM_JAVA gives a ready one.
java_sbom() {
  if [ -n "${SBOM_JAVA:-}" ]; then
    cat "$SBOM_JAVA"
    return
  fi
  ./mvnw -B -ntp -q org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom -pl apps/gatewayd,apps/configure,apps/validator -am \
    -DincludeTestScope=false -DoutputFormat=json -DoutputName=slm-copilot -DoutputDirectory="$work/cyclonedx" >&2 ||
    fail "the SBOM of the Java part could not be made."
  cat "$work/cyclonedx/slm-copilot.json"
}

# Java's components, Ubuntu's packages, and what we brought ourselves, in one CycloneDX document.
sbom() {
  jq -n --slurpfile java "$work/java.cdx.json" --slurpfile manifest "$work/manifest.json" '
    $manifest[0] as $m | $java[0] | .metadata.component = {type: "operating-system", "bom-ref": $m.name, name: $m.name, version: $m.version,
        hashes: [{alg: "SHA-256", content: $m.sha256}]}
    | .metadata.timestamp = ($m.creation_time | todate)
    | del(.serialNumber)
    | .components = ((.components // [])
      + [$m.inputs[] | {type: (if .name == "model" then "machine-learning-model" else "application" end), "bom-ref": "input:\(.name)",
          name, version, externalReferences: [{type: "distribution", url}]}
          + if .sha256 then {hashes: [{alg: "SHA-256", content: .sha256}]} else {} end]
      + [$m.packages[] | ("pkg:deb/ubuntu/\(.name)@\(.version | @uri)?arch=\(.architecture)&distro=ubuntu-24.04") as $purl
          | {type: "library", "bom-ref": $purl, name, version, purl: $purl}])'
}

# Size is the virtual disk's, as OpenNebula's marketplace means it.
fill_marketplace() {
  local yaml=${MARKETPLACE_YAML:-}
  [ -n "$yaml" ] || yaml=$(grep -rlE '^ *driver: qcow2' --include='*.yaml' build/marketplace 2>/dev/null | head -n 1 || true)
  if [ -z "$yaml" ]; then
    say "marketplace: no file to fill in; make marketplace first, or set MARKETPLACE_YAML"
    return
  fi
  # Quoted, for a checksum of digits only is a number to YAML.
  sed -i -e "/driver: qcow2/,\$s/^\( *size:\).*/\1 $virtual_size/" -e "s/^\( *md5:\).*/\1 '$md5'/" \
    -e "s/^\( *sha256:\).*/\1 '$sha256'/" -e "s/^\(creation_time:\).*/\1 $SOURCE_DATE_EPOCH/" "$yaml"
  say "marketplace: size and checksums in $yaml"
}
