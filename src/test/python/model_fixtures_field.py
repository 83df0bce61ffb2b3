"""Makes the models in src/test/resources/.../engine/model/field: what people's exporters write, faults included.

Every case is NAME.onnx and NAME.json: how it is asked for, and what scikit-learn says of the estimator itself (not of the
exported file), so that a fault of a converter shows. Rows are those of model_fixtures.py (FOREIGN_FOLDER) and
cancer_anomaly.csv, which this writes.

Usage: python model_fixtures_field.py FOREIGN_FOLDER OUTPUT_FOLDER

Needs numpy, pandas, scikit-learn, skl2onnx, ml_dtypes, onnx and onnxruntime; the versions are in the files.
"""

import json
import pathlib
import sys
import warnings

import ml_dtypes
import numpy as np
import onnx
import onnxruntime
import pandas as pd
import skl2onnx
import sklearn
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn import datasets, metrics
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

warnings.filterwarnings("ignore")
foreign, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
OPSET = {"": 17, "ai.onnx.ml": 3}
VERSIONS = {"scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__, "onnx": onnx.__version__,
            "onnxruntime": onnxruntime.__version__}

cancer = pd.read_csv(foreign / "cancer_int.csv")
cancer_x, cancer_y = cancer.drop(columns=["outcome"]).to_numpy(np.float32), cancer["outcome"].to_numpy()
full = datasets.load_breast_cancer()
train = np.arange(0, 569, 2)
train_x, train_y = np.round(full.data[train, :8], 4).astype(np.float32), full.target[train]
iris = pd.read_csv(foreign / "iris_str.csv")
iris_x, iris_y = iris.drop(columns=["species"]).to_numpy(np.float32), iris["species"].to_numpy()
iris_full = datasets.load_iris()
iris_train_x, iris_train_y = iris_full.data[::2].astype(np.float32), iris_full.target_names[iris_full.target[::2]]


def export(model, width, **options):
    return to_onnx(model, initial_types=[("X", FloatTensorType([None, width]))],
                   options={id(model): options} if options else None, target_opset=OPSET)


def run(model, x):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return dict(zip([o.name for o in session.get_outputs()], session.run(None, {session.get_inputs()[0].name: x})))


def save(name, model, data, label, request, expected):
    onnx.save(model, str(out / f"{name}.onnx"))
    case = {"versions": VERSIONS, "data": data, "label": label, "request": request, "expected": expected}
    (out / f"{name}.json").write_text(json.dumps(case, separators=(",", ":"), allow_nan=False) + "\n")
    print(name, (out / f"{name}.onnx").stat().st_size, expected)


def binary(truth, predicted, scores, pos):
    return {"accuracy": metrics.accuracy_score(truth, predicted),
            "roc_auc": metrics.roc_auc_score(truth == pos, scores)}


# ---- scores that contradict the labels ----
svc = SVC().fit(train_x, train_y)
save("svc_margins", export(svc, 8, zipmap=False), "cancer_int.csv", "outcome", {"posLabel": "1"},
     binary(cancer_y, svc.predict(cancer_x), svc.decision_function(cancer_x), 1))

svc = SVC(probability=True, random_state=0).fit(train_x, train_y)
model = export(svc, 8, zipmap=False)
answer = run(model, cancer_x)
disagreeing = int(((answer["probabilities"][:, 1] > 0.5).astype(int) != answer["label"]).sum())
save("svc_probabilities", model, "cancer_int.csv", "outcome", {"posLabel": "1"},
     {**binary(cancer_y, svc.predict(cancer_x), svc.predict_proba(cancer_x)[:, 1], 1), "disagreeing": disagreeing})

ridge = RidgeClassifier().fit(train_x, train_y)
save("ridge", export(ridge, 8, zipmap=False), "cancer_int.csv", "outcome", {},
     {**binary(cancer_y, ridge.predict(cancer_x), ridge.decision_function(cancer_x), 1),
      "roc_auc_of_0": metrics.roc_auc_score(cancer_y == 0, -ridge.decision_function(cancer_x))})

# The malignant ones are the anomalies that the forest, which saw benign ones alone, is to find.
anomaly = cancer.assign(outcome=np.where(cancer_y == 1, 1, -1))
anomaly.to_csv(out / "cancer_anomaly.csv", index=False)
forest = IsolationForest(n_estimators=8, max_samples=64, contamination=0.1, random_state=0).fit(train_x[train_y == 1])
save("isolation_forest", export(forest, 8), "cancer_anomaly.csv", "outcome", {"labels": ["1", "-1"], "posLabel": "-1"},
     binary(anomaly["outcome"].to_numpy(), forest.predict(cancer_x), -forest.decision_function(cancer_x), -1))

