"""Makes the models, rows and expected answers in src/test/resources/.../engine/model/foreign.

Every case is NAME.onnx (as people export it), a CSV of raw rows (shared by cases), and NAME.json: what onnxruntime
answers on those rows and what scikit-learn's metrics say about the answers.

Usage: python model_fixtures.py GERMAN_CREDIT.csv OUTPUT_FOLDER [NAME_PREFIX]

Needs numpy, pandas, scikit-learn, skl2onnx, onnxmltools, xgboost, lightgbm, onnx, and onnxruntime of the version that
the engine uses (1.23.2), so that float32 results agree to the last bit. model_fixtures_torch.py makes the PyTorch models
first (torch_*.onnx); this script adds their expected answers.
"""

import json
import pathlib
import sys

import lightgbm
import numpy as np
import onnx
import onnxmltools
import onnxruntime
import pandas as pd
import skl2onnx
import sklearn
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as OnnxmlFloat
from scipy.special import expit, softmax
from skl2onnx import to_onnx
from skl2onnx.common.data_types import (
    DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType,
)
from sklearn import datasets, metrics
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

OPSET = {"": 17, "ai.onnx.ml": 3}
german_csv, out = sys.argv[1], pathlib.Path(sys.argv[2])
only = sys.argv[3] if len(sys.argv) > 3 else ""
out.mkdir(parents=True, exist_ok=True)
VERSIONS = {
    "scikit-learn": sklearn.__version__, "onnxruntime": onnxruntime.__version__, "skl2onnx": skl2onnx.__version__,
    "onnxmltools": onnxmltools.__version__, "xgboost": xgboost.__version__, "lightgbm": lightgbm.__version__,
}


def save_rows(name, frame):
    frame.to_csv(out / name, index=False)
    return name


def options(zipmap):
    return {"zipmap": zipmap}


def open_session(path):
    """One thread: with more, the sums over trees are split differently and differ in the last bits."""
    session_options = onnxruntime.SessionOptions()
    session_options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), session_options, providers=["CPUExecutionProvider"])


def run(path, feeds):
    session = open_session(path)
    return dict(zip([o.name for o in session.get_outputs()], session.run(None, feeds)))


def classification(truth, predicted, labels, pos, probabilities=None, scores=None):
    """Metrics of a case; truth, predicted: lists of str; probabilities: (n, k) in label order; scores: of pos."""
    m = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "matthews_corrcoef": metrics.matthews_corrcoef(truth, predicted),
        "cohen_kappa": metrics.cohen_kappa_score(truth, predicted, labels=labels),
    }
    for average in ["macro", "micro", "weighted"]:
        for key, f in [("precision", metrics.precision_score), ("recall", metrics.recall_score),
                       ("f1", metrics.f1_score), ("jaccard", metrics.jaccard_score)]:
            m[f"{key}_{average}"] = f(truth, predicted, labels=labels, average=average, zero_division=0)
    if pos is not None:
        m["precision"] = metrics.precision_score(truth, predicted, pos_label=pos, zero_division=0)
        m["recall"] = metrics.recall_score(truth, predicted, pos_label=pos, zero_division=0)
        m["f1"] = metrics.f1_score(truth, predicted, pos_label=pos, zero_division=0)
    if probabilities is not None:
        p = np.clip(np.asarray(probabilities, dtype=np.float64), 0, 1)
        p = p / p.sum(axis=1, keepdims=True)
        order = np.argsort(labels)
        m["log_loss"] = metrics.log_loss(truth, p[:, order], labels=sorted(labels))
        if pos is not None:
            raw = np.asarray(probabilities, dtype=np.float64)[:, labels.index(pos)]
            y = np.array([t == pos for t in truth])
            m["roc_auc"] = metrics.roc_auc_score(y, raw)
            m["average_precision"] = metrics.average_precision_score(y, raw)
            m["brier_score_loss"] = metrics.brier_score_loss(y, p[:, labels.index(pos)])
        elif len(labels) > 2:
            m["roc_auc_ovr"] = metrics.roc_auc_score(
                truth, p[:, order], multi_class="ovr", labels=sorted(labels), average="macro")
    if scores is not None:
        y = np.array([t == pos for t in truth])
        m["roc_auc"] = metrics.roc_auc_score(y, np.asarray(scores, dtype=np.float64))
        m["average_precision"] = metrics.average_precision_score(y, np.asarray(scores, dtype=np.float64))
    return {k: float(v) for k, v in m.items()}


