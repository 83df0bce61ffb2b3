"""Makes the golden values of naive Bayes with scikit-learn.

    python src/test/python/training_bayes_golden.py      (from the project's root, after training_linear_golden.py)

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/bayes/golden.json: what GaussianNB says of all rows of
the data sets that training_linear_golden.py wrote, after it learnt from the same rows. Features are rounded to float32 first,
because a model is given such. Made with scikit-learn 1.9.1, numpy and pandas as golden.json says.
"""

import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.naive_bayes import GaussianNB
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils.class_weight import compute_sample_weight

RESOURCES = pathlib.Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training")
GERMAN = pathlib.Path("docs/examples/german-credit/german_credit.csv")
LABELS = {"german_credit": "credit_risk"}


def read(data):
    path = GERMAN if data == "german_credit" else RESOURCES / "linear" / f"{data}.csv"
    label = LABELS.get(data, "y")
    frame = pd.read_csv(path, keep_default_na=False, dtype={label: str})
    return frame.drop(columns=label), frame[label]


def encoded(features):
    numbers = [c for c in features if features[c].dtype.kind in "if"]
    categories = [c for c in features if c not in numbers]
    rounded = features.assign(**{c: features[c].astype(np.float32).astype(float) for c in numbers})
    encoder = make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(sparse_output=False), categories))
    return encoder.fit_transform(rounded)


def case(name, data, hyperparameters, balanced=False, **settings):
    features, labels = read(data)
    x = encoded(features)
    weights = compute_sample_weight("balanced", labels) if balanced else None
    model = GaussianNB(**settings).fit(x, labels, sample_weight=weights)
    return {
        "name": name,
        "data": data,
        "label": LABELS.get(data, "y"),
        "hyperparameters": hyperparameters,
        "labels": list(model.classes_),
        "probabilities": model.predict_proba(x).tolist(),
    }


def main():
    cases = [
        case("breast cancer", "breast_cancer", {}),
        case("wine", "wine", {}),
        case("german credit, categories", "german_credit", {}),
        case("wine, smooth", "wine", {"var_smoothing": 0.1}, var_smoothing=0.1),
        case("german credit, smooth", "german_credit", {"var_smoothing": 0.01}, var_smoothing=0.01),
        case("wine, priors", "wine", {"priors": [0.7, 0.25, 0.05]}, priors=[0.7, 0.25, 0.05]),
        case("wine, a label that can't be", "wine", {"priors": [0.5, 0.5, 0]}, priors=[0.5, 0.5, 0]),
        case("german credit, balanced", "german_credit", {"class_weight": "balanced", "var_smoothing": 0.1},
             balanced=True, var_smoothing=0.1),
    ]
    folder = RESOURCES / "bayes"
    folder.mkdir(parents=True, exist_ok=True)
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": pd.__version__}
    text = json.dumps({"versions": versions, "cases": cases}, indent=None, separators=(",", ":"))
    (folder / "golden.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__":
    main()
