"""Makes the golden values of the linear learners with scikit-learn.

    python src/test/python/training_linear_golden.py      (from the project's root)

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear/: real data sets as CSV, golden.json with
what scikit-learn learns from all their rows, and cross_validation.json with the scores of folds. Its optimiser runs until it no longer moves, so that the optimum is compared
and not where one of the two gave up. Made with scikit-learn 1.9.1, numpy and pandas as golden.json says.
"""

import json
import math
import pathlib

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.model_selection import TimeSeriesSplit, cross_val_score
from sklearn.preprocessing import OneHotEncoder, StandardScaler

FOLDER = pathlib.Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear")
GERMAN = pathlib.Path("docs/examples/german-credit/german_credit.csv")


def encoded(features):
    """The features standardised and one-hot, and the coefficients of the raw ones that belong to coefficients of these."""
    numbers = [c for c in features if features[c].dtype.kind in "if"]
    categories = [c for c in features if c not in numbers]
    scaler = StandardScaler()
    encoder = make_column_transformer((scaler, numbers), (OneHotEncoder(sparse_output=False), categories))
    x = encoder.fit_transform(features)
    fitted = encoder.named_transformers_["standardscaler"]

    def raw(coefficients, intercepts):
        coefficients = np.array(coefficients, dtype=float, ndmin=2)
        coefficients[:, : len(numbers)] /= fitted.scale_
        shift = coefficients[:, : len(numbers)] @ fitted.mean_
        return {"coefficients": coefficients.tolist(), "intercepts": (np.atleast_1d(intercepts) - shift).tolist()}

    return x, raw


def logistic(features, label, c=1.0, **settings):
    x, raw = encoded(features)
    model = LogisticRegression(C=c, tol=1e-10, max_iter=100_000, **settings).fit(x, label)
    # The last digits of the optimum, which lbfgs leaves open.
    polished = LogisticRegression(C=c, tol=1e-13, max_iter=1000, solver="newton-cholesky", **settings).fit(x, label)
    ours = {"lbfgs": model, "newton-cholesky": polished}
    return {
        "logLoss": {name: log_loss(label, m.predict_proba(x)) for name, m in ours.items()},
        **raw(polished.coef_, polished.intercept_),
    }


def linear(model, features, label):
    x, raw = encoded(features)
    model.fit(x, label)
    return raw(model.coef_, model.intercept_)


def cross_validation(diabetes):
    """Scores of the folds that the oldest 80 % of the rows give, time being the row's number."""
    frame = diabetes.assign(t=range(len(diabetes)))
    frame.sample(frac=1, random_state=0).to_csv(FOLDER / "diabetes_in_time.csv", index=False, lineterminator="\n")
    training = diabetes.iloc[: len(diabetes) - math.ceil(0.197 * len(diabetes))]
    folds = TimeSeriesSplit(5)
    assert len(training) % 6 == 0, "scikit-learn's blocks have equal sizes only then"
    scores = -cross_val_score(
        LinearRegression(), training.drop(columns="y"), training["y"], cv=folds, scoring="neg_root_mean_squared_error"
    )
    document = {"metric": "root_mean_squared_error", "scores": scores.tolist(), "mean": scores.mean(), "std": scores.std()}
    (FOLDER / "cross_validation.json").write_text(json.dumps(document, indent=1) + "\n")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    frames = {}
    for name, load in (("breast_cancer", load_breast_cancer), ("wine", load_wine)):
        data = load(as_frame=True)
        frames[name] = data.data.assign(y=data.target.astype(str))
    diabetes = load_diabetes(as_frame=True, scaled=False)
    frames["diabetes"] = diabetes.data.assign(y=diabetes.target)
    for name, frame in frames.items():
        frame.to_csv(FOLDER / f"{name}.csv", index=False, lineterminator="\n")
        dtype = {"y": str} if name != "diabetes" else None
        frames[name] = pd.read_csv(FOLDER / f"{name}.csv", dtype=dtype)
    cross_validation(frames["diabetes"])
    frames["breast_cancer_numbers"] = frames["breast_cancer"].drop(columns="y")
    frames["breast_cancer_numbers"].to_csv(FOLDER / "breast_cancer_numbers.csv", index=False, lineterminator="\n")
    frames["german_credit"] = pd.read_csv(GERMAN, keep_default_na=False)

    def case(name, data, label, algorithm, hyperparameters, fit):
        frame = frames[data]
        return {"name": name, "data": data, "label": label, "algorithm": algorithm,
                "hyperparameters": hyperparameters, **fit(frame.drop(columns=label), frame[label])}

    cases = [
        case("breast cancer", "breast_cancer", "y", "logistic_regression", {}, logistic),
        case("german credit", "german_credit", "credit_risk", "logistic_regression", {}, logistic),
        case("wine", "wine", "y", "logistic_regression", {}, logistic),
        case("wine, weak penalty", "wine", "y", "logistic_regression", {"C": 100}, lambda x, y: logistic(x, y, 100)),
        case("german credit, balanced", "german_credit", "credit_risk", "logistic_regression",
             {"class_weight": "balanced", "C": 0.1}, lambda x, y: logistic(x, y, 0.1, class_weight="balanced")),
        case("breast cancer without intercept", "breast_cancer", "y", "logistic_regression",
             {"fit_intercept": False}, lambda x, y: logistic(x, y, fit_intercept=False)),
        case("diabetes", "diabetes", "y", "linear_regression", {}, lambda x, y: linear(LinearRegression(), x, y)),
        case("amount of german credit, rank-deficient", "german_credit", "credit_amount", "linear_regression", {},
             lambda x, y: linear(LinearRegression(), x, y)),
        case("mean radius of breast cancer, near-collinear", "breast_cancer_numbers", "mean radius", "linear_regression", {},
             lambda x, y: linear(LinearRegression(), x, y)),
        case("diabetes without intercept", "diabetes", "y", "linear_regression", {"fit_intercept": False},
             lambda x, y: linear(LinearRegression(fit_intercept=False), x, y)),
        case("amount of german credit, penalised", "german_credit", "credit_amount", "linear_regression", {"alpha": 10},
             lambda x, y: linear(Ridge(alpha=10, solver="cholesky"), x, y)),
    ]
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "pandas": pd.__version__}
    (FOLDER / "golden.json").write_text(json.dumps({"versions": versions, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