def regression(truth, predicted):
    p = np.asarray(predicted, dtype=np.float64)
    return {
        "mean_absolute_error": metrics.mean_absolute_error(truth, p),
        "mean_squared_error": metrics.mean_squared_error(truth, p),
        "root_mean_squared_error": metrics.root_mean_squared_error(truth, p),
        "median_absolute_error": metrics.median_absolute_error(truth, p),
        "max_error": metrics.max_error(truth, p),
        "r2": metrics.r2_score(truth, p),
        "explained_variance": metrics.explained_variance_score(truth, p),
    }


def write(name, data, label, task, predictions, measured, labels=None, pos=None, request=None, scores=None):
    case = {
        "versions": VERSIONS, "data": data, "label": label, "task": task, "labels": labels, "posLabel": pos,
        "request": request or {}, "predictions": predictions, "scores": scores, "metrics": measured,
    }
    (out / f"{name}.json").write_text(json.dumps(case, separators=(",", ":"), allow_nan=False) + "\n")
    print(name, (out / f"{name}.onnx").stat().st_size, (out / f"{name}.json").stat().st_size, measured.get("accuracy", measured.get("r2")))


def scores_of(value, labels):
    """Probabilities in label order from a tensor or a zipmap."""
    if isinstance(value, list):
        return np.array([[row[next(k for k in row if str(k) == label)] for label in labels] for row in value])
    return np.asarray(value)


def named_feeds(model, frame):
    feeds = {}
    for i in model.graph.input:
        kind = i.type.tensor_type.elem_type
        column = frame[i.name]
        if kind == onnx.TensorProto.STRING:
            values = column.fillna("").astype(str).to_numpy(dtype=object)
        else:
            values = column.to_numpy().astype(onnx.helper.tensor_dtype_to_np_dtype(kind))
        feeds[i.name] = values.reshape(-1, 1)
    return feeds


def classifier(name, model, data, frame, label, task, labels, pos=None, request=None, feeds=None, kind="probabilities"):
    """A model with a label output and a probabilities output; labels in the order of the model's classes."""
    if not name.startswith(only):
        return
    path = out / f"{name}.onnx"
    onnx.save(model, str(path))
    if feeds is None:
        features = frame.drop(columns=[label])
        feeds = {model.graph.input[0].name: features.to_numpy(dtype=np.float32)}
    answer = run(path, feeds)
    label_out, score_out = list(answer)
    predicted = [str(v) for v in np.asarray(answer[label_out]).ravel()]
    truth = [str(v) for v in frame[label]]
    if kind == "probabilities":
        p = scores_of(answer[score_out], labels)
        measured = classification(truth, predicted, labels, pos, probabilities=p)
        first = p[:5].astype(float).tolist()
    else:
        s = np.asarray(answer[score_out])
        s = s[:, -1] if s.ndim == 2 else s
        measured = classification(truth, predicted, labels, pos, scores=s)
        first = s[:5].astype(float).reshape(-1, 1).tolist()
    write(name, data, label, task, predicted, measured, labels, pos, request, first)


def regressor(name, model, data, frame, label, feeds=None, request=None):
    if not name.startswith(only):
        return
    path = out / f"{name}.onnx"
    onnx.save(model, str(path))
    if feeds is None:
        feeds = {model.graph.input[0].name: frame.drop(columns=[label]).to_numpy(dtype=np.float32)}
    answer = run(path, feeds)
    predicted = np.asarray(next(iter(answer.values()))).ravel().astype(float)
    write(name, data, label, "regression", predicted.tolist(), regression(frame[label].to_numpy(), predicted),
          request=request or {"task": "regression"})


# ---- rows ----
def rounded(x):
    return np.asarray(np.round(x, 4), dtype=float)


iris = datasets.load_iris()
iris_x = rounded(iris.data)
iris_names = [n.replace(" (cm)", "").replace(" ", "_") for n in iris.feature_names]
iris_int = pd.DataFrame(iris_x, columns=iris_names).assign(species=iris.target)
iris_str = iris_int.assign(species=iris.target_names[iris.target])
iris_train, iris_test = np.arange(0, 150, 2), np.arange(1, 150, 2)
save_rows("iris_int.csv", iris_int.iloc[iris_test])
save_rows("iris_str.csv", iris_str.iloc[iris_test])

cancer = datasets.load_breast_cancer()
cancer_x = rounded(cancer.data[:, :8])
cancer_names = [n.replace(" ", "_") for n in cancer.feature_names[:8]]
cancer_int = pd.DataFrame(cancer_x, columns=cancer_names).assign(outcome=cancer.target)
cancer_str = cancer_int.assign(outcome=cancer.target_names[cancer.target])
cancer_train, cancer_test = np.arange(0, 569, 2), np.arange(1, 569, 2)
save_rows("cancer_int.csv", cancer_int.iloc[cancer_test])
save_rows("cancer_str.csv", cancer_str.iloc[cancer_test])

