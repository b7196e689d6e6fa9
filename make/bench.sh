#!/usr/bin/env bash
# What the gateway costs the cores, beside nginx, HAProxy and Caddy in the same minutes (ROUNDS=, FRONT=, ONLY=, JAVA_OPTIONS=).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven wrk=wrk
PATH=$PATH:/usr/sbin
for peer in nginx haproxy caddy; do
  command -v "$peer" >/dev/null || (install_packages "$peer") || echo "bench: no $peer here; its column is left out"
done
ulimit -n 60000 2>/dev/null || ulimit -n "$(ulimit -Hn)"
newest=$(all_jdks | tail -n 1)
java=${newest#* }/bin/java
# shellcheck disable=SC2206 # one word an option
options=(${JAVA_OPTIONS:-$(make/java-options.sh "${newest%% *}")})
./mvnw -B -ntp -q package -pl tests/bench,apps/gatewayd -am -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true
echo "$(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1); ours on Java ${newest%% *} ${options[*]}"
for peer in nginx haproxy caddy; do
  dpkg-query -W -f "\${Package} \${Version}\n" "$peer" 2>/dev/null || true
done
extra=()
for option in "${options[@]}"; do
  extra+=("--option=$option")
done
# What the C library keeps for its threads is memory that the model could use; the unit sets the same.
export MALLOC_ARENA_MAX=1
exec "$JAVA_HOME/bin/java" -Xmx2g -XX:+UseSerialGC -jar tests/bench/target/bench.jar \
  --daemon "$PWD/apps/gatewayd/target/gatewayd.jar" --java "$java" "${extra[@]}" --directory build/bench \
  --rounds "${ROUNDS:-5}" ${FRONT:+--front "$FRONT"} ${ONLY:+--only "$ONLY"}
