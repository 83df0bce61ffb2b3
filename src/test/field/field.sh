# Sourced by the scripts of this folder: what they share.

. src/test/shell/maven.sh || exit 70
mkdir -p target/field

ok() { echo "ok: $*"; }

# fail WHAT [LOG]: ends the script, with the end of a log
fail() {
  echo "FAILED: $1" >&2
  [ -z "${2:-}" ] || tail -n 20 "$2" >&2
  exit 1
}

# cannot REASON: this part can't run here
cannot() {
  echo "NOT RUN: $*" >&2
  exit 77
}

need() { command -v "$1" >/dev/null || cannot "$1 is not installed"; }

need_go() { command -v go >/dev/null || cannot "there is no Go to build its tools with"; }

# go_tool MODULE@VERSION NAME: builds a command into target/field/go once
go_tool() {
  [ -x "target/field/go/$2" ] && [ "$(cat "target/field/go/$2.version" 2>/dev/null)" = "$1" ] && return
  echo "   building $1 ..."
  GOBIN=$PWD/target/field/go GOFLAGS=-mod=mod go install "$1" >"target/field/$2.log" 2>&1 || {
    tail -n 3 "target/field/$2.log" >&2
    cannot "$1 could not be built"
  }
  echo "$1" >"target/field/go/$2.version"
}

# Sets BIN to the command line, built when needed.
need_engine() { . src/test/shell/engine.sh || fail "the engine was not built"; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# until_answers URL: waits until a server answers, at most half a minute
until_answers() {
  for _ in $(seq 300); do
    curl -sf -o /dev/null "$1" && return
    sleep 0.1
  done
  fail "$1 does not answer"
}

# last LOG: its last line that says something
last() { grep -v '^[[:space:]]*$' "$1" | tail -n 1; }
