# Sourced by ./try and src/benchmark/run after maven.sh: sets BIN to the engine's command line, built when a source is newer.

BIN=target/engine/dist/bin/ml-pipeline
if [ ! -x "$BIN" ] || [ -n "$(find src/main engine-pom.xml -newer "$BIN" -type f -print -quit)" ]; then
  echo "Building the engine (the first time downloads its libraries) ..." >&2
  mvn_run -q -f engine-pom.xml -DskipTests -Dspotless.check.skip -Dspotbugs.skip package >&2 || return 70
  touch "$BIN"
fi
