"""Writes the documents that the report's tests and screenshots are made from.

Real models of scikit-learn on real data: German credit (binary), the wine recognition data (multiclass) and the diabetes
data (regression), in the form of evaluation.json, training.json and the profile of model.json.

Run: python report_fixtures.py <repository>
"""

import hashlib
import json
import platform
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from scipy import stats
from sklearn import datasets, metrics as m
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

ROOT = Path(sys.argv[1])
OUT = ROOT / "src/test/resources/io/jenkins/plugins/mlpipeline/engine/report"
CREATED = "2026-03-01T12:00:00Z"
Z = stats.norm.ppf(0.975)


def sha(text):
    return "sha256:" + hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def value(v, n=None, interval=None, note=None):
    out = {"value": float(v)}
    if n is not None:
        out["n"] = int(n)
    if interval is not None:
        out["interval"] = interval
    if note:
        out["note"] = note
    return out


def wilson(k, n):
    p = k / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * np.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return {"lower": float(middle - half), "upper": float(middle + half), "confidence": 0.95, "method": "wilson"}


def bootstrap(f, rows, seed=7, draws=2000):
    rng = np.random.default_rng(seed)
    found = [f(rng.integers(0, rows, rows)) for _ in range(draws)]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return {"lower": float(low), "upper": float(high), "confidence": 0.95, "method": "bootstrap"}


def write(name, document):
    (OUT / name).write_text(json.dumps(document, indent=1) + "\n")


def profile(frame, label):
    def one(series):
        name = str(series.name)
        out = {"name": name, "count": int(series.count()), "missing": int(series.isna().sum())}
        out["distinct"] = int(series.nunique())
        if pd.api.types.is_numeric_dtype(series):
            q = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
            out |= {"type": "number", "min": float(series.min()), "max": float(series.max())}
            out |= {"mean": float(series.mean()), "std": float(series.std())}
            out["quantiles"] = {str(p): float(series.quantile(p)) for p in q}
        else:
            out |= {"type": "category", "frequencies": {str(k): int(v) for k, v in series.value_counts().items()}}
        return out

    return {"rows": len(frame), "columns": [one(frame[c]) for c in frame if c != label], "label": one(frame[label])}


def environment():
    return {
        "ml-pipeline": "1-SNAPSHOT",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "machine": platform.machine() + ", 2 cores",
    }


def thinned(x, y, thresholds, most=200):
    keep = np.unique(np.linspace(0, len(x) - 1, min(most, len(x))).astype(int))
    shown = [None if not np.isfinite(t) else float(t) for t in thresholds[keep]]
    return {"x": [float(v) for v in x[keep]], "y": [float(v) for v in y[keep]], "thresholds": shown}


def binary_metrics(y, p, pos, labels, with_intervals):
    n = len(y)
    hard = np.where(p >= 0.5, pos, [l for l in labels if l != pos][0])
    t = (y == pos).astype(int)
    h = (hard == pos).astype(int)
    tp, fp, fn = int((t & h).sum()), int(((1 - t) & h).sum()), int((t & (1 - h)).sum())
    tn = n - tp - fp - fn
    ci = (lambda i: i) if with_intervals else (lambda i: None)
    boot = (lambda f: bootstrap(f, n)) if with_intervals else (lambda f: None)
    out = {
        "accuracy": value((tp + tn) / n, n, ci(wilson(tp + tn, n))),
        "balanced_accuracy": value(m.balanced_accuracy_score(t, h), n),
        "precision": value(tp / (tp + fp) if tp + fp else 0, tp + fp, ci(wilson(tp, tp + fp)) if tp + fp else None,
                           None if tp + fp else "no row is predicted positive, 0/0 is taken as 0"),
        "recall": value(tp / (tp + fn), tp + fn, ci(wilson(tp, tp + fn))),
        "f1": value(m.f1_score(t, h), n, boot(lambda i: m.f1_score(t[i], h[i]))),
        "specificity": value(tn / (tn + fp), tn + fp, ci(wilson(tn, tn + fp))),
        "roc_auc": value(m.roc_auc_score(t, p), n, boot(lambda i: m.roc_auc_score(t[i], p[i]))),
        "average_precision": value(m.average_precision_score(t, p), n, boot(lambda i: m.average_precision_score(t[i], p[i]))),
        "log_loss": value(m.log_loss(t, p), n, boot(lambda i: m.log_loss(t[i], p[i], labels=[0, 1]))),
        "brier_score_loss": value(m.brier_score_loss(t, p), n, boot(lambda i: m.brier_score_loss(t[i], p[i]))),
        "matthews_corrcoef": value(m.matthews_corrcoef(t, h), n),
        "cohen_kappa": value(m.cohen_kappa_score(t, h), n),
    }
    proportions = {
        "accuracy": {"successes": tp + tn, "trials": n},
        "recall": {"successes": tp, "trials": tp + fn},
        "specificity": {"successes": tn, "trials": tn + fp},
    }
    return out, proportions, t, h


