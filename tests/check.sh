# shellcheck shell=bash
# Counting checks, for the tests that are shell scripts; to be sourced.

passed=0
failed=0

# check NAME COMMAND...: the command must work; what it says is shown only when it does not, how long it took when that was long.
check() {
  local name=$1 said start=$SECONDS took=
  shift
  said=$(mktemp)
  if "$@" >"$said" 2>&1; then
    passed=$((passed + 1))
    [ $((SECONDS - start)) -lt 10 ] || took=" ($((SECONDS - start)) s)"
    echo "ok    $name$took"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
    tail -n 30 "$said" | sed 's/^/      /'
  fi
  rm -f "$said"
}

# The last line of a test, and its exit code.
summary() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
