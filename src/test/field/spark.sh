#!/usr/bin/env bash
# Rows that executors of Apache Spark 3.5 and 4 read and predict: Spark writes folders of 1, 2, 7 and 64 files and one of shuffled rows;
# the evaluation is compared with one agent's, an executor and the driver are killed, and an interrupt ends all. Executors learn the same
# trees of 2 and 7 files and of shuffled rows, as good as one agent's. What XGBoost learns on
# Spark is validated by one agent. Spark comes from PyPI (1.3 GB with XGBoost), unless ML_PIPELINE_SPARK_HOMES names folders of it, with
# a colon between them, and ML_PIPELINE_SPARK_PYTHON a Python with xgboost, scikit-learn, pandas and pyarrow.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

VERSIONS="3.5.9 4.1.4"
XGBOOST="xgboost==3.2.0 scikit-learn pandas pyarrow"
need python3
need pgrep
homes=${ML_PIPELINE_SPARK_HOMES:-}
python=${ML_PIPELINE_SPARK_PYTHON:-}
if [ -z "$homes" ]; then
  for version in $VERSIONS; do
    venv=$PWD/target/field/spark-$version
    if ! [ -x "$venv/bin/spark-submit" ]; then
      echo "   installing Spark $version ..."
      python3 -m venv "$venv" || cannot "python3 has no venv"
      # shellcheck disable=SC2086 # a list
      "$venv/bin/python" -m pip install -q "pyspark==$version" $XGBOOST >"$venv.pip" 2>&1 ||
        cannot "Spark $version could not be installed: $(tail -n 1 "$venv.pip")"
    fi
    python=${python:-$venv/bin/python}
    homes=$homes:$(echo "$venv"/lib/python3*/site-packages/pyspark)
  done
fi
need_engine
BIN=$PWD/$BIN

work=$(mktemp -d)
trap '[ -z "${run:-}" ] || kill "$run" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/tmp"
export ML_PIPELINE_OPTS="-Djava.io.tmpdir=$work/tmp ${ML_PIPELINE_OPTS:-}"
cd "$work" || exit 70

# rows NAME ROWS SEED: customers, some of whom leave
cat >rows.py <<'PYTHON'
import random
import sys

name, rows, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
r = random.Random(seed)
with open(name, "w") as out:
    out.write("customer,region,plan,age,spend,weight,left\n")
    for i in range(rows):
        age, spend, plan = r.gauss(45, 14), r.expovariate(1 / 30), r.choice("abc")
        gone = age / 30 - spend / 40 + (plan == "b") + r.gauss(0, 1.5) > 1
        out.write(f"c{r.randrange(rows // 3)},{r.choice(['north', 'south', ''])},{plan},"
                  f"{'' if r.random() < 0.02 else round(age, 1)},{spend:.4f},{r.random() + 0.5:.3f},{'yes' if gone else 'no'}\n")
PYTHON
python3 rows.py train.csv 3000 1
python3 rows.py test.csv "${ML_PIPELINE_SPARK_ROWS:-60000}" 2
for algorithm in random_forest logistic_regression; do
  "$BIN" train --data train.csv --label left --pos-label yes --ignore customer,weight --algorithm $algorithm --output $algorithm \
    >train.log 2>&1 || fail "train $algorithm" train.log
done

# Spark writes the folders, so that they are as it writes them.
cat >write.py <<'PYTHON'
from pyspark.sql import SparkSession, functions

spark = SparkSession.builder.master("local[2]").getOrCreate()
rows = spark.read.csv("test.csv", header=True, inferSchema=True).coalesce(1)
for parts in (1, 2, 7, 64):
    rows.repartition(parts).write.parquet(f"parquet-{parts}")
    rows.repartition(parts).write.csv(f"csv-{parts}", header=True)
rows.orderBy(functions.rand(5)).repartition(5).write.parquet("parquet-shuffled")
rows.orderBy(functions.rand(6)).repartition(9).write.option("compression", "gzip").csv("csv-shuffled", header=True)
PYTHON

# document FILE: without what says when and how fast, and with all rows by how they are called
cat >same.py <<'PYTHON'
import json
import sys

