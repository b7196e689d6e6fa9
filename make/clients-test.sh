#!/usr/bin/env bash
# The real editors' programs and SDKs, configured by what `slm-copilot connect` prints, against engine and gateway on this
# machine [ONE-05] [IDE-01] [IDE-02]. Some ten minutes; the table goes into docs/ide/README.md. PREFILL_DELAY= shortens the
# wait for a first token (180 s), ONLY= names some of the clients; the page is then left alone.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=make/tools.sh
. make/tools.sh
need_tools mvn=maven npm=npm curl=curl git=git
# Without the module that makes environments, the clients in Python are left out of the table.
python3 -c 'import ensurepip, venv' 2>/dev/null || (install_packages python3-venv) || true
make/build.sh

here=$PWD/tests/clients
work=$PWD/build/clients
python=$PWD/build/clients-python
node=$here/node_modules/node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')/bin/node

# npm leaves out what does not fit the machine's own Node, unless that is what is asked for by version.
if ! cmp -s "$here/package-lock.json" build/clients-installed; then
  echo "Installing the clients (some 1.2 GB)"
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  [ -x "$node" ] || die "there is no Node of version 22 for this machine's kind ($(uname -m)) among npm's packages."
  # The only script that is let run: it puts the binary for this CPU in its place.
  "$node" "$here/node_modules/opencode-ai/postinstall.mjs"
  cp "$here/package-lock.json" build/clients-installed
fi

# in_python NAME PACKAGE: into an environment of its own; where it cannot be had, the reason is kept for the table.
in_python() {
  local home=$python/$1 package=$2
  if [ "$(cat "$home/version" 2>/dev/null)" = "${package#*==}" ]; then
    return
  fi
  rm -rf "$home"
  mkdir -p "$home"
  echo "Installing $package"
  if ! python3 -m venv "$home" >"$home/install.log" 2>&1; then
    echo "this machine's Python has no module venv (Debian: python3-venv)" >"$home/reason"
  elif ! "$home/bin/python" -m pip install --quiet "$package" >>"$home/install.log" 2>&1; then
    echo "pip could not install $package" >"$home/reason"
  else
    echo "${package#*==}" >"$home/version"
    return
  fi
  echo "  not installed: $(cat "$home/reason"); see $home/install.log"
}
in_python python openai==3.54.0
in_python aider aider-chat==0.86.2

"$node" --test "$here"/*.test.mjs >build/clients-unit.log || {
  cat build/clients-unit.log >&2
  die "the runner's own tests fail"
}
rm -rf "$work"
mkdir -p "$work"
JAVA=$JAVA_HOME/bin/java APPS=$PWD/apps WORK=$work PYTHON_ENVIRONMENTS=$python PAGE=$PWD/docs/ide/README.md \
  PREFILL_DELAY=${PREFILL_DELAY:-180} ONLY=${ONLY:-} exec "$node" "$here/run.mjs"
