#!/usr/bin/env bash
# A two-hour day of a small team, scaled into minutes, with our gateway, with nginx and with Caddy (MINUTES=, SCALE=,
# SEED=, FRONT=ours,nginx,caddy) [SEC-08] [INFER-02]. Days of less than four minutes say little: an engine's restart and our
# gateway's way of looking for it take seconds that do not scale.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven
# The peers are compared with where they can be had; the day with our own gateway needs neither.
PATH=$PATH:/usr/sbin
for peer in nginx caddy; do
  command -v "$peer" >/dev/null || (install_packages "$peer") || echo "soak: no $peer here; its column is left out"
done
./mvnw -B -ntp -q package -pl tests/soak,apps/engine -am -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true
exec "$JAVA_HOME/bin/java" -jar tests/soak/target/soak.jar \
  --engine apps/engine/target/engine.jar --directory build/soak --minutes "${MINUTES:-4}" --scale "${SCALE:-30}" \
  --seed "${SEED:-1}" --front "${FRONT:-ours,nginx,caddy}"
