#!/usr/bin/env bash
# A model of scikit-learn behind a real MLServer: validated over HTTP, with the metrics that scikit-learn computes itself; then it is
# verified that what answers is what was judged, under load, and that another model is found; a real Prometheus scrapes it, and its
# errors are found. A model of our own with dates behind ONNX Runtime: it is asked by its own inputs. MLServer and ONNX Runtime
# come from PyPI (about 400 MB), unless ML_PIPELINE_MLSERVER_PYTHON names a Python that has them with mlserver-sklearn.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

MLSERVER_VERSION=1.7.1
need python3
need curl
python=${ML_PIPELINE_MLSERVER_PYTHON:-$PWD/target/field/mlserver/bin/python}
if ! "$python" -c 'import mlserver, mlserver_sklearn, onnxruntime' 2>/dev/null; then
  echo "   installing MLServer $MLSERVER_VERSION ..."
  python3 -m venv target/field/mlserver || cannot "python3 has no venv"
  python=$PWD/target/field/mlserver/bin/python
  "$python" -m pip install -q "mlserver==$MLSERVER_VERSION" "mlserver-sklearn==$MLSERVER_VERSION" onnxruntime >target/field/mlserver.pip 2>&1 ||
    cannot "MLServer could not be installed: $(tail -n 1 target/field/mlserver.pip)"
fi
need_engine
BIN=$PWD/$BIN

work=$(mktemp -d)
trap 'for one in ${server:-} ${onnx:-} ${scraper:-}; do kill -- "-$one" 2>/dev/null; done; rm -rf "$work"' EXIT
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

home=$PWD
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

# A real Prometheus scrapes the real server: the preset's names are those that it exports, and its errors are found.
server_of_metrics=$(cd "$home" && src/test/shell/prometheus.sh --fetch) || server_of_metrics=
if [ -n "$server_of_metrics" ]; then
  asking=$(free_port)
  printf '%s\n' 'global: {scrape_interval: 1s, scrape_timeout: 1s}' 'scrape_configs:' '- job_name: mlserver' '  static_configs:' \
    "  - {targets: ['127.0.0.1:$metrics'], labels: {namespace: n, pod: tumour-1-abcde}}" >prometheus.yml
  setsid "$server_of_metrics" --config.file=prometheus.yml --storage.tsdb.path=series --web.listen-address="127.0.0.1:$asking" \
    --log.level=warn >prometheus.log 2>&1 &
  scraper=$!
  until_answers "http://127.0.0.1:$asking/-/ready"
  "$python" - "$base/tumour/infer" <<'PYTHON' &
import csv, http.client, json, os, sys, time, urllib.parse
at = urllib.parse.urlparse(sys.argv[1])
row = next(csv.DictReader(open("test.csv")))
columns = [{"name": n, "shape": [1, 1], "datatype": "FP64", "data": [float(v)]} for n, v in row.items() if n != "diagnosis"]
answers = http.client.HTTPConnection(at.hostname, at.port)
sent = 0
while not os.path.exists("no-more-traffic"):
    # A column less is an error of the server: its model can't be asked so.
    wrong = os.path.exists("wrong") and sent % 5 == 0
    body = json.dumps({"parameters": {"content_type": "pd"}, "inputs": columns[1:] if wrong else columns})
    try:
        answers.request("POST", at.path, body, {"Content-Type": "application/json"})
        answers.getresponse().read()
    except (OSError, http.client.HTTPException):
        answers.close()  # The server may have closed it after an error.
    sent += 1
    time.sleep(0.01)
PYTHON
  traffic=$!
  # watched CHECK...
  watched() {
    local check checks=()
    for check in "$@"; do checks+=(--check "$check"); done
    "$BIN" verify --deployment deployment.json --on-failure leave --prometheus "http://127.0.0.1:$asking" "${checks[@]}" \
      --window 20s --interval 5s --output verification.json >verify.log 2>&1
  }
  watched 'mlserver.errors<=1 %' 'mlserver.latency_p95<=2s' 'mlserver.memory<=4e9' || fail "a good MLServer, scraped" verify.log
  ok "scraped by $("$server_of_metrics" --version 2>&1 | sed -n '1s/ (.*//p'): $(grep 'PASS mlserver.errors' verify.log)"
  touch wrong
  watched 'mlserver.errors<=1 %'
  [ $? = 1 ] || fail "errors of MLServer were not found" verify.log
  ok "every fifth request fails: $(grep 'FAIL mlserver.errors' verify.log | tail -n 1)"
  touch no-more-traffic
  wait "$traffic"
  watched 'mlserver.errors<=1 %'
  [ $? = 3 ] || fail "no traffic, and not inconclusive" verify.log
  ok "without traffic: $(grep '^INCONCLUSIVE' verify.log)"
  kill -- "-$scraper"
  watched 'mlserver.errors<=1 %'
  [ $? = 3 ] || fail "no Prometheus, and not inconclusive" verify.log
  ok "without Prometheus: $(grep '^INCONCLUSIVE' verify.log | cut -c1-160)"
else
  echo "   MLServer was not scraped: there is no Prometheus"
fi

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

cat >"$work/onnx_server.py" <<'PYTHON'
# The Open Inference Protocol over ONNX Runtime, as a server of ONNX files has it: its own inputs, by name, and no others.
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy
import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1])
TYPES = {"FP32": "float32", "FP64": "float64", "INT64": "int64", "INT32": "int32", "BOOL": "bool", "BYTES": "object"}
WANTED = {i.name: i.type for i in session.get_inputs()}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fed = {}
        for i in body["inputs"]:
            data = [numpy.nan if v is None else v for v in i["data"]]
            fed[i["name"]] = numpy.array(data, dtype=TYPES[i["datatype"]]).reshape(i["shape"])
        try:
            answers = session.run(None, fed)
        except Exception as problem:
            self.answer(500, {"error": str(problem)})
            return
        self.answer(200, {"outputs": [
            {"name": o.name, "shape": list(a.shape), "data": a.ravel().tolist()}
            for o, a in zip(session.get_outputs(), answers)]})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        pass


HTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
PYTHON
"$python" - >dated.csv <<'PYTHON'
import random

random.seed(5)
print("amount,city,since,churned")
for i in range(600):
    year, month, day = random.randint(2018, 2024), random.randint(1, 12), random.randint(1, 28)
    amount, city = random.randint(0, 1000), random.choice(["Ulm", "Bonn", "K\u00f6ln", "?"])
    churned = (month > 6) + (amount > 500) + random.random() > 1.5
    date = "" if i % 13 == 0 else f"{day:02d}.{month:02d}.{year}"
    print("" if i % 11 == 0 else amount, city, date, "yes" if churned else "no", sep=",")
PYTHON
"$BIN" train --data dated.csv --label churned --pos-label yes --algorithm random_forest --output dated --quiet >train.log 2>&1 &&
  "$BIN" validate --model dated --output dated.json --outcomes dated.gz >validate.log 2>&1 || fail "a model with dates" validate.log
port=$(free_port)
setsid "$python" onnx_server.py dated/model.onnx "$port" >onnx.log 2>&1 &
onnx=$!
for _ in $(seq 100); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  sleep 0.2
done
"$BIN" verify --deployment deployment.json --on-failure leave --endpoint "http://127.0.0.1:$port/v2/models/dated/infer" \
  --data dated/holdout.csv --outcomes dated.gz >verify.log 2>&1 || fail "a served ONNX" verify.log
ok "ONNX Runtime behind HTTP, dates among its inputs: $(grep 'PASS answers' verify.log)"