TIMES = ("latency_ms", "cold_start", "peak_memory")

def document(name):
    with open(name) as text:
        read = json.load(text)
    for key in ("createdAt", "environment"):
        read.pop(key)
    for key in [k for k in read["metrics"] if k.startswith(TIMES)]:
        read["metrics"].pop(key)
    return read

one, other = document(sys.argv[1]), document(sys.argv[2])
if sys.argv[3] == "metrics":
    # Intervals draw rows, and standard errors add up in order.
    for read in (one, other):
        read["metrics"] = {k: m["value"] for k, m in read["metrics"].items()}
    one, other = ({k: d[k] for k in ("metrics", "confusionMatrix", "curves", "thresholds", "fairness", "dummy")} for d in (one, other))
if one != other:
    sys.exit("differs in " + ", ".join(k for k in one if one[k] != other.get(k)))
PYTHON

# validate DATA OUTPUT [OPTION...]: the forest beside the logistic regression
validate() {
  local data=$1 output=$2
  shift 2
  "$BIN" validate --model random_forest --baseline logistic_regression --data "$data" --label left --pos-label yes --slice plan \
    --fairness region --bootstrap f1 --worst-rows 5 --output "$output" "$@"
}

# learn DATA OUTPUT [OPTION...]: gradient boosting, of rows that decide for themselves
learn() {
  local data=$1 output=$2
  shift 2
  "$BIN" train --data "$data" --label left --pos-label yes --ignore customer,weight --algorithm gradient_boosting --split hash \
    --output "$output" "$@"
}

# The log loss of the second is at most half a percent above the first's.
cat >near.py <<'PYTHON'
import json
import sys

one, other = (json.load(open(name))["metrics"]["log_loss"]["value"] for name in sys.argv[1:3])
if other > one * 1.005:
    sys.exit(f"log loss {other} where one agent has {one}")
PYTHON

DRIVER=org.apache.spark.deploy.SparkSubmit
EXECUTOR=ExecutorBackend

# below PID CLASS: the first Java process of this class among those that a process started, and that these started
below() {
  local child
  for child in $(pgrep -P "$1"); do
    if tr '\0' ' ' <"/proc/$child/cmdline" 2>/dev/null | grep -q "java.* [^ ]*$2 "; then
      echo "$child"
      return
    fi
    below "$child" "$2" && return
  done
  return 1
}

# until_answer: waits for the first answer of an executor
until_answer() {
  until ls "$work"/tmp/ml-pipeline-spark-*/answers/0 >/dev/null 2>&1; do
    kill -0 "$run" 2>/dev/null || return 1
    sleep 0.1
  done
}

# until_planned: waits until executors are told what to learn
until_planned() {
  until ls "$work"/tmp/ml-pipeline-spark-*/answers/plan >/dev/null 2>&1; do
    kill -0 "$run" 2>/dev/null || return 1
    sleep 0.1
  done
}

nothing_left() { [ -z "$(ls "$work/tmp")" ] || fail "files were left: $(ls "$work/tmp")"; }