# A threshold that the model has of its own, as models of fraud have.
logistic = LogisticRegression(max_iter=5000)
fraud = FixedThresholdClassifier(logistic, threshold=0.02, pos_label=1).fit(train_x, train_y)
p = fraud.estimator_.predict_proba(cancer_x)[:, 1]
model = export(fraud.estimator_, 8, zipmap=False)
# skl2onnx can't export the threshold: the label is what follows it.
graph = model.graph
old = next(o for o in graph.output if o.name == "label")
graph.output.remove(old)
graph.initializer.append(helper.make_tensor("cut", TensorProto.FLOAT, [], [0.02]))
graph.initializer.append(helper.make_tensor("second", TensorProto.INT64, [1], [1]))
graph.node.append(helper.make_node("Gather", ["probabilities", "second"], ["p1"], axis=1))
graph.node.append(helper.make_node("GreaterOrEqual", ["p1", "cut"], ["from_cut"]))
graph.node.append(helper.make_node("Cast", ["from_cut"], ["decided"], to=TensorProto.INT64))
graph.output.insert(0, helper.make_tensor_value_info("decided", TensorProto.INT64, [None, 1]))
predicted = run(model, cancer_x)["decided"].ravel()
assert (predicted == fraud.predict(cancer_x)).all()
save("own_threshold", model, "cancer_int.csv", "outcome", {"posLabel": "1"},
     {**binary(cancer_y, predicted, p, 1), "disagreeing": int(((p >= 0.5) != predicted).sum()),
      "below": float(p[predicted == 0].max()), "from": float(p[predicted == 1].min())})

# Columns of scores in another order than the labels.
forest = RandomForestClassifier(n_estimators=5, max_depth=4, random_state=0).fit(iris_train_x, iris_train_y)
model = export(forest, 4, zipmap=False)
graph = model.graph
graph.output.remove(next(o for o in graph.output if o.name == "probabilities"))
graph.initializer.append(helper.make_tensor("order", TensorProto.INT64, [3], [1, 2, 0]))
graph.node.append(helper.make_node("Gather", ["probabilities", "order"], ["exchanged"], axis=1))
graph.output.append(helper.make_tensor_value_info("exchanged", TensorProto.FLOAT, [None, 3]))
answer = run(model, iris_x)
save("exchanged_columns", model, "iris_str.csv", "species", {},
     {"accuracy": metrics.accuracy_score(iris_y, answer["label"]),
      "agreeing": int((forest.classes_[answer["exchanged"].argmax(axis=1)] == answer["label"]).sum()),
      "sorted": int((forest.classes_[answer["exchanged"][:, [2, 0, 1]].argmax(axis=1)] == answer["label"]).sum())})

# Margins of several labels: one against the rest agrees with the labels, one against one has columns of pairs.
svc = SVC().fit(iris_train_x, iris_train_y)
save("svc_of_three", export(svc, 4, zipmap=False), "iris_str.csv", "species", {"scores": "margins"},
     {"accuracy": metrics.accuracy_score(iris_y, svc.predict(iris_x))})

# ---- what stands at a model's border ----


def probabilities_case(name, model, p, labels, truth, data, label, request, expected=None):
    predicted = np.asarray(labels)[p.argmax(axis=1)]
    save(name, model, data, label, request,
         {"accuracy": metrics.accuracy_score(truth, predicted),
          "log_loss": metrics.log_loss(truth, p / p.sum(axis=1, keepdims=True), labels=labels), **(expected or {})})


# Constants in a file beside the model, as PyTorch writes them by default.
network = MLPClassifier((400,), max_iter=2000, random_state=0).fit(iris_train_x, iris_train_y)
model = export(network, 4, zipmap=False)
p = network.predict_proba(iris_x)
probabilities_case("external", model, p, list(network.classes_), iris_y, "iris_str.csv", "species", {})
for tensor in model.graph.initializer:
    # Only tensors of raw bytes go into another file.
    tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor), tensor.name))
onnx.save(model, str(out / "external.onnx"), save_as_external_data=True, location="external.onnx.data", size_threshold=0)

