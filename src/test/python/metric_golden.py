"""Golden cases for engine/metric, computed with scikit-learn, and with imbalanced-learn what scikit-learn has not.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/golden.json (run from the project's root:
python src/test/python/metric_golden.py). A case holds the rows and what scikit-learn answers for every key of
contracts.md; null means that the metric is undefined there. Labels are indices here and a, b, c ... in Java; an index of
-1 is a prediction outside the label list.
"""

import json
import math
import warnings
from pathlib import Path

import imblearn
import numpy as np
import sklearn
from imblearn import metrics as im
from sklearn import metrics as m

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/golden.json")
AVERAGES = ("macro", "micro", "weighted")
LABEL_METRICS = {
    "precision": m.precision_score,
    "recall": m.recall_score,
    "f1": m.f1_score,
    "jaccard": m.jaccard_score,
}


def number(value):
    value = float(value)
    return value if math.isfinite(value) else None


def expected_calibration_error(confidence, hit, bins):
    """scikit-learn has none; its calibration_curve's bins: (lower, upper], the first one with 0."""
    edges = np.linspace(0.0, 1.0, bins + 1)
    index = np.searchsorted(edges[1:-1], confidence)
    total = 0.0
    for j in range(bins):
        inside = index == j
        if inside.any():
            total += inside.sum() * abs(hit[inside].mean() - confidence[inside].mean())
    return total / len(confidence)


def label_keys(truth, predicted, labels, positive):
    """What needs true and predicted labels alone."""
    k = len(labels)
    # A prediction outside the list is a label of its own.
    predicted = np.where(predicted < 0, k, predicted)
    out = {
        "accuracy": m.accuracy_score(truth, predicted),
        "balanced_accuracy": m.balanced_accuracy_score(truth, predicted),
        "geometric_mean_score": im.geometric_mean_score(truth, predicted, labels=list(range(k))),
        "matthews_corrcoef": m.matthews_corrcoef(truth, predicted),
        "cohen_kappa": m.cohen_kappa_score(truth, predicted, labels=list(range(k + 1))),
    }
    for name, score in LABEL_METRICS.items():
        for average in AVERAGES:
            out[f"{name}_{average}"] = score(
                truth, predicted, labels=list(range(k)), average=average, zero_division=0
            )
    if k == 2:
        out["expected_cost(fn=100,fp=5)"] = (
            None
            if positive < 0
            else np.where(truth == predicted, 0, np.where(truth == positive, 100, 5)).mean()
        )
        for name, score in LABEL_METRICS.items():
            out[name] = None if positive < 0 else one(score, truth, predicted, positive)
        out["specificity"] = None if positive < 0 else one(m.recall_score, truth, predicted, 1 - positive)
        for beta in (0.0, 0.5, 2.0):
            fbeta = lambda *a, **kw: m.fbeta_score(*a, beta=beta, **kw)
            out[f"fbeta(beta={beta:g})"] = None if positive < 0 else one(fbeta, truth, predicted, positive)
    return out


def one(score, truth, predicted, label):
    """A metric of one label; average="binary" refuses a label that does not occur, labels=[label] does not."""
    return score(truth, predicted, labels=[label], average="macro", zero_division=0)