diabetes = datasets.load_diabetes(scaled=False)
diabetes_frame = pd.DataFrame(rounded(diabetes.data), columns=diabetes.feature_names).assign(progression=diabetes.target)
diabetes_train, diabetes_test = np.arange(0, 442, 2), np.arange(1, 442, 2)
save_rows("diabetes.csv", diabetes_frame.iloc[diabetes_test])

german = pd.read_csv(german_csv, keep_default_na=False)
german_columns = ["checking_account", "duration_months", "credit_history", "purpose", "credit_amount", "savings", "age",
                  "housing", "existing_credits", "credit_risk"]
german = german[german_columns]
german_texts = [c for c in german_columns[:-1] if german[c].dtype == object or str(german[c].dtype).startswith("str")]
german_numbers = [c for c in german_columns[:-1] if c not in german_texts]
german_train, german_test = german.iloc[:700], german.iloc[700:]
save_rows("german.csv", german_test)

# Rows with holes: missing numbers.
holes = cancer_int.copy()
rng = np.random.default_rng(7)
for c in cancer_names:
    holes.loc[rng.random(len(holes)) < 0.1, c] = np.nan
save_rows("cancer_missing.csv", holes.iloc[cancer_test])


def iris_fit(model, target):
    return model.fit(iris_x[iris_train].astype(np.float32), target[iris_train])


def cancer_fit(model, target):
    return model.fit(cancer_x[cancer_train].astype(np.float32), target[cancer_train])


def export(model, width, zipmap):
    return to_onnx(model, initial_types=[("X", FloatTensorType([None, width]))], options={id(model): {"zipmap": zipmap}},
                   target_opset=OPSET)


# ---- scikit-learn, one float tensor ----
iris_labels_int, iris_labels_str = ["0", "1", "2"], ["setosa", "versicolor", "virginica"]
forest = RandomForestClassifier(n_estimators=5, max_depth=4, random_state=0)
for zipmap in [True, False]:
    suffix = "zipmap" if zipmap else "tensor"
    classifier(f"forest_int_{suffix}", export(iris_fit(forest, iris.target), 4, zipmap), "iris_int.csv",
               iris_int.iloc[iris_test], "species", "multiclass", iris_labels_int)
    classifier(f"forest_str_{suffix}", export(iris_fit(forest, iris.target_names[iris.target]), 4, zipmap),
               "iris_str.csv", iris_str.iloc[iris_test], "species", "multiclass", iris_labels_str)
    logistic = LogisticRegression(max_iter=5000)
    classifier(f"logistic_int_{suffix}", export(cancer_fit(logistic, cancer.target), 8, zipmap), "cancer_int.csv",
               cancer_int.iloc[cancer_test], "outcome", "binary", ["0", "1"], "1", {"posLabel": "1"})
    classifier(f"logistic_str_{suffix}", export(cancer_fit(logistic, cancer.target_names[cancer.target]), 8, zipmap),
               "cancer_str.csv", cancer_str.iloc[cancer_test], "outcome", "binary", ["benign", "malignant"], "malignant",
               {"posLabel": "malignant"})

scaled = make_pipeline(StandardScaler(), LogisticRegression())
classifier("logistic_multinomial", export(iris_fit(scaled, iris.target_names[iris.target]), 4, False), "iris_str.csv",
           iris_str.iloc[iris_test], "species", "multiclass", iris_labels_str)
boosting = GradientBoostingClassifier(n_estimators=10, max_depth=2, random_state=0)
classifier("boosting", export(cancer_fit(boosting, cancer.target), 8, False), "cancer_int.csv",
           cancer_int.iloc[cancer_test], "outcome", "binary", ["0", "1"], "1", {"posLabel": "1"})
svc = make_pipeline(StandardScaler(), SVC(probability=True, random_state=0))
classifier("svc", export(iris_fit(svc, iris.target_names[iris.target]), 4, True), "iris_str.csv",
           iris_str.iloc[iris_test], "species", "multiclass", iris_labels_str)
margins = cancer_fit(LogisticRegression(max_iter=5000), cancer.target)
classifier("margins", to_onnx(margins, initial_types=[("X", FloatTensorType([None, 8]))], target_opset=OPSET,
           options={id(margins): {"zipmap": False, "raw_scores": True}}), "cancer_int.csv", cancer_int.iloc[cancer_test],
           "outcome", "binary", ["0", "1"], "1", {"posLabel": "1", "scores": "margins"}, kind="scores")

