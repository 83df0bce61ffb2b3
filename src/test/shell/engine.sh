# Sourced by ./try and src/benchmark/run after maven.sh: sets BIN to the engine's command line, built when a source is newer.

. src/test/shell/say.sh || return 70

BIN=target/engine/dist/bin/ml-pipeline
if [ ! -x "$BIN" ] || [ -n "$(find src/main engine-pom.xml -newer "$BIN" -type f -print -quit)" ]; then
  echo "Building the engine: a minute or two; the first time 230 MB of libraries, and Maven's plugins, come from Maven Central before ..." >&2
  began=$SECONDS
  silently "building the engine" \
    mvn_run -q -f engine-pom.xml -DskipTests -Dspotless.check.skip -Dspotbugs.skip package >&2 || return 70
  touch "$BIN"
  echo "Built in $((SECONDS - began)) s: $BIN" >&2
fi
