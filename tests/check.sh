# shellcheck shell=bash
# Counting checks, for the tests that are shell scripts; to be sourced.

passed=0
failed=0

# check NAME COMMAND...: the command must work; what it says is shown only when it does not.
check() {
  local name=$1 said
  shift
  said=$(mktemp)
  if "$@" >"$said" 2>&1; then
    passed=$((passed + 1))
    echo "ok    $name"
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