def score_keys(truth, scores, kind, k, positive):
    """What needs scores; ranks take them as they are, the others the rows divided by their sum."""
    binary = k == 2
    both = len(np.unique(truth)) > 1
    out = {}
    if kind == "PROBABILITIES":
        clipped = np.clip(scores, 0, 1)
        p = clipped / clipped.sum(axis=1, keepdims=True)
    elif kind == "POSITIVE_PROBABILITY":
        own = np.clip(scores[:, 0], 0, 1)
        p = np.stack([1 - own, own] if positive == 1 else [own, 1 - own], axis=1)
    else:
        p = None
    if binary:
        ranked = None if kind == "NONE" or positive < 0 else scores[:, positive if scores.shape[1] == 2 else 0]
        is_positive = (truth == positive).astype(int)
        out["roc_auc"] = None if ranked is None or not both else m.roc_auc_score(is_positive, ranked)
        # scikit-learn warns and answers 0 without a positive row; ours is undefined.
        out["average_precision"] = (
            None if ranked is None or not is_positive.any() else m.average_precision_score(is_positive, ranked)
        )
    else:
        for scheme in ("ovr", "ovo"):
            for average in ("macro", "weighted"):
                key = f"roc_auc_{scheme}" + ("_weighted" if average == "weighted" else "")
                out[key] = (
                    None
                    if p is None or not both
                    else m.roc_auc_score(
                        truth, scores, multi_class=scheme, average=average, labels=list(range(k))
                    )
                    if np.allclose(scores.sum(axis=1), 1)
                    else m.roc_auc_score(truth, p, multi_class=scheme, average=average, labels=list(range(k)))
                )
        for top in (1, 2, 3):
            key = "top_k_accuracy" if top == 2 else f"top_k_accuracy(k={top})"
            out[key] = None if p is None else m.top_k_accuracy_score(truth, scores, k=top, labels=list(range(k)))
    out["log_loss"] = None if p is None else m.log_loss(truth, p, labels=list(range(k)))
    if p is None:
        out["brier_score_loss"] = None
    elif binary:
        pos = 0 if positive == 0 else 1
        out["brier_score_loss"] = m.brier_score_loss((truth == pos).astype(int), p[:, pos], pos_label=1)
    else:
        out["brier_score_loss"] = m.brier_score_loss(truth, p, labels=list(range(k)))
    for bins in (5, 10, 15):
        key = "expected_calibration_error" + ("" if bins == 10 else f"(bins={bins})")
        if p is None or (binary and positive < 0):
            out[key] = None
        elif binary:
            out[key] = expected_calibration_error(p[:, positive], truth == positive, bins)
        else:
            top = scores.argmax(axis=1)
            out[key] = expected_calibration_error(p[np.arange(len(p)), top], truth == top, bins)
    return out


def classification(name, truth, predicted=None, scores=None, kind=None, k=None, positive=1):
    truth = np.asarray(truth, dtype=int)
    if scores is not None:
        scores = np.asarray(scores, dtype=float)
        scores = scores.reshape(len(truth), -1)
    if kind is None:
        kind = "NONE" if scores is None else "PROBABILITIES"
    if predicted is None:
        if kind == "PROBABILITIES":
            predicted = scores.argmax(axis=1)
        else:
            at = 0.5 if kind == "POSITIVE_PROBABILITY" else 0.0
            predicted = np.where(scores[:, 0] >= at, positive, 1 - positive)
    predicted = np.asarray(predicted, dtype=int)
    k = k or (scores.shape[1] if kind == "PROBABILITIES" else int(max(truth.max(), predicted.max())) + 1)
    if k > 2:
        positive = -1
    expected = label_keys(truth, predicted, list(range(k)), positive)
    expected |= score_keys(truth, scores if scores is not None else np.zeros((len(truth), 0)), kind, k, positive)
    return {
        "name": name,
        "task": "binary" if k == 2 else "multiclass",
        "labels": [chr(ord("a") + i) for i in range(k)],
        "positive": positive,
        "scores": kind,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "rows": [] if scores is None else scores.tolist(),
        "expected": {key: None if value is None else number(value) for key, value in expected.items()},
    }