# 16-bit numbers in and out.
weights = [np.asarray(w, dtype=np.float32) for w in (network.coefs_[0], network.intercepts_[0], network.coefs_[1], network.intercepts_[1])]
for name, kind, dtype in [("float16", TensorProto.FLOAT16, np.float16), ("bfloat16", TensorProto.BFLOAT16, ml_dtypes.bfloat16)]:
    nodes = [helper.make_node("Cast", ["x"], ["x32"], to=TensorProto.FLOAT),
             helper.make_node("MatMul", ["x32", "w0"], ["m0"]), helper.make_node("Add", ["m0", "b0"], ["a0"]),
             helper.make_node("Relu", ["a0"], ["h"]), helper.make_node("MatMul", ["h", "w1"], ["m1"]),
             helper.make_node("Add", ["m1", "b1"], ["a1"]), helper.make_node("Softmax", ["a1"], ["p32"], axis=1),
             helper.make_node("Cast", ["p32"], ["p"], to=kind)]
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("x", kind, [None, 4])],
        [helper.make_tensor_value_info("p", kind, [None, 3])],
        [numpy_helper.from_array(w, n) for n, w in zip(["w0", "b0", "w1", "b1"], weights)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    x = iris_x.astype(dtype).astype(np.float64)
    z = np.maximum(x @ weights[0] + weights[1], 0) @ weights[2] + weights[3]
    logits = np.exp(z - z.max(axis=1, keepdims=True))
    p = (logits / logits.sum(axis=1, keepdims=True)).astype(np.float32).astype(dtype).astype(np.float64)
    probabilities_case(name, model, p, list(network.classes_), iris_y, "iris_str.csv", "species",
                       {"labels": [str(c) for c in network.classes_], "scores": "probabilities"},
                       {"largest_sum": float(np.abs(p.sum(axis=1) - 1).max())})

# One output for each label.
cancer_str = pd.read_csv(foreign / "cancer_str.csv")
names = full.target_names[train_y]
logistic = LogisticRegression(max_iter=5000).fit(train_x, names)
p = logistic.predict_proba(cancer_x)
probabilities_case("columns_str", export(logistic, 8, zipmap="columns"), p, list(logistic.classes_), cancer_str["outcome"],
                   "cancer_str.csv", "outcome", {"posLabel": "malignant"},
                   {"roc_auc": metrics.roc_auc_score(cancer_str["outcome"] == "malignant", p[:, 1])})
logistic = LogisticRegression(max_iter=5000).fit(iris_train_x, iris_full.target[::2])
iris_int = pd.read_csv(foreign / "iris_int.csv")
probabilities_case("columns_int", export(logistic, 4, zipmap="columns"), logistic.predict_proba(iris_x), [0, 1, 2],
                   iris_int["species"], "iris_int.csv", "species", {})

# Several columns in one input, texts in another.
german = pd.read_csv(foreign / "german.csv", keep_default_na=False)
german_numbers, german_texts = ["duration_months", "credit_amount", "age"], ["purpose", "savings"]
pipeline = make_pipeline(ColumnTransformer([
    ("number", StandardScaler(), [0, 1, 2]), ("text", OneHotEncoder(handle_unknown="ignore"), [3, 4])]),
    LogisticRegression(max_iter=2000))
inputs = german[german_numbers + german_texts]
pipeline.fit(inputs.iloc[::2].to_numpy(dtype=object), german["credit_risk"].iloc[::2])
model = to_onnx(pipeline, initial_types=[("numbers", FloatTensorType([None, 3])), ("texts", StringTensorType([None, 2]))],
                options={id(pipeline.steps[-1][1]): {"zipmap": False}}, target_opset=OPSET)
p = pipeline.predict_proba(inputs.to_numpy(dtype=object))
probabilities_case("several_columns", model, p, list(pipeline.classes_), german["credit_risk"], "german.csv", "credit_risk",
                   {"posLabel": "bad"}, {"roc_auc": metrics.roc_auc_score(german["credit_risk"] == "bad", p[:, 0])})

# The newest versions that the engine's ONNX Runtime runs, and those that the onnx package writes by itself.
for name, ir, opset in [("newest", 11, 23), ("too_new_ir", onnx.IR_VERSION, 23), ("too_new_opset", 11, onnx.defs.onnx_opset_version())]:
    graph = helper.make_graph(
        [helper.make_node("Softmax", ["x"], ["p"], axis=1)], "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 4])],
        [helper.make_tensor_value_info("p", TensorProto.FLOAT, [None, 4])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=ir)
    save(name, model, "iris_str.csv", "species", {"labels": ["setosa", "versicolor", "virginica", "other"]},
         {"ir": ir, "opset": opset})
