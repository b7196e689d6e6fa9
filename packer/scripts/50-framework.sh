#!/usr/bin/env bash
# one-apps' framework and our appliance at the places that one-apps names, and the two hooks that one-context runs.
set -euo pipefail

one=/etc/one-appliance
install -d -m 0750 "$one" "$one/service.d" "$one/lib"
install -d -m 0755 /opt/one-appliance /opt/one-appliance/bin
install -m 0750 "$STAGING/one-apps/appliances/service.sh" "$one/service"
install -m 0640 "$STAGING/one-apps/appliances/lib/common.sh" "$STAGING/one-apps/appliances/lib/functions.sh" "$one/lib/"
install -m 0640 "$STAGING/appliance.sh" "$one/service.d/appliance.sh"

hooks=/etc/one-context.d
install -d -m 0755 "$hooks"
install -m 0755 "$STAGING/one-apps/appliances/scripts/net-90-service-appliance" "$hooks/"
install -m 0755 "$STAGING/net-99-report-ready" "$hooks/"
