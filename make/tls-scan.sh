#!/usr/bin/env bash
# testssl.sh on the running gateway, under the private CA's certificate and under an authority's (Pebble, Let's Encrypt's
# test authority): no finding above LOW [SEC-01] [SEC-06]. Takes some three minutes; reports stay in build/tls-scan.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools testssl=testssl.sh openssl=openssl curl=curl pebble=pebble mvn=maven
make/build.sh

work=$PWD/build/tls-scan
domain=copilot.test
https=${PORT:-19443} http=${HTTP_PORT:-19081} authority=19400 roots=19401 dns=19453 names=19455
children=()
rm -rf "$work"
mkdir -p "$work/root"

stop() {
  kill "${children[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}
trap stop EXIT

# until_done SECONDS WHAT COMMAND...
until_done() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $limit ] || die "$what did not come in time; logs are in $work"
    sleep 0.3
  done
}

# The authority's own certificate, by a root that the gateway's Java is told to trust.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout "$work/authority.key" -out "$work/authority.pem" 2>/dev/null
"$JAVA_HOME/bin/keytool" -importcert -noprompt -alias authority -file "$work/authority.pem" \
  -keystore "$work/trust.p12" -storetype PKCS12 -storepass changeit >/dev/null 2>&1
cat >"$work/pebble.json" <<JSON
{"pebble": {"listenAddress": "127.0.0.1:$authority", "managementListenAddress": "127.0.0.1:$roots",
  "certificate": "$work/authority.pem", "privateKey": "$work/authority.key", "httpPort": $http, "tlsPort": $https,
  "ocspResponderURL": "", "certificateValidityPeriod": 7776000}}
JSON
pebble-challtestsrv -dns01 127.0.0.1:$dns -management 127.0.0.1:$names -http01 "" -https01 "" -tlsalpn01 "" \
  -defaultIPv6 "" >"$work/dns.log" 2>&1 &
children+=("$!")
PEBBLE_VA_NOSLEEP=1 pebble -config "$work/pebble.json" -dnsserver 127.0.0.1:$dns >"$work/pebble.log" 2>&1 &
children+=("$!")
until_done 30 "the authority" curl -sf --cacert "$work/authority.pem" "https://localhost:$authority/dir"
curl -sf --cacert "$work/authority.pem" "https://localhost:$roots/roots/0" >"$work/issued-root.pem"

ONEAPP_COPILOT_DOMAIN=$domain ONEAPP_COPILOT_ACME_SERVER=https://localhost:$authority/dir \
  "$JAVA_HOME/bin/java" -jar apps/configure/target/configure.jar --root "$work/root" configure --environment \
  --listen 127.0.0.1 --https-port "$https" --http-port "$http" >"$work/configure.log"
"$JAVA_HOME/bin/java" -Djavax.net.ssl.trustStore="$work/trust.p12" -Djavax.net.ssl.trustStorePassword=changeit \
  -jar apps/gatewayd/target/gatewayd.jar --root "$work/root" >"$work/gateway.log" 2>&1 &
children+=("$!")
until_done 90 "the authority's certificate" curl -sf --cacert "$work/issued-root.pem" \
  --resolve "$domain:$https:127.0.0.1" "https://$domain:$https/health"

# What testssl.sh holds against the certificate and nobody can help here: neither a private CA nor Pebble tells of
# revocation. And what it says of the OpenSSL it was given.
unavoidable='^(cert_revocation|engine_problem)$'

# scan NAME HOST ROOT
scan() {
  echo "== $1"
  # It ends with the number of its findings; what they are is judged below.
  testssl --quiet --warnings off --color 0 --ip 127.0.0.1 --add-ca "$3" --jsonfile "$work/$1.json" \
    "https://$2:$https/" >"$work/$1.txt" 2>&1 || true
  grep -q '"id" *: *"cert_chain_of_trust' "$work/$1.json" || die "testssl.sh did not get through: $work/$1.txt"
  awk -F '"' -v unavoidable="$unavoidable" '
    $2 == "id" { id = $4 }
    $2 == "severity" { severity = $4; count[severity]++ }
    $2 == "finding" && severity ~ /^(MEDIUM|HIGH|CRITICAL|FATAL|WARN)$/ {
      known = id ~ unavoidable
      print (known ? "  known " : "  FOUND ") severity, id ": " $4
      bad += !known
    }
    END {
      for (severity in count) { summary = summary " " severity "=" count[severity] }
      print " " summary
      exit bad > 0
    }' "$work/$1.json"
}

failed=0
scan private-ca localhost "$work/root/var/lib/slm-copilot/tls/ca.pem" || failed=1
scan authority "$domain" "$work/issued-root.pem" || failed=1
[ $failed -eq 0 ] || die "testssl.sh found something above LOW; the whole of it is in $work"
echo "tls-scan: nothing above LOW, under either certificate"