def regression(name, truth, predicted):
    y = np.asarray(truth, dtype=float)
    p = np.asarray(predicted, dtype=float)
    single = len(y) == 1
    expected = {
        "mean_absolute_error": m.mean_absolute_error(y, p),
        "mean_squared_error": m.mean_squared_error(y, p),
        "root_mean_squared_error": m.root_mean_squared_error(y, p),
        "median_absolute_error": m.median_absolute_error(y, p),
        "max_error": m.max_error(y, p),
        "mean_absolute_percentage_error": m.mean_absolute_percentage_error(y, p),
        "r2": m.r2_score(y, p),
        # scikit-learn answers 1 for a single row whatever is predicted; ours is undefined, as its r2 is.
        "explained_variance": None if single else m.explained_variance_score(y, p),
        "d2_absolute_error_score": m.d2_absolute_error_score(y, p),
        "mean_pinball_loss": m.mean_pinball_loss(y, p),
        "mean_pinball_loss(alpha=0.1)": m.mean_pinball_loss(y, p, alpha=0.1),
        "mean_pinball_loss(alpha=0.9)": m.mean_pinball_loss(y, p, alpha=0.9),
    }
    for key in ("mean_squared_log_error", "mean_poisson_deviance", "mean_gamma_deviance"):
        try:
            expected[key] = getattr(m, key)(y, p)
        except ValueError:
            expected[key] = None
    return {
        "name": name,
        "task": "regression",
        "truth": y.tolist(),
        "predicted": p.tolist(),
        "expected": {key: None if value is None else number(value) for key, value in expected.items()},
    }


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def hand_made_binary():
    two = lambda positives: [[1 - p, p] for p in positives]
    yield classification("single row right", [1], scores=two([0.75]))
    yield classification("single row wrong", [0], scores=two([0.75]))
    yield classification("single row without scores", [1], [1], k=2)
    yield classification("nine of ten", [1] * 9 + [0], [1] * 10, k=2)
    yield classification("perfect", [0, 0, 1, 1], scores=two([0.125, 0.25, 0.75, 0.875]))
    yield classification("all wrong", [0, 0, 1, 1], scores=two([0.875, 0.75, 0.25, 0.125]))
    yield classification("only positives", [1, 1, 1], scores=two([0.25, 0.75, 0.875]))
    yield classification("only negatives", [0, 0, 0], scores=two([0.25, 0.75, 0.875]))
    yield classification("only negatives, none flagged", [0, 0, 0], scores=two([0.25, 0.25, 0.125]))
    yield classification("only positives, none flagged", [1, 1, 1], scores=two([0.25, 0.25, 0.125]))
    yield classification("constant prediction and score", [0, 1, 0, 1, 1], scores=two([0.5] * 5))
    yield classification("constant negative prediction", [0, 1, 0, 1, 1], scores=two([0.25] * 5))
    yield classification("constant positive prediction", [0, 1, 0, 0, 1], scores=two([0.75] * 5))
    yield classification("ties across classes: roc_auc 0.8333", [0, 1, 0, 1, 1], scores=two([0.25, 0.5, 0.5, 0.75, 0.5]))
    yield classification("one tie", [0, 0, 1, 1], scores=two([0.1, 0.4, 0.4, 0.8]))
    yield classification("textbook average precision 0.8333", [0, 0, 1, 1], scores=two([0.1, 0.4, 0.35, 0.8]))
    yield classification("average precision, ties grouped", [1, 0, 1, 0, 1, 0], scores=two([0.9, 0.9, 0.6, 0.6, 0.6, 0.1]))
    yield classification("probabilities 0 and 1, all right", [0, 1, 1, 0], scores=two([0.0, 1.0, 1.0, 0.0]))
    yield classification("probabilities 0 and 1, one wrong", [0, 1, 1, 0], scores=two([0.0, 0.0, 1.0, 0.0]))
    yield classification("probability 0 for the truth: log loss 18.02", [0, 1], scores=two([0.0, 0.0]))
    yield classification("near 0 and 1", [0, 1, 1, 0], scores=two([1e-17, 1 - 1e-16, 1e-12, 1e-300]))
    yield classification("scores on bin edges", [0, 1] * 5 + [1], scores=two([i / 10 for i in range(11)]))
    yield classification("scores on computed bin edges", [0, 1] * 5 + [1], scores=two([i * 0.1 for i in range(10)] + [1.0]))
    yield classification("kappa 0.348", *counts([[20, 20], [10, 50]]), k=2)
    yield classification("mcc 0.57", *counts([[22, 3], [8, 17]]), k=2)
    yield classification("mcc near its least", *counts([[0, 30], [29, 1]]), k=2)
    yield classification("independent prediction", *counts([[30, 10], [15, 5]]), k=2)
    yield classification("f1 and jaccard of a rare label", *counts([[970, 10], [15, 5]]), k=2)
    yield classification("no positive label declared", [0, 1, 0, 1, 1], scores=two([0.25, 0.5, 0.5, 0.75, 0.4]), positive=-1)
    yield classification("no positive label, no scores", [0, 1, 0, 1, 1], [0, 1, 1, 1, 0], k=2, positive=-1)
    yield classification("first label positive", [0, 1, 0, 1, 1], scores=two([0.25, 0.5, 0.75, 0.75, 0.4]), positive=0)
    yield classification("first label positive, none such", [1, 1, 1], scores=two([0.25, 0.75, 0.75]), positive=0)
    yield classification("one column", [0, 1, 0, 1, 1], scores=[0.25, 0.5, 0.5, 0.75, 0.4], kind="POSITIVE_PROBABILITY", k=2)
    yield classification("one column, first label positive", [0, 1, 0, 1, 1], scores=[0.25, 0.5, 0.5, 0.75, 0.4],
                         kind="POSITIVE_PROBABILITY", k=2, positive=0)
    yield classification("one column of extremes", [0, 1, 0, 1], scores=[0.0, 1.0, 1.0, 0.0], kind="POSITIVE_PROBABILITY", k=2)
    yield classification("margins", [0, 1, 0, 1, 1], scores=[-2.5, 1.5, 0.5, 3.0, -0.25], kind="POSITIVE_SCORE", k=2)
    yield classification("margins with both zeros", [0, 1, 0, 1, 1], scores=[-0.0, 0.0, 0.0, 3.0, -0.0], kind="POSITIVE_SCORE", k=2)
    yield classification("margins, huge and tiny", [0, 1, 1, 0], scores=[-1e308, 1e308, 5e-324, 0.0], kind="POSITIVE_SCORE", k=2)
    yield classification("predictions outside the list", [0, 1, 0, 1, 1, 0], [0, 1, -1, 1, -1, 1], k=2)
    yield classification("all predictions outside the list", [0, 1, 1], [-1, -1, -1], k=2)
    yield classification("decided at another threshold", [0, 1, 0, 1, 1], [1, 1, 0, 1, 1], scores=two([0.4, 0.5, 0.1, 0.75, 0.3]))


