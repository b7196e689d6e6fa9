#!/usr/bin/env bash
# appliance.sh names the variables of the enum, no more and no fewer [ONE-04].
set -euo pipefail
cd "$(dirname "$0")/../.."
wanted=$(grep -o '"ONEAPP_COPILOT_[A-Z_]*[A-Z]"' apps/appliance/src/main/java/eu/slmcopilot/appliance/CopilotVariable.java | tr -d '"' | sort -u)
# shellcheck source=packer/appliance.sh
. packer/appliance.sh
given=$(for ((i = 0; i < ${#ONE_SERVICE_PARAMS[@]}; i += 4)); do echo "${ONE_SERVICE_PARAMS[i]}"; done | sort)
if [ "$wanted" = "$given" ]; then
  echo '1 passed, 0 failed'
else
  diff <(echo "$wanted") <(echo "$given") || true
  echo '0 passed, 1 failed'
  exit 1
fi