# ---- scikit-learn, named columns ----


def german_pipeline(model, numbers=None):
    return make_pipeline(ColumnTransformer([
        ("text", OneHotEncoder(handle_unknown="ignore"), german_texts),
        ("number", numbers or StandardScaler(), german_numbers),
    ]), model).fit(german_train.drop(columns=["credit_risk"]), german_train["credit_risk"])


def german_types(number_type):
    return [(c, StringTensorType([None, 1]) if c in german_texts else number_type([None, 1])) for c in german_columns[:-1]]


for name, number_type, zipmap, model in [
    ("pipeline_float_zipmap", FloatTensorType, True, RandomForestClassifier(8, max_depth=5, random_state=1)),
    ("pipeline_float_tensor", FloatTensorType, False, RandomForestClassifier(8, max_depth=5, random_state=1)),
    ("pipeline_int64_tensor", Int64TensorType, False, LogisticRegression(max_iter=1000)),
]:
    fitted = german_pipeline(model)
    exported = to_onnx(fitted, initial_types=german_types(number_type), options={id(fitted.steps[-1][1]): {"zipmap": zipmap}},
                       target_opset=OPSET)
    classifier(name, exported, "german.csv", german_test, "credit_risk", "binary", ["bad", "good"], "bad",
               {"posLabel": "bad"}, feeds=named_feeds(exported, german_test))

# ---- regressors ----
d_x, d_y = rounded(diabetes.data)[diabetes_train].astype(np.float32), diabetes.target[diabetes_train]
for name, model in [
    ("regressor_linear", LinearRegression()),
    ("regressor_forest", RandomForestRegressor(5, max_depth=4, random_state=0)),
    ("regressor_boosting", GradientBoostingRegressor(n_estimators=10, max_depth=2, random_state=0)),
]:
    regressor(name, to_onnx(model.fit(d_x, d_y), initial_types=[("X", FloatTensorType([None, 10]))], target_opset=OPSET),
              "diabetes.csv", diabetes_frame.iloc[diabetes_test], "progression", request={})
double_model = to_onnx(LinearRegression().fit(rounded(diabetes.data)[diabetes_train], d_y),
                       initial_types=[("X", DoubleTensorType([None, 10]))], target_opset=OPSET)
regressor("regressor_double", double_model, "diabetes.csv", diabetes_frame.iloc[diabetes_test], "progression",
          feeds={"X": diabetes_frame.iloc[diabetes_test].drop(columns=["progression"]).to_numpy()}, request={})

# ---- XGBoost and LightGBM through onnxmltools ----
xgb_binary = xgboost.XGBClassifier(n_estimators=8, max_depth=3, n_jobs=1)
classifier("xgboost_binary_missing", onnxmltools.convert_xgboost(
    xgb_binary.fit(holes[cancer_names].iloc[cancer_train].to_numpy(), cancer.target[cancer_train]),
    initial_types=[("input", OnnxmlFloat([None, 8]))], target_opset=15), "cancer_missing.csv", holes.iloc[cancer_test],
    "outcome", "binary", ["0", "1"], "1", {"posLabel": "1"})
classifier("xgboost_multiclass", onnxmltools.convert_xgboost(
    iris_fit(xgboost.XGBClassifier(n_estimators=4, max_depth=3, n_jobs=1), iris.target),
    initial_types=[("input", OnnxmlFloat([None, 4]))], target_opset=15), "iris_int.csv", iris_int.iloc[iris_test],
    "species", "multiclass", iris_labels_int)
regressor("xgboost_regressor", onnxmltools.convert_xgboost(
    xgboost.XGBRegressor(n_estimators=8, max_depth=3, n_jobs=1).fit(d_x, d_y),
    initial_types=[("input", OnnxmlFloat([None, 10]))], target_opset=15), "diabetes.csv",
    diabetes_frame.iloc[diabetes_test], "progression", request={})
for name, zipmap in [("lightgbm_zipmap", True), ("lightgbm_tensor", False)]:
    classifier(name, onnxmltools.convert_lightgbm(
        cancer_fit(lightgbm.LGBMClassifier(n_estimators=8, num_leaves=7, n_jobs=1, verbose=-1), cancer.target),
        initial_types=[("input", OnnxmlFloat([None, 8]))], target_opset=15, zipmap=zipmap), "cancer_int.csv",
        cancer_int.iloc[cancer_test], "outcome", "binary", ["0", "1"], "1", {"posLabel": "1"})