def counts(matrix):
    truth, predicted = [], []
    for i, row in enumerate(matrix):
        for j, n in enumerate(row):
            truth += [i] * n
            predicted += [j] * n
    return truth, predicted


def hand_made_multiclass():
    yield classification("label list of the data: f1_macro 0.5556", [0, 0, 1, 1], [0, 0, 1, 2], k=3)
    yield classification("label list longer than the data: f1_macro 0.4167", [0, 0, 1, 1], [0, 0, 1, 2], k=4)
    yield classification("label list shorter than the data: f1_macro 0.8333", [0, 0, 1, 1], [0, 0, 1, -1], k=2)
    yield classification("balanced 0.5 beside recall_macro 0.25", [1, 1], [1, 2], k=3)
    yield classification("one class, three labels", [1, 1, 1], scores=[[0.2, 0.6, 0.2], [0.5, 0.25, 0.25], [0.1, 0.8, 0.1]])
    yield classification("one class predicted right", [2, 2], [2, 2], k=3)
    yield classification("single row of three labels", [2], scores=[[0.25, 0.25, 0.5]])
    yield classification("absent label", [0, 1, 1, 0, 1], scores=[[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.4, 0.3, 0.3],
                                                                  [0.125, 0.125, 0.75], [0.1, 0.6, 0.3]])
    yield classification("two of five labels present", [1, 3, 3, 1], scores=[[0.1, 0.5, 0.1, 0.2, 0.1], [0.2, 0.2, 0.2, 0.2, 0.2],
                                                                             [0.0, 0.25, 0.0, 0.75, 0.0], [0.3, 0.1, 0.3, 0.2, 0.1]])
    yield classification("perfect, three labels", [0, 1, 2], scores=np.eye(3))
    yield classification("all wrong, three labels", [0, 1, 2], scores=np.roll(np.eye(3), 1, axis=0))
    yield classification("uniform probabilities", [0, 1, 2, 0], scores=np.full((4, 3), 1 / 3))
    yield classification("constant prediction, three labels", [0, 1, 2, 2], scores=[[0.25, 0.25, 0.5]] * 4)
    yield classification("tied top scores", [0, 1, 2, 1, 0], scores=[[0.4, 0.4, 0.2], [0.4, 0.4, 0.2], [0.2, 0.4, 0.4],
                                                                     [0.4, 0.2, 0.4], [0.25, 0.5, 0.25]])
    yield classification("predictions outside a list of three", [0, 1, 2, 1, 0, 2], [0, -1, 2, 1, 1, -1], k=3)
    yield classification("three labels without scores", [0, 1, 2, 1, 0, 2], [0, 1, 2, 1, 1, 0], k=3)
    yield classification("never predicted", [0, 1, 2, 1, 0, 2], [0, 1, 0, 1, 1, 0], k=3)
    yield classification("confusion of six labels", *counts(np.arange(36).reshape(6, 6) % 7), k=6)


