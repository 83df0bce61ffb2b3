#!/usr/bin/env bash
# The round trip with a real MLflow server: a model is trained with scikit-learn and logged, validated by its alias, judged and
# registered, and loaded by MLflow itself; then its bytes change behind our back. MLflow comes from PyPI (about 1 GB), unless
# ML_PIPELINE_MLFLOW_PYTHON names a Python that has it with mlflow[auth], scikit-learn and skl2onnx.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

MLFLOW_VERSION=3.17.2
need python3
need curl
python=${ML_PIPELINE_MLFLOW_PYTHON:-$PWD/target/field/mlflow/bin/python}
if ! "$python" -c 'import mlflow, skl2onnx, flask_wtf' 2>/dev/null; then
  echo "   installing MLflow $MLFLOW_VERSION ..."
  python3 -m venv target/field/mlflow || cannot "python3 has no venv"
  python=$PWD/target/field/mlflow/bin/python
  "$python" -m pip install -q "mlflow[auth]==$MLFLOW_VERSION" scikit-learn skl2onnx onnxruntime >target/field/mlflow.pip 2>&1 ||
    cannot "MLflow could not be installed: $(tail -n 1 target/field/mlflow.pip)"
fi
need_engine
BIN=$PWD/$BIN

work=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill -- -"$server" 2>/dev/null; rm -rf "$work"' EXIT
port=$(free_port)
export MLFLOW_TRACKING_URI=http://127.0.0.1:$port MLFLOW_TRACKING_USERNAME=admin MLFLOW_TRACKING_PASSWORD=of-this-run-only-5611
printf '[mlflow]\ndefault_permission = READ\ndatabase_uri = sqlite:///%s/auth.db\nadmin_username = admin\nadmin_password = %s\nauthorization_function = mlflow.server.auth:authenticate_request_basic_auth\n' \
  "$work" "$MLFLOW_TRACKING_PASSWORD" >"$work/auth.ini"
# Jobs of the server would take 1.5 GB and serve nothing here.
MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false MLFLOW_AUTH_CONFIG_PATH=$work/auth.ini MLFLOW_FLASK_SERVER_SECRET_KEY=of-this-run \
  setsid "$python" -m mlflow server --host 127.0.0.1 --port "$port" --workers 1 --app-name basic-auth \
  --backend-store-uri "sqlite:///$work/mlflow.db" --artifacts-destination "$work/store" >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 200); do
  curl -s -o /dev/null "$MLFLOW_TRACKING_URI/health" && break
  sleep 3
done
until_answers "$MLFLOW_TRACKING_URI/health"

cat >"$work/train.py" <<'PYTHON'
import sys
import mlflow
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = load_breast_cancer(as_frame=True)
X = data.data.iloc[:, :6].astype("float32")
y = data.target.map({0: "malignant", 1: "benign"})
test = [i for i in range(len(X)) if i % 3 == 0]
train = [i for i in range(len(X)) if i % 3]
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X.iloc[train], y.iloc[train])
# Columns in another order, so that only the signature says which is which.
X.iloc[test, ::-1].assign(diagnosis=y.iloc[test]).to_csv(sys.argv[1] + "/test.csv", index=False)
onnx = to_onnx(model, X.iloc[:1].to_numpy(), options={"zipmap": False}, target_opset=15)
with mlflow.start_run() as run:
    mlflow.onnx.log_model(onnx, name="model", signature=infer_signature(X, y), registered_model_name="tumour")
    mlflow.sklearn.log_model(model, name="pickled", registered_model_name="pickled")
mlflow.MlflowClient().set_registered_model_alias("tumour", "candidate", 1)
print(run.info.run_id)
PYTHON
run_id=$("$python" "$work/train.py" "$work" 2>"$work/train.log" | tail -n 1)
[ -n "$run_id" ] || fail "training and logging" "$work/train.log"
ok "trained with scikit-learn and logged: models:/tumour@candidate, run $run_id"

cd "$work" || exit 70
# validate MODEL [OPTION...]: on the rows that were not learnt from
validate() { "$BIN" validate --model "$@" --data test.csv --label diagnosis --pos-label malignant --output evaluation.json >validate.log 2>&1; }
judge() { "$BIN" gate --evaluation evaluation.json --gate "$1" --output gate.json >gate.log 2>&1; }
# register MODEL NAME ALIAS [OPTION...]
register() {
  local model=$1 name=$2 alias=$3
  shift 3
  "$BIN" register --evaluation evaluation.json --gate-result gate.json --model "$model" --name "$name" --alias "$alias" "$@" >register.log 2>&1
}
# alias NAME ALIAS: the version that it points to, by MLflow's own client
alias_of() { "$python" -c "import mlflow; print(mlflow.MlflowClient().get_model_version_by_alias('$1', '$2').version)" 2>/dev/null; }

