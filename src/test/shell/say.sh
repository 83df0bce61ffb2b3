# Sourced by ./try and ./verify: silently NAME COMMAND... runs a command that says nothing for long, and says every half
# minute on standard error that it still does.

SILENCE=${SILENCE:-30}

silently() {
  local name=$1 started=$SECONDS sleeper= code
  shift
  (
    trap 'kill "$sleeper" 2>/dev/null; exit 0' TERM
    while :; do
      sleep "$SILENCE" &
      sleeper=$!
      wait "$sleeper"
      echo "   $name: still at it after $((SECONDS - started)) s" >&2
    done
  ) &
  local watcher=$!
  "$@"
  code=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  return "$code"
}
