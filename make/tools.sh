# shellcheck shell=bash
# What the other scripts share: find or install what this machine lacks. To be sourced.

die() {
  echo "error: $*" >&2
  exit 1
}

# The newest JDK of at least Java 17: JAVA_HOME first, then PATH, then the usual folder.
java_major() {
  "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p'
}

is_jdk() {
  [ -x "$1/bin/javac" ] && [ "$(java_major "$1")" -ge 17 ] 2>/dev/null
}

find_jdk() {
  local candidate
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  if command -v javac >/dev/null 2>&1; then
    candidate=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    if is_jdk "$candidate"; then
      echo "$candidate"
      return
    fi
  fi
  for candidate in /usr/lib/jvm/*; do
    if is_jdk "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

# Every JDK from 17 on that this machine has, newest last, one a line: MAJOR PATH.
all_jdks() {
  local candidate
  for candidate in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    if is_jdk "$candidate"; then
      echo "$(java_major "$candidate") $(readlink -f "$candidate")"
    fi
  done | sort -n -u
}

# install_packages PACKAGE...: by apt when we may, else says what a person must install.
install_packages() {
  local run=()
  if ! command -v apt-get >/dev/null 2>&1; then
    die "this machine lacks: $*. Install these (Debian's names) and run this again."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      die "this machine lacks: $*. Run 'sudo apt-get install $*' and run this again."
    fi
    run=(sudo -n)
  fi
  echo "Installing: $*"
  {
    "${run[@]}" apt-get update -qq &&
      "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } >/dev/null 2>"${TMPDIR:-/tmp}/slm-copilot-apt.$$" || {
    tail -n 5 "${TMPDIR:-/tmp}/slm-copilot-apt.$$" >&2
    rm -f "${TMPDIR:-/tmp}/slm-copilot-apt.$$"
    die "apt-get could not install: $*. Is there a network?"
  }
  rm -f "${TMPDIR:-/tmp}/slm-copilot-apt.$$"
}

# need_tools PROGRAM=PACKAGE...: installs the packages of the programs that are missing, all at once.
need_tools() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
  done
  if [ -z "$(find_jdk)" ]; then
    missing+=(default-jdk-headless)
  fi
  if [ ! -e "/usr/lib/$(uname -m)-linux-gnu/libgomp.so.1" ] && ! ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1'; then
    # llama.cpp's native library is linked to it.
    missing+=(libgomp1)
  fi
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  JAVA_HOME=$(find_jdk)
  [ -n "$JAVA_HOME" ] || die "no JDK from 17 on was found, not even after installing one."
  export JAVA_HOME
}
