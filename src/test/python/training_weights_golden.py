"""Makes the golden values of learning from rows with weights, with scikit-learn's sample_weight.

    python src/test/python/training_weights_golden.py      (from the project's root)

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/weights-golden.json: for each learner the rows as CSV, with
their weights, and what scikit-learn's model says of all rows. Features are rounded to float32, because a model is given such;
numbers are standardised without weights, by the rows that count for something, as learners here do it.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.preprocessing import StandardScaler

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/weights-golden.json")


def rows(rng, n=90):
    x = rng.normal(size=(n, 3)).astype(np.float32).astype(float)
    w = np.exp(rng.normal(size=n))
    w[::11] = 0
    return x, w


def csv(x, w, y):
    lines = ["a,b,c,w,y"] + [",".join(map(repr, map(float, (*row, weight)))) + f",{label}" for row, weight, label in zip(x, w, y)]
    return "\n".join(lines) + "\n"


def case(algorithm, hyperparameters, model, x, w, y):
    scaler = StandardScaler().fit(x[w > 0])
    model.fit(scaler.transform(x[w > 0]), y[w > 0], sample_weight=w[w > 0])
    said = model.predict_proba(scaler.transform(x)) if hasattr(model, "predict_proba") else model.predict(scaler.transform(x))
    return {
        "algorithm": algorithm,
        "hyperparameters": hyperparameters,
        "csv": csv(x, w, y),
        "said": said.tolist(),
    }


def cases():
    rng = np.random.default_rng(20261130)
    x, w = rows(rng)
    score = x @ [1.0, -0.5, 0.25] + rng.normal(size=len(w))
    two = np.where(score > 0, "yes", "no")
    three = np.array(["a", "b", "c"])[np.digitize(score, [-0.5, 0.7])]
    exact = {"tol": 1e-10, "max_iter": 1000}
    yield case("logistic_regression", {"tol": "1e-10"}, LogisticRegression(**exact), x, w, two)
    yield case("logistic_regression", {"tol": "1e-10", "C": "0.1"}, LogisticRegression(C=0.1, **exact), x, w, three)
    balanced = LogisticRegression(class_weight="balanced", **exact)
    yield case("logistic_regression", {"tol": "1e-10", "class_weight": "balanced"}, balanced, x, w, two)
    yield case("gaussian_nb", {}, GaussianNB(), x, w, three)
    yield case("linear_regression", {}, LinearRegression(), x, w, score)
    yield case("linear_regression", {"alpha": "2.0"}, Ridge(alpha=2.0), x, w, score)


def main():
    document = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "cases": list(cases())}
    OUT.write_text(json.dumps(document, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