def hand_made_regression():
    yield regression("perfect", [1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    yield regression("single row", [2.0], [2.5])
    yield regression("single row, right", [2.0], [2.0])
    yield regression("two rows", [1.0, 2.0], [2.0, 1.0])
    yield regression("constant truth, not met", [5.0, 5.0, 5.0], [5.0, 5.5, 4.0])
    yield regression("constant truth, met", [5.0, 5.0, 5.0], [5.0, 5.0, 5.0])
    yield regression("constant truth, constant error", [5.0, 5.0, 5.0], [5.5, 5.5, 5.5])
    yield regression("constant prediction", [1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 2.0, 2.0])
    yield regression("mean prediction", [1.0, 2.0, 3.0, 6.0], [3.0, 3.0, 3.0, 3.0])
    yield regression("constant error", [1.0, 2.0, 3.0, 6.0], [1.5, 2.5, 3.5, 6.5])
    yield regression("zeros in the truth", [0.0, 1.0, 2.0, 0.0], [0.5, 1.0, 2.5, 0.0])
    yield regression("all zero", [0.0, 0.0], [0.0, 0.0])
    yield regression("negative numbers", [-3.0, -2.0, 5.0], [-2.5, -2.0, 4.0])
    yield regression("at minus one", [-1.0, 2.0], [1.0, 2.0])
    yield regression("predicted below minus one", [1.0, 2.0], [-1.5, 2.0])
    yield regression("negative above minus one", [-0.5, -0.25, 2.0], [-0.75, 0.0, 1.0])
    yield regression("worse than the mean", [1.0, 2.0, 3.0], [30.0, -20.0, 11.0])
    yield regression("large offset", [1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 1.5, 1e9 + 2, 1e9 + 3])
    yield regression("tiny numbers", [1e-9, 2e-9, 5e-9], [1.5e-9, 1e-9, 4e-9])
    yield regression("counts, some never seen", [0.0, 1.0, 0.0, 7.0], [0.25, 1.5, 1e-9, 6.0])
    yield regression("counts predicted as zero", [0.0, 1.0, 2.0], [0.0, 1.0, 2.0])
    yield regression("amounts far apart", [1e-6, 3.0, 2e7], [2e-6, 2.5, 1e7])
    yield regression("signs around the median", [-4.0, -1.0, 2.0, 9.0], [-3.0, 0.5, 2.0, 6.0])
    yield regression("most rows at the median", [2.0, 2.0, 2.0, 5.0], [2.0, 2.5, 2.0, 2.0])
    yield regression("even median", [1.0, 2.0, 3.0, 4.0], [1.1, 2.4, 3.9, 4.2])
    yield regression("odd median with ties", [1.0, 2.0, 3.0, 4.0, 5.0], [1.5, 2.5, 2.5, 3.0, 7.0])


def random_cases(rng):
    for n, share, spread in ((20, 0.5, 1.0), (50, 0.3, 0.5), (50, 0.02, 2.0), (80, 0.9, 0.1), (120, 0.1, 1.0), (37, 0.5, 0.0),
                             (64, 0.25, 3.0), (99, 0.7, 1.5)):
        truth = (rng.random(n) < share).astype(int)
        p = 1 / (1 + np.exp(-spread * (2 * truth - 1) - rng.normal(size=n)))
        yield classification(f"binary n={n} share={share} spread={spread}", truth, scores=np.stack([1 - p, p], axis=1))
        yield classification(f"binary rounded n={n} share={share} spread={spread}", truth,
                             scores=np.round(p, 1), kind="POSITIVE_PROBABILITY", k=2, positive=1)
        wide = np.stack([1 - p, p], axis=1).astype(np.float32)
        yield classification(f"binary float32 n={n} share={share} spread={spread}", truth, scores=wide, positive=0)
    for n in (25, 60):
        truth = rng.integers(0, 2, n)
        yield classification(f"margins n={n}", truth, scores=np.round(rng.normal(size=n) + truth, 1),
                             kind="POSITIVE_SCORE", k=2)
        yield classification(f"binary without scores n={n}", truth, rng.integers(0, 2, n), k=2)
    for k in (3, 4, 5, 6):
        for n, skew in ((30, 1.0), (90, 0.4)):
            weights = np.power(skew, np.arange(k))
            truth = rng.choice(k, size=n, p=weights / weights.sum())
            p = softmax(rng.normal(size=(n, k)) + 1.5 * np.eye(k)[truth])
            name = f"multiclass k={k} n={n} skew={skew}"
            yield classification(name, truth, scores=p)
            yield classification(name + " float32", truth, scores=p.astype(np.float32))
            quarters = rng.multinomial(4, np.full(k, 1 / k), size=n) / 4
            yield classification(name + " tied", truth, scores=quarters)
            yield classification(name + " without scores", truth, rng.integers(-1, k, n), k=k)
    # Off by less than the tolerance of 1e-5, as a float16 or a rounding exporter gives.
    truth = rng.integers(0, 3, 40)
    off = softmax(rng.normal(size=(40, 3))) * (1 + rng.uniform(-9e-6, 9e-6, size=(40, 1)))
    yield classification("rows that sum to 1 within 1e-5", truth, scores=off)
    for n in (10, 33, 100, 250):
        y = rng.normal(size=n) * 10
        yield regression(f"normal n={n}", y, y + rng.normal(size=n))
        y = rng.exponential(size=n)
        yield regression(f"skewed n={n}", y, y * rng.uniform(0.5, 1.5, size=n))
        y = rng.integers(0, 5, size=n).astype(float)
        yield regression(f"counts with zeros n={n}", y, np.round(y + rng.normal(size=n)) + 6)
        y = rng.normal(size=n) * 1e-3 + 1e6
        yield regression(f"small spread far from zero n={n}", np.round(y, 4), np.round(y + 1e-3, 4))


def main():
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(20260101)
    cases = [*hand_made_binary(), *hand_made_multiclass(), *hand_made_regression(), *random_cases(rng)]
    head = {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__, "numpy": np.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(f'{{"versions": {json.dumps(head)}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
    print(len(cases), "cases,", sum(len(case["expected"]) for case in cases), "values,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
