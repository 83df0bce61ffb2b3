#!/usr/bin/env bash
# A model of scikit-learn behind a real MLServer: validated over HTTP, with the metrics that scikit-learn computes itself; then it is
# verified that what answers is what was judged, under load, and that another model is found. MLServer comes from PyPI (about 400 MB),
# unless ML_PIPELINE_MLSERVER_PYTHON names a Python that has it with mlserver-sklearn and pandas.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

MLSERVER_VERSION=1.7.1
need python3
need curl
python=${ML_PIPELINE_MLSERVER_PYTHON:-$PWD/target/field/mlserver/bin/python}
if ! "$python" -c 'import mlserver, mlserver_sklearn' 2>/dev/null; then
  echo "   installing MLServer $MLSERVER_VERSION ..."
  python3 -m venv target/field/mlserver || cannot "python3 has no venv"
  python=$PWD/target/field/mlserver/bin/python
  "$python" -m pip install -q "mlserver==$MLSERVER_VERSION" "mlserver-sklearn==$MLSERVER_VERSION" >target/field/mlserver.pip 2>&1 ||
    cannot "MLServer could not be installed: $(tail -n 1 target/field/mlserver.pip)"
fi
need_engine
BIN=$PWD/$BIN

work=$(mktemp -d)
trap 'kill -- -"${server:-0}" 2>/dev/null; rm -rf "$work"' EXIT
cat >"$work/train.py" <<'PYTHON'
import json
import sys
import joblib
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

folder = sys.argv[1]
data = load_breast_cancer(as_frame=True)
X = data.data.iloc[:, :6]
y = data.target.map({0: "malignant", 1: "benign"})
test = [i for i in range(len(X)) if i % 3 == 0]
train = [i for i in range(len(X)) if i % 3]
X.iloc[test].assign(diagnosis=y.iloc[test]).to_csv(folder + "/test.csv", index=False)
for name, C in (("tumour", 1.0), ("other", 0.0005)):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C)).fit(X.iloc[train], y.iloc[train])
    joblib.dump(model, f"{folder}/{name}/model.joblib")
    if name == "tumour":
        p = model.predict_proba(X.iloc[test])
        bad = list(model.classes_).index("malignant")
        json.dump({
            "accuracy": accuracy_score(y.iloc[test], model.predict(X.iloc[test])),
            "roc_auc": roc_auc_score(y.iloc[test] == "malignant", p[:, bad]),
            "log_loss": log_loss(y.iloc[test], p, labels=list(model.classes_)),
        }, open(folder + "/expected.json", "w"))
PYTHON
http=$(free_port) grpc=$(free_port) metrics=$(free_port)
for name in tumour other; do
  mkdir -p "$work/$name"
  printf '{"name": "%s", "implementation": "mlserver_sklearn.SKLearnModel", "parameters": {"uri": "./model.joblib"}}' "$name" >"$work/$name/model-settings.json"
done
printf '{"http_port": %s, "grpc_port": %s, "metrics_port": %s, "host": "127.0.0.1", "parallel_workers": 0}' "$http" "$grpc" "$metrics" >"$work/settings.json"
"$python" "$work/train.py" "$work" >"$work/train.log" 2>&1 || fail "training" "$work/train.log"
(cd "$work" && PATH=$(dirname "$python"):$PATH exec setsid "$(dirname "$python")/mlserver" start . >"$work/server.log" 2>&1) &
server=$!
for _ in $(seq 60); do
  curl -sf -o /dev/null "http://127.0.0.1:$http/v2/models/other/ready" && break
  sleep 1
done
curl -sf -o /dev/null "http://127.0.0.1:$http/v2/models/other/ready" || fail "MLServer does not answer" "$work/server.log"
ok "MLServer $MLSERVER_VERSION serves two models"

cd "$work" || exit 70
base=http://127.0.0.1:$http/v2/models
asked="v2:predict,predict_proba"
# validate OPTION...
validate() {
  "$BIN" validate --data test.csv --label diagnosis --labels benign,malignant --pos-label malignant \
    --output evaluation.json --outcomes outcomes.gz "$@" >validate.log 2>&1
}
validate --endpoint "$base/tumour/infer" --protocol "$asked" || fail "validate" validate.log
"$python" -c "
import json
e, x = json.load(open('evaluation.json')), json.load(open('expected.json'))
for key, value in x.items():
    assert abs(e['metrics'][key]['value'] - value) < 1e-9, (key, e['metrics'][key], value)
assert e['metrics']['latency_ms_p95']['value'] > 0 and e['endpoint']['requests'] == 4, e['endpoint']
assert 'model' not in e or e['model'] is None
" || fail "the metrics are not scikit-learn's" validate.log
ok "validated over HTTP: accuracy, roc_auc and log_loss are scikit-learn's own; latency p95 $("$python" -c "import json; print(json.load(open('evaluation.json'))['metrics']['latency_ms_p95']['value'])") ms"

validate --endpoint "$base/nobody/infer" && fail "a model that is not there was validated"
grep -q 'test.csv: lines 2 to 51: ' validate.log || fail "the rows are not named" validate.log
ok "a model that is not there: $(last validate.log | cut -c1-200)"
validate --endpoint "$base/tumour/infer" --protocol "$asked" --ignore "mean area" && fail "a column less was taken"
ok "a column less: $(last validate.log | cut -c1-200)"
validate --endpoint "$base/tumour/infer" --protocol "$asked" || fail "validate again" validate.log

printf '{"schemaVersion": 1, "status": "DEPLOYED", "changed": true, "kind": "Deployment", "name": "tumour", "namespace": "n", "replicaSet": "tumour-1", "durationMs": 1}' >deployment.json
# verify MODEL OPTION...
verify() {
  local model=$1
  shift
  "$BIN" verify --deployment deployment.json --on-failure leave --endpoint "$base/$model/infer" --protocol "$asked" "$@" \
    --output verification.json >verify.log 2>&1
}
rows="--data test.csv --outcomes outcomes.gz"
verify tumour $rows --load 50 --latency 'p95<=5s' || fail "verify" verify.log
ok "what was judged is what answers: $(grep 'PASS answers' verify.log)"
verify other $rows
[ $? = 1 ] || fail "another model passed" verify.log
ok "another model is found: $(grep 'FAIL answers' verify.log | cut -c1-160)"

"$python" -c "
import csv, json
rows = list(csv.DictReader(open('test.csv')))[:100]
names = [n for n in rows[0] if n != 'diagnosis']
for row in rows:
    print(json.dumps({'parameters': {'content_type': 'pd'}, 'inputs': [
        {'name': n, 'shape': [1, 1], 'datatype': 'FP64', 'data': [float(row[n])]} for n in names]}))
" >requests.jsonl
verify tumour --shadow requests.jsonl --former "$base/tumour/infer" || fail "shadow" verify.log
ok "recorded requests: $(grep 'PASS shadow' verify.log)"
verify other --shadow requests.jsonl --former "$base/tumour/infer"
[ $? = 1 ] || fail "the shadow of another model passed" verify.log
ok "of another model: $(grep 'FAIL shadow' verify.log | cut -c1-160)"