def german():
    source = ROOT / "docs/examples/german-credit/german_credit.csv"
    frame = pd.read_csv(source)
    label, labels, pos = "credit_risk", ["good", "bad"], "bad"
    train, test = train_test_split(frame, test_size=0.3, random_state=42, stratify=frame[label])
    x, y, z, w = train.drop(columns=label), train[label].to_numpy(), test.drop(columns=label), test[label].to_numpy()
    text = [c for c in x if not pd.api.types.is_numeric_dtype(x[c])]
    onehot = lambda: make_column_transformer((OneHotEncoder(handle_unknown="ignore"), text), remainder=StandardScaler())
    ordinal = make_column_transformer((OrdinalEncoder(), text), remainder="passthrough")
    boosting = dict(max_iter=120, learning_rate=0.05, max_leaf_nodes=12, random_state=42, early_stopping=True,
                    n_iter_no_change=25, validation_fraction=0.2, scoring="loss")
    candidates = {
        "gradient_boosting": make_pipeline(ordinal, HistGradientBoostingClassifier(**boosting)),
        # Badly regularised on purpose: the report is to show a clear winner and a spread.
        "logistic_regression": make_pipeline(onehot(), LogisticRegression(C=0.001)),
        "mlp": make_pipeline(onehot(), MLPClassifier((100,), max_iter=150, random_state=42)),
    }
    board = []
    for name, pipeline in candidates.items():
        begin = time.time()
        scores = -cross_val_score(pipeline, x, y, cv=StratifiedKFold(5, shuffle=True, random_state=42), scoring="neg_log_loss")
        board.append({"algorithm": name, "mean": float(scores.mean()), "std": float(scores.std(ddof=1)),
                      "scores": [float(s) for s in scores], "seconds": round(time.time() - begin, 2)})
    board.sort(key=lambda c: c["mean"])
    board.append({"algorithm": "linear_regression", "failure": "it predicts numbers, and the task is binary"})
    chosen = candidates["gradient_boosting"].fit(x, y)
    learner = chosen[-1]
    positive = list(chosen.classes_).index(pos)
    p = chosen.predict_proba(z)[:, positive]
    found, proportions, t, h = binary_metrics(w, p, pos, labels, True)
    found |= {
        "latency_ms_p50": value(0.212), "latency_ms_p95": value(0.297), "latency_ms_p99": value(0.611),
        "cold_start_ms": value(148.2), "model_size_bytes": value(184320),
    }
    constant = np.full(len(w), float((y == pos).mean()))
    dummy, _, _, _ = binary_metrics(w, constant, pos, labels, False)
    fpr, tpr, rt = m.roc_curve(t, p, drop_intermediate=False)
    precision, recall, pt = m.precision_recall_curve(t, p)
    pt = np.append(pt, np.inf)
    bins = np.minimum((p * 10).astype(int), 9)
    calibration = [{"lower": b / 10, "upper": (b + 1) / 10, "rows": int((bins == b).sum()),
                    "meanScore": float(p[bins == b].mean()), "frequency": float(t[bins == b].mean())}
                   for b in range(10) if (bins == b).any()]
    table = []
    for s in range(1, 20):
        at = s / 20
        flagged = p >= at
        tp, fp = int((flagged & (t == 1)).sum()), int((flagged & (t == 0)).sum())
        row = {"threshold": at, "truePositives": tp, "falsePositives": fp, "recall": tp / int(t.sum()),
               "f1": 2 * tp / (tp + fp + int(t.sum())), "flagRate": (tp + fp) / len(t)}
        if tp + fp:
            row["precision"] = tp / (tp + fp)
        table.append(row)
    digest = sha("german credit model")
    matrix = m.confusion_matrix(w, np.where(h == 1, pos, "good"), labels=labels)
    write("german-credit.evaluation.json", {
        "schemaVersion": 1, "task": "binary", "labels": labels, "posLabel": pos,
        "model": {"name": "credit-risk", "digest": digest, "format": "package", "sizeBytes": 184320},
        "data": {"name": "holdout.csv", "sha256": sha(test.to_csv(index=False)), "rows": len(test),
                 "columns": list(frame.columns), "labelCounts": {l: int((w == l).sum()) for l in labels}},
        "threshold": 0.5, "metrics": found, "confusionMatrix": {"labels": labels, "counts": matrix.tolist()},
        "curves": {"roc": thinned(fpr, tpr, rt), "pr": thinned(recall[::-1], precision[::-1], pt[::-1]),
                   "calibration": calibration},
        "thresholds": table,
        "dummy": {"strategy": "prior", "source": "training", "metrics": dummy},
        "statistics": {"proportions": proportions}, "environment": environment(),
        "warnings": ["The column \"foreign_worker\" has one value in 96 % of the rows."], "createdAt": CREATED})
    losses = [{"step": i + 1, "training": float(-a), "validation": float(-b)}
              for i, (a, b) in enumerate(zip(learner.train_score_[1:], learner.validation_score_[1:]))]
    write("german-credit.training.json", {
        "schemaVersion": 1, "createdAt": CREATED, "task": "binary", "algorithm": "gradient_boosting", "seed": 42,
        "hyperparameters": {k: v for k, v in boosting.items() if k not in ("random_state", "scoring")},
        "model": {"name": "credit-risk", "digest": digest, "format": "package", "sizeBytes": 184320},
        "data": {"name": source.name, "sha256": sha(source.read_bytes()), "rows": len(frame)},
        "split": {"rule": "stratified", "testSize": 0.3, "trainingRows": len(train), "holdoutRows": len(test)},
        "leaderboard": {"metric": "log_loss", "folds": 5, "candidates": board},
        "curve": losses, "bestStep": int(np.argmin([l["validation"] for l in losses])) + 1,
        "profile": profile(train, label),
        "timing": {"reading": 0.041, "comparing": round(sum(c.get("seconds", 0) for c in board), 2), "fitting": 0.38,
                   "exporting": 0.12, "checking": 0.09},
        "environment": environment(), "warnings": []})