classifier("lightgbm_multiclass", onnxmltools.convert_lightgbm(
    iris_fit(lightgbm.LGBMClassifier(n_estimators=4, num_leaves=4, n_jobs=1, verbose=-1), iris.target),
    initial_types=[("input", OnnxmlFloat([None, 4]))], target_opset=15), "iris_int.csv", iris_int.iloc[iris_test],
    "species", "multiclass", iris_labels_int)
regressor("lightgbm_regressor", onnxmltools.convert_lightgbm(
    lightgbm.LGBMRegressor(n_estimators=8, num_leaves=7, n_jobs=1, verbose=-1).fit(d_x, d_y),
    initial_types=[("input", OnnxmlFloat([None, 10]))], target_opset=15), "diabetes.csv",
    diabetes_frame.iloc[diabetes_test], "progression", request={})

# ---- predictions of one of them, as any framework may write them ----


def predictions_files():
    rows = cancer_str.iloc[cancer_test]
    answer = run(out / "logistic_str_tensor.onnx", {"X": rows[cancer_names].to_numpy(dtype=np.float32)})
    p = np.asarray(answer["probabilities"], dtype=np.float64)
    frame = pd.DataFrame({"id": np.arange(len(rows)), "outcome": rows["outcome"].to_numpy(), "predicted": answer["label"],
                          "p_benign": p[:, 0], "p_malignant": p[:, 1]})
    frame.to_csv(out / "predictions.csv", index=False)
    with open(out / "predictions.jsonl", "w") as f:
        for row in frame.to_dict("records"):
            scores = {"benign": row.pop("p_benign"), "malignant": row.pop("p_malignant")}
            f.write(json.dumps({**row, "scores": scores}) + "\n")


if "predictions".startswith(only):
    predictions_files()

# ---- PyTorch: one float tensor in, one float tensor out ----


def torch_case(name, frame, data, label, task, labels=None, pos=None, request=None, form=None):
    path = out / f"{name}.onnx"
    if not name.startswith(only) or not path.exists():
        return
    x = frame.drop(columns=[label]).to_numpy(dtype=np.float32)
    session = open_session(path)
    source = session.get_inputs()[0]
    if source.shape[0] == 1:
        y = np.concatenate([session.run(None, {source.name: row[None, :]})[0] for row in x])
    else:
        y = session.run(None, {source.name: x})[0]
    y = np.asarray(y, dtype=np.float64)
    if task == "regression":
        write(name, data, label, task, y.ravel().tolist(), regression(frame[label].to_numpy(), y.ravel()),
              request={"task": "regression"})
        return
    truth = [str(v) for v in frame[label]]
    if form == "softmax":
        y = softmax(y, axis=1)
    if form == "sigmoid":
        y = expit(y)
    if y.ndim == 1 or y.shape[1] == 1:
        positive = y.ravel()
        predicted = [pos if p >= 0.5 else next(l for l in labels if l != pos) for p in positive]
        p = np.stack([positive if l == pos else 1 - positive for l in labels], axis=1)
    else:
        predicted = [labels[i] for i in y.argmax(axis=1)]
        p = y
    write(name, data, label, task, predicted, classification(truth, predicted, labels, pos, probabilities=p), labels, pos,
          request, p[:5].tolist())


iris_rows, cancer_rows = iris_str.iloc[iris_test], cancer_str.iloc[cancer_test]
iris_request = {"task": "multiclass", "labels": iris_labels_str}
cancer_labels = ["benign", "malignant"]
cancer_request = {"task": "binary", "labels": cancer_labels, "posLabel": "malignant"}
torch_case("torch_logits", iris_rows, "iris_str.csv", "species", "multiclass", iris_labels_str,
           request={**iris_request, "scores": "logits"}, form="softmax")
torch_case("torch_softmax", iris_rows, "iris_str.csv", "species", "multiclass", iris_labels_str, request=iris_request)
torch_case("torch_softmax_batch1", iris_rows, "iris_str.csv", "species", "multiclass", iris_labels_str, request=iris_request)
torch_case("torch_sigmoid", cancer_rows, "cancer_str.csv", "outcome", "binary", cancer_labels, "malignant", cancer_request)
torch_case("torch_logit", cancer_rows, "cancer_str.csv", "outcome", "binary", cancer_labels, "malignant",
           {**cancer_request, "scores": "logits"}, "sigmoid")
torch_case("torch_squeezed", cancer_rows, "cancer_str.csv", "outcome", "binary", cancer_labels, "malignant",
           {**cancer_request, "scores": "logits"}, "sigmoid")
torch_case("torch_regressor", diabetes_frame.iloc[diabetes_test], "diabetes.csv", "progression", "regression")
