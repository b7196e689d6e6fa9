# shellcheck shell=bash
# The caches speed starts up and are needed by none.

cache=/var/cache/slm-copilot/gatewayd-17.cache

maps_cache() {
  guest grep -q "$cache" "/proc/$(pid_of slm-copilot-gateway)/maps"
}

restart_gateway() {
  guest systemctl restart slm-copilot-gateway && eventually models second-password 200
}

tool_says_one_thing() {
  same "$(guest slm-copilot --version 2>&1 | wc -l)" 1
}

training() {
  guest /opt/slm-copilot/bin/train && guest test -s "$cache"
}

training_without_java() {
  guest env SLM_COPILOT_JAVA_HOME=/nowhere /opt/slm-copilot/bin/train || return 0
  return 1
}

check "the gateway runs from its cache" maps_cache
guest dd if=/dev/urandom of="$cache" bs=4096 count=8 conv=notrunc status=none
guest dd if=/dev/urandom of=/var/cache/slm-copilot/configure-17.cache bs=4096 count=8 conv=notrunc status=none
check "it starts with a cache that is rotten" restart_gateway
check "and the tool, without a word about it" tool_says_one_thing
guest rm -r /var/cache/slm-copilot
check "it starts without any" restart_gateway
check "training that fails says so" training_without_java
check "training makes them anew" training
check "Java's folder is a trigger for it" guest dpkg-trigger --by-package=slm-copilot --check-supported
check "and the gateway uses it from its next start on" restart_gateway
check "by mapping it" maps_cache