def wine():
    data = datasets.load_wine(as_frame=True)
    names = [str(n) for n in data.target_names]
    x, z, y, w = train_test_split(data.data, data.target, test_size=0.4, random_state=1, stratify=data.target)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02)).fit(x, y)
    p, hard, n = model.predict_proba(z), model.predict(z), len(w)
    right = int((hard == w).sum())
    found = {
        "accuracy": value(right / n, n, wilson(right, n)),
        "balanced_accuracy": value(m.balanced_accuracy_score(w, hard), n),
        "f1_macro": value(m.f1_score(w, hard, average="macro"), n),
        "recall_macro": value(m.recall_score(w, hard, average="macro"), n),
        "precision_macro": value(m.precision_score(w, hard, average="macro"), n),
        "roc_auc_ovr": value(m.roc_auc_score(w, p, multi_class="ovr"), n),
        "log_loss": value(m.log_loss(w, p), n),
        "top_k_accuracy": value(m.top_k_accuracy_score(w, p, k=2), n),
        "matthews_corrcoef": value(m.matthews_corrcoef(w, hard), n),
    }
    most = int(np.bincount(y).argmax())
    prior = np.tile(np.bincount(y) / len(y), (n, 1))
    constant = np.full(n, most)
    dummy = {"accuracy": value((w == most).mean(), n), "balanced_accuracy": value(1 / 3, n),
             "f1_macro": value(m.f1_score(w, constant, average="macro"), n),
             "log_loss": value(m.log_loss(w, prior), n), "matthews_corrcoef": value(0, n)}
    write("wine.evaluation.json", {
        "schemaVersion": 1, "task": "multiclass", "labels": names,
        "model": {"name": "wine.onnx", "digest": sha("wine model"), "format": "onnx", "sizeBytes": 2210},
        "data": {"name": "wine-test.csv", "sha256": sha(z.to_csv(index=False)), "rows": n,
                 "labelCounts": {names[i]: int((w == i).sum()) for i in range(3)}},
        "metrics": found, "confusionMatrix": {"labels": names, "counts": m.confusion_matrix(w, hard).tolist()},
        "dummy": {"strategy": "prior", "source": "evaluation", "metrics": dummy},
        "statistics": {"proportions": {"accuracy": {"successes": right, "trials": n}}},
        "environment": environment(), "warnings": [], "createdAt": CREATED})


def diabetes():
    data = datasets.load_diabetes(as_frame=True)
    x, z, y, w = train_test_split(data.data, data.target, test_size=0.3, random_state=3)
    hard, n = LinearRegression().fit(x, y).predict(z), len(w)
    mean = np.full(n, y.mean())

    def scores(guess):
        return {
            "mean_absolute_error": value(m.mean_absolute_error(w, guess), n),
            "mean_squared_error": value(m.mean_squared_error(w, guess), n),
            "root_mean_squared_error": value(m.root_mean_squared_error(w, guess), n),
            "median_absolute_error": value(m.median_absolute_error(w, guess), n),
            "max_error": value(m.max_error(w, guess), n),
            "mean_absolute_percentage_error": value(m.mean_absolute_percentage_error(w, guess), n),
            "r2": value(m.r2_score(w, guess), n),
            "explained_variance": value(m.explained_variance_score(w, guess), n),
        }

    found = scores(hard)
    found["mean_squared_log_error"] = {"value": None, "undefined": "a prediction is below -1"}
    write("diabetes.evaluation.json", {
        "schemaVersion": 1, "task": "regression",
        "model": {"name": "progression", "digest": sha("diabetes model"), "format": "package", "sizeBytes": 1490},
        "data": {"name": "diabetes-test.csv", "sha256": sha(z.to_csv(index=False)), "rows": n},
        "metrics": found, "dummy": {"strategy": "mean", "source": "training", "metrics": scores(mean)},
        "environment": environment(), "warnings": [], "createdAt": CREATED})


german()
wine()
diabetes()
