#!/usr/bin/env bash
# appliance.sh names the variables of the enum, no more and no fewer, with the same types and words [ONE-04].
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=make/tools.sh
. make/tools.sh
# shellcheck source=tests/check.sh
. tests/check.sh
need_tools mvn=maven
make/build.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# From  NAME: 'O|type|help|options|default'  to  NAME O|type help; in YAML '' stands for '.
"$JAVA_HOME/bin/java" -jar apps/configure/target/configure.jar variables --user-inputs |
  sed -n "s/''/'/g; s/^  \([A-Z0-9_]*\): '\(O|[a-z0-9]*\)|\([^|]*\)|.*'\$/\1 \2 \3/p" >"$work/wanted"

# Sourced with a log directory of its own: what it does at the top must not touch this machine.
# shellcheck disable=SC2034  # read by appliance.sh
ONE_SERVICE_LOGDIR=$work
# shellcheck source=packer/appliance.sh
. packer/appliance.sh
count=${#ONE_SERVICE_PARAMS[@]}
for ((i = 0; i + 3 < count; i += 4)); do
  echo "${ONE_SERVICE_PARAMS[i]} ${ONE_SERVICE_PARAMS[i + 3]} ${ONE_SERVICE_PARAMS[i + 2]}"
  echo "${ONE_SERVICE_PARAMS[i + 1]}" >>"$work/stages"
done >"$work/given"

fours() { [ $((count % 4)) -eq 0 ] || { echo "$count values" && return 1; }; }
some() { [ "$(wc -l <"$work/wanted")" -ge 15 ] || { echo "slm-copilot names too few:" && cat "$work/wanted" && return 1; }; }
stages() { [ "$(sort -u "$work/stages")" = configure ] || { sort "$work/stages" | uniq -c && return 1; }; }

check 'each variable has four values' fours
check 'slm-copilot names its variables' some
check 'each is asked for by configure' stages
check 'names, types and words are those of slm-copilot variables' diff "$work/wanted" "$work/given"
summary