written=false
for home in ${homes//:/ }; do
  export SPARK_HOME=$home
  version=$("$home/bin/spark-submit" --version 2>&1 | sed -n 's/.*version \([0-9.]*\).*/\1/p' | head -n 1)
  if ! $written; then
    PYSPARK_PYTHON=python3 "$home/bin/spark-submit" write.py >write.log 2>&1 || fail "Spark could not write the folders" write.log
    written=true
    for data in parquet-{1,2,7,64,shuffled} csv-{1,2,7,64,shuffled}; do
      validate "$data" "$data.json" >"$data.log" 2>&1 || fail "one agent on $data" "$data.log"
    done
    for data in parquet-{2,7,64,shuffled} csv-{1,shuffled}; do
      python3 same.py parquet-1.json "$data.json" metrics || fail "metrics of parquet-1 and $data on one agent"
    done
    ok "one agent: the same metrics whatever the files and the order of rows"
  fi
  for data in parquet-{1,2,7,64,shuffled} csv-{1,2,7,64,shuffled}; do
    validate "$data" spark.json --engine spark --master 'local[2]' >spark.log 2>&1 || fail "Spark $version on $data" spark.log
    python3 same.py "$data.json" spark.json whole || fail "the documents of one agent and Spark $version on $data"
    grep -q 'WARN\|INFO' spark.log && fail "Spark's noise is in the log" spark.log
    nothing_left
  done
  ok "Spark $version: the documents of folders of 1, 2, 7 and 64 files and of shuffled rows are one agent's"

  validate parquet-64 spark.json --engine spark --master 'local-cluster[2,1,1024]' --spark-conf spark.executor.memory=900m >spark.log 2>&1 &
  run=$!
  until_answer || fail "Spark $version with executors of their own" spark.log
  executor=$(below $run $EXECUTOR) || fail "there is no executor to kill"
  kill -9 "$executor" || fail "executor $executor could not be killed"
  wait $run || fail "Spark $version after an executor was killed" spark.log
  python3 same.py parquet-64.json spark.json whole || fail "the document after an executor was killed"
  nothing_left
  ok "Spark $version: an executor that is killed changes nothing"

  rm -f spark.json
  validate parquet-64 spark.json --engine spark --master 'local[2]' >spark.log 2>&1 &
  run=$!
  until_answer || fail "Spark $version" spark.log
  driver=$(below $run $DRIVER) || fail "there is no driver to kill"
  kill -9 "$driver" || fail "driver $driver could not be killed"
  wait $run && fail "a killed driver went unnoticed" spark.log
  grep -q "Spark's driver was killed by signal 9 before all rows were predicted, so nothing was written" spark.log ||
    fail "a killed driver is not said" spark.log
  [ -e spark.json ] && fail "an evaluation was left by a killed driver"
  nothing_left
  ok "Spark $version: $(last spark.log)"

  # What a shell starts behind itself would not hear it.
  setsid env --default-signal=INT "$BIN" validate --model random_forest --baseline logistic_regression --data parquet-64 --label left --pos-label yes \
    --output spark.json --engine spark --master 'local[2]' >spark.log 2>&1 &
  run=$!
  until_answer || fail "Spark $version" spark.log
  driver=$(below $run $DRIVER) || fail "there is no driver to end"
  kill -INT $run
  wait $run && fail "an interrupt went unnoticed" spark.log
  for _ in $(seq 300); do
    kill -0 "$driver" 2>/dev/null || break
    sleep 0.1
  done
  kill -0 "$driver" 2>/dev/null && fail "the driver goes on after an interrupt"
  [ -e spark.json ] && fail "an evaluation was left by an interrupt"
  nothing_left
  ok "Spark $version: an interrupt ends the application"

  for data in parquet-{2,7,shuffled}; do
    learn "$data" "learnt-$data" --engine spark --master 'local[2]' >spark.log 2>&1 || fail "Spark $version learns from $data" spark.log
    grep -q 'WARN\|INFO' spark.log && fail "Spark's noise is in the log" spark.log
    for file in model.onnx training-rows.bin; do
      cmp -s "learnt-parquet-2/$file" "learnt-$data/$file" || fail "$file of parquet-2 and $data on Spark $version"
    done
    nothing_left
  done
  learn parquet-7 learnt-cluster --engine spark --master 'local-cluster[2,1,1024]' --spark-conf spark.executor.memory=900m \
    >spark.log 2>&1 || fail "Spark $version learns with executors of their own" spark.log
  cmp -s learnt-parquet-2/model.onnx learnt-cluster/model.onnx || fail "trees of executors of their own on Spark $version"
  ok "Spark $version: the same trees of 2 and 7 files, of shuffled rows, and of executors of their own"

  learn parquet-7 learnt-killed --engine spark --master 'local-cluster[2,1,1024]' --spark-conf spark.executor.memory=900m \
    --hyperparameter max_iter=500 --hyperparameter early_stopping=false >spark.log 2>&1 &
  run=$!
  until_planned || fail "Spark $version learns" spark.log
  executor=$(below $run $EXECUTOR) || fail "there is no executor to kill"
  kill -9 "$executor" || fail "executor $executor could not be killed"
  wait $run || fail "Spark $version after an executor was killed while all learnt" spark.log
  learn parquet-7 learnt-whole --engine spark --master 'local[2]' --hyperparameter max_iter=500 --hyperparameter early_stopping=false \
    >spark.log 2>&1 || fail "Spark $version learns for long" spark.log
  cmp -s learnt-whole/model.onnx learnt-killed/model.onnx || fail "trees after an executor was killed on Spark $version"
  nothing_left
  ok "Spark $version: an executor that is killed while all learn changes nothing"

  learn parquet-7 learnt-never --engine spark --master 'local[2]' --hyperparameter max_iter=500 --hyperparameter early_stopping=false \
    >spark.log 2>&1 &
  run=$!
  until_planned || fail "Spark $version learns" spark.log
  driver=$(below $run $DRIVER) || fail "there is no driver to kill"
  kill -9 "$driver" || fail "driver $driver could not be killed"
  wait $run && fail "a driver that was killed while all learnt went unnoticed" spark.log
  grep -q "Spark's driver was killed by signal 9 before all was learnt, so nothing was written" spark.log ||
    fail "a killed driver is not said" spark.log
  [ -e learnt-never ] && fail "a model was left by a killed driver"
  nothing_left
  ok "Spark $version: $(last spark.log)"

  if ! [ -e learnt ]; then
    learn parquet-7 learnt >learn.log 2>&1 || fail "one agent learns from parquet-7" learn.log
  fi
  cmp -s learnt/training-rows.bin learnt-parquet-7/training-rows.bin || fail "one agent and Spark $version learnt from other rows"
  for model in learnt learnt-parquet-7; do
    "$BIN" validate --model $model --label left --pos-label yes --output "$model.json" >spark.log 2>&1 || fail "$model on rows kept back" spark.log
  done
  python3 near.py learnt.json learnt-parquet-7.json || fail "what Spark $version learnt is worse than one agent's"
  ok "Spark $version: what it learnt is as good as one agent's on the same rows"
done

# XGBoost on the first of them: what it saved is judged as it answers itself.
if [ -z "$python" ]; then
  echo "   not tried: XGBoost on Spark, as ML_PIPELINE_SPARK_PYTHON names no Python"
  exit 0
fi
home=${homes#:}
export SPARK_HOME=${home%%:*}
cat >boost.py <<'PYTHON'
from pyspark.sql import SparkSession
from xgboost.spark import SparkXGBClassifier

spark = SparkSession.builder.master("local[2]").getOrCreate()
rows = spark.read.csv("train.csv", header=True, inferSchema=True).selectExpr("age", "spend", "weight", "int(left = 'yes') as y")
model = SparkXGBClassifier(features_col=["age", "spend", "weight"], label_col="y", num_workers=2, n_estimators=20, seed=1).fit(rows)
model.get_booster().save_model("boosted.ubj")
PYTHON
cat >boosted.py <<'PYTHON'
import json
import sys

import pandas
import xgboost
from sklearn.metrics import log_loss, roc_auc_score

rows = pandas.read_csv("test.csv")
booster = xgboost.Booster(model_file="boosted.ubj")
answers = booster.predict(xgboost.DMatrix(rows[["age", "spend", "weight"]]))
truth = rows["left"] == "yes"
ours = json.load(open("boosted.json"))["metrics"]
for key, value in {"roc_auc": roc_auc_score(truth, answers), "log_loss": log_loss(truth, answers)}.items():
    if abs(ours[key]["value"] - value) > 1e-6:
        sys.exit(f"{key}: {ours[key]['value']} here, {value} there")
PYTHON
PYSPARK_PYTHON=$python PYTHONPATH=$SPARK_HOME/python/lib/pyspark.zip:$(echo "$SPARK_HOME"/python/lib/py4j-*.zip) \
  "$python" boost.py >boost.log 2>&1 || fail "XGBoost on Spark" boost.log
"$BIN" validate --model boosted.ubj --data test.csv --label left --task binary --labels 0=no,1=yes --pos-label yes \
  --features age,spend,weight --output boosted.json >boosted.log 2>&1 || fail "what XGBoost learnt on Spark" boosted.log
"$python" boosted.py || fail "what XGBoost learnt on Spark answers otherwise here"
ok "what XGBoost learns on Spark is judged as it answers itself"