MLFLOW_TRACKING_PASSWORD=wrong validate models:/tumour@candidate && fail "a wrong password was taken"
grep -q 'status 401' validate.log || fail "a wrong password" validate.log
grep -q 'wrong' validate.log && fail "the password was said" validate.log
ok "a wrong password is refused: $(last validate.log)"

validate models:/pickled/1 && fail "a pickle was taken"
ok "a pickle is refused: $(last validate.log)"

validate "runs:/$run_id/model" || fail "the model of a run" validate.log
validate models:/tumour@candidate || fail "validate by alias" validate.log
ok "validated by alias: $(head -n 1 validate.log)"

judge 'accuracy>=0.999' && fail "the gate passed"
register models:/tumour/1 tumour champion
[ $? = 2 ] || fail "a FAIL was registered" register.log
[ -z "$(alias_of tumour champion)" ] || fail "the alias was set after a FAIL"
ok "a FAIL is not registered: $(last register.log)"

judge 'accuracy>=0.85' || fail "the gate" gate.log
register models:/tumour@candidate tumour champion || fail "register" register.log
[ "$(alias_of tumour champion)" = 1 ] || fail "the alias is not set"
ok "registered: $(last register.log)"

model=$(find "$work/store" -name model.onnx | head -n 1)
cp "$model" churn.onnx
register churn.onnx copy champion --log || fail "register a file" register.log
register churn.onnx copy champion || fail "register it again" register.log
grep -q 'models:/copy/1 has these bytes already' register.log || fail "it was registered twice" register.log
"$python" -c "
import mlflow, onnxruntime, pandas
rows = pandas.read_csv('test.csv').drop(columns='diagnosis')
labels, names = [], []
for name in ('copy@champion', 'tumour/1'):
    mlflow.pyfunc.load_model(f'models:/{name}')
    names.append(mlflow.models.get_model_info(f'models:/{name}').signature.inputs.input_names())
    session = onnxruntime.InferenceSession(mlflow.onnx.load_model(f'models:/{name}').SerializeToString())
    fed = rows[names[-1]].to_numpy('float32')
    labels.append(list(session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: fed})[0]))
assert names[0] == names[1] != list(rows.columns), names
assert labels[0] == labels[1] and len(set(labels[0])) == 2, labels
" >load.log 2>&1 || fail "MLflow does not answer by what was registered as by what was judged" load.log
ok "a file is registered once, and MLflow answers by it as by the model that was judged, columns in the order that was judged"
# The file alone says no order: its columns would be fed as they stand in the rows, the wrong way round.
validate churn.onnx || fail "validate a file" validate.log
judge 'accuracy>=0.85' && fail "columns in the wrong order passed" gate.log
ok "the file alone in the order of the rows: $(last gate.log)"
validate models:/copy/1 --baseline models:/tumour/1 --allow-same || fail "a registered model as baseline" validate.log
judge 'accuracy>=0.85' || fail "the gate of what was registered" gate.log
ok "a registered model is a baseline: $(grep -c 'sha256' validate.log) digests said"

printf 'x' >>"$model"
bytes=$(sha256sum "$model" | cut -c1-64)
refused() { # refused WHAT CODE LOG
  grep -q "TAMPERED: models:/tumour/1: its model is sha256:$bytes now" "$3" || fail "$1 with changed bytes" "$3"
  [ "$2" = "$4" ] || fail "$1 with changed bytes ended with $2" "$3"
  [ "$(alias_of tumour champion)" = 1 ] || fail "the alias moved"
  ok "changed bytes are refused by $1: exit code $2"
}
cp evaluation.json kept.json
validate models:/tumour@candidate; refused "validate" $? validate.log 2
validate churn.onnx --baseline models:/tumour@champion; refused "a baseline" $? validate.log 2
cp kept.json evaluation.json
judge 'accuracy>=0.85' || fail "the gate of the kept evaluation" gate.log
register models:/tumour/1 tumour champion; refused "register" $? register.log 1

cd - >/dev/null || exit 70
if [ -n "${ML_PIPELINE_KUBECONFIG:-}" ]; then
  export KUBECONFIG=$ML_PIPELINE_KUBECONFIG
  printf '{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "tumour"}, "spec": {"selector": {"matchLabels": {"app": "t"}}, "template": {"metadata": {"labels": {"app": "t"}}, "spec": {"containers": [{"name": "t", "image": "t:1"}]}}}}' >"$work/deployment.json"
  "$BIN" deploy "$work/deployment.json" -n default --gate "$work/gate.json" --model models:/tumour/1 >"$work/deploy.log" 2>&1
  refused "deploy" $? "$work/deploy.log" 2
else
  echo "   deploy was not tried: ML_PIPELINE_KUBECONFIG names no cluster"
fi
