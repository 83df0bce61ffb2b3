"""Golden importances of inputs, computed by scikit-learn's permutation_importance on what ONNX Runtime answers.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/validation/importance-golden.json (run from the project's root:
python src/test/python/importance_golden.py). The orders in which scikit-learn shuffled the rows are written beside its numbers.
"""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import sklearn
from sklearn import metrics
from sklearn.inspection import permutation_importance

ROOT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine")
MODELS = ROOT / "model/foreign"
OUT = ROOT / "validation/importance-golden.json"
REPEATS = 3
SEED = 7


class Onnx:
    """What scikit-learn takes for an estimator; counts the shuffles that it is asked about."""

    def __init__(self, file):
        self.session = onnxruntime.InferenceSession(MODELS / file)
        self.asked = []

    def fit(self, x, y):
        raise AssertionError("it is fitted")

    def answers(self, x):
        self.asked.append(x.copy())
        inputs = self.session.get_inputs()
        if len(inputs) == 1:
            return self.session.run(None, {inputs[0].name: x.to_numpy(np.float32)})
        return self.session.run(
            None,
            {
                i.name: x[[i.name]].to_numpy(object if "string" in i.type else np.float32)
                for i in inputs
            },
        )


def auc(positive):
    return lambda model, x, y, sample_weight=None: metrics.roc_auc_score(
        y == positive[0], model.answers(x)[1][:, positive[1]].astype(float), sample_weight=sample_weight
    )


def accuracy(model, x, y, sample_weight=None):
    return metrics.accuracy_score(y, model.answers(x)[0], sample_weight=sample_weight)


def r2(model, x, y, sample_weight=None):
    return metrics.r2_score(y, model.answers(x)[0][:, 0].astype(float), sample_weight=sample_weight)


def shuffles(rows):
    """The orders of scikit-learn's permutation_importance: each column begins with the same source of chance."""
    seed = np.random.RandomState(SEED).randint(np.iinfo(np.int32).max + 1)
    chance = np.random.RandomState(seed)
    index = np.arange(rows)
    order = np.arange(rows)
    orders = []
    for _ in range(REPEATS):
        chance.shuffle(index)
        order = order[index]
        orders.append(order.tolist())
    return orders


def case(name, file, data, label, metric, score, every, weighed):
    table = pd.read_csv(MODELS / data).iloc[::every].reset_index(drop=True)
    x, y = table.drop(columns=label), table[label]
    weights = 1.0 + np.arange(len(x)) % 4 if weighed else None
    model = Onnx(file)
    found = permutation_importance(
        model, x, y, scoring=score, n_repeats=REPEATS, random_state=SEED, sample_weight=weights
    )
    orders = shuffles(len(x))
    for shuffle, asked in enumerate(model.asked[1:]):
        column = x.columns[shuffle // REPEATS]
        assert asked[column].tolist() == x[column].to_numpy()[orders[shuffle % REPEATS]].tolist()
    return {
        "name": name,
        "model": file,
        "metric": metric,
        "every": every,
        "weights": None if weights is None else weights.tolist(),
        "value": score(model, x, y, weights),
        "orders": orders,
        "columns": [
            {"name": c, "mean": m, "std": s, "lowest": min(all_), "highest": max(all_)}
            for c, m, s, all_ in zip(
                x.columns, found.importances_mean, found.importances_std, found.importances.tolist()
            )
        ],
    }


def main():
    cases = [
        case("two labels", "pipeline_float_tensor.onnx", "german.csv", "credit_risk", "roc_auc", auc(("bad", 0)), 2, False),
        case("two labels, weights", "pipeline_float_tensor.onnx", "german.csv", "credit_risk", "roc_auc", auc(("bad", 0)), 3, True),
        case("three labels", "forest_str_tensor.onnx", "iris_str.csv", "species", "accuracy", accuracy, 1, False),
        case("three labels, weights", "forest_str_tensor.onnx", "iris_str.csv", "species", "accuracy", accuracy, 1, True),
        case("numbers", "regressor_forest.onnx", "diabetes.csv", "progression", "r2", r2, 2, False),
        case("numbers, weights", "regressor_forest.onnx", "diabetes.csv", "progression", "r2", r2, 2, True),
    ]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    made = f"scikit-learn {sklearn.__version__}, onnxruntime {onnxruntime.__version__}, numpy {np.__version__}"
    OUT.write_text(json.dumps({"made": made, "seed": SEED, "repeats": REPEATS, "cases": cases}) + "\n")
    for c in cases:
        print(c["name"], c["value"], [(k["name"], round(k["mean"], 4)) for k in c["columns"]])


main()
