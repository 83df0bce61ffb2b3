"""Golden cases of rows with weights, computed with scikit-learn (sample_weight), imbalanced-learn, statsmodels, scipy and numpy.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/weights-golden.json (run from the project's root:
python src/test/python/weights_golden.py). Each case holds rows, weights, groups, what each key of contracts.md answers, and what
gates decide by: weighted means with their standard errors (statsmodels' WLS of a constant, HC1 and clustered), the area under the
ROC curve with that of its structural components (numpy, pair by pair), differences of two models, and bounds of shares (scipy).
"""

import json
import math
from pathlib import Path

import imblearn
import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from imblearn import metrics as im
from scipy import stats
from sklearn import metrics as m

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/weights-golden.json")
LABEL_METRICS = {"precision": m.precision_score, "recall": m.recall_score, "f1": m.f1_score, "jaccard": m.jaccard_score}


def calibration_error(confidence, hit, w, bins):
    """scikit-learn has none; weighted means in the bins of its calibration_curve."""
    index = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], confidence)
    off = [abs((w * (hit - confidence))[index == j].sum()) for j in range(bins)]
    return sum(off) / w.sum()


def one(score, truth, predicted, label, w):
    return score(truth, predicted, labels=[label], average="macro", zero_division=0, sample_weight=w)


def classification_keys(truth, predicted, p, w, k):
    """As scikit-learn defines each key with sample_weight; None where it has no such form."""
    labels = list(range(k))
    out = {
        "accuracy": m.accuracy_score(truth, predicted, sample_weight=w),
        "balanced_accuracy": m.balanced_accuracy_score(truth, predicted, sample_weight=w),
        "geometric_mean_score": im.geometric_mean_score(truth, predicted, labels=labels, sample_weight=w),
        "matthews_corrcoef": m.matthews_corrcoef(truth, predicted, sample_weight=w),
        "cohen_kappa": m.cohen_kappa_score(truth, predicted, labels=labels, sample_weight=w),
        "log_loss": m.log_loss(truth, p, labels=labels, sample_weight=w),
    }
    for name, score in LABEL_METRICS.items():
        for average in ("macro", "micro", "weighted"):
            out[f"{name}_{average}"] = score(
                truth, predicted, labels=labels, average=average, zero_division=0, sample_weight=w
            )
    if k == 2:
        out["brier_score_loss"] = m.brier_score_loss(truth, p[:, 1], sample_weight=w)
        out["roc_auc"] = m.roc_auc_score(truth, p[:, 1], sample_weight=w)
        out["average_precision"] = m.average_precision_score(truth, p[:, 1], sample_weight=w)
        for name, score in LABEL_METRICS.items():
            out[name] = one(score, truth, predicted, 1, w)
        out["specificity"] = one(m.recall_score, truth, predicted, 0, w)
        out["fbeta(beta=2)"] = one(lambda *a, **kw: m.fbeta_score(*a, beta=2, **kw), truth, predicted, 1, w)
        cost = np.where(truth == predicted, 0, np.where(truth == 1, 100, 5))
        out["expected_cost(fn=100,fp=5)"] = np.average(cost, weights=w)
        out["expected_calibration_error"] = calibration_error(p[:, 1], truth == 1, w, 10)
    else:
        out["brier_score_loss"] = m.brier_score_loss(truth, p, labels=labels, sample_weight=w)
        for average in ("macro", "weighted"):
            suffix = "_weighted" if average == "weighted" else ""
            out["roc_auc_ovr" + suffix] = m.roc_auc_score(
                truth, p, multi_class="ovr", average=average, labels=labels, sample_weight=w
            )
            out["roc_auc_ovo" + suffix] = None
        out["top_k_accuracy"] = m.top_k_accuracy_score(truth, p, k=2, labels=labels, sample_weight=w)
        top = p.argmax(axis=1)
        out["expected_calibration_error"] = calibration_error(p[np.arange(len(p)), top], truth == top, w, 10)
    return out


def regression_keys(y, p, w):
    return {
        "mean_absolute_error": m.mean_absolute_error(y, p, sample_weight=w),
        "mean_squared_error": m.mean_squared_error(y, p, sample_weight=w),
        "root_mean_squared_error": m.root_mean_squared_error(y, p, sample_weight=w),
        "median_absolute_error": m.median_absolute_error(y, p, sample_weight=w),
        "max_error": np.abs(y - p)[w > 0].max(),
        "mean_absolute_percentage_error": m.mean_absolute_percentage_error(y, p, sample_weight=w),
        "mean_squared_log_error": m.mean_squared_log_error(y, p, sample_weight=w),
        "r2": m.r2_score(y, p, sample_weight=w),
        "explained_variance": m.explained_variance_score(y, p, sample_weight=w),
        "d2_absolute_error_score": m.d2_absolute_error_score(y, p, sample_weight=w),
        "mean_poisson_deviance": m.mean_poisson_deviance(y, p, sample_weight=w),
        "mean_gamma_deviance": m.mean_gamma_deviance(y, p, sample_weight=w),
        "mean_pinball_loss": m.mean_pinball_loss(y, p, sample_weight=w),
        "mean_pinball_loss(alpha=0.9)": m.mean_pinball_loss(y, p, sample_weight=w, alpha=0.9),
    }


def mean(x, w, groups=None):
    """The weighted mean and its standard error by statsmodels; degrees of freedom by Kish's effective number."""
    seen = w > 0
    x, w = np.asarray(x, dtype=float)[seen], w[seen]
    model = sm.WLS(x, np.ones(len(x)), weights=w)
    if groups is None:
        fit = model.fit(cov_type="HC1")
        units = w
    else:
        groups = groups[seen]
        fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "df_correction": True})
        units = np.bincount(groups, weights=w)
        units = units[units > 0]
    return [float(fit.params[0]), float(fit.bse[0]), float(units.sum() ** 2 / (units**2).sum() - 1)]


def components(truth, scores, w):
    """Each row's structural component, pair by pair, and the area."""
    pos, neg = truth == 1, truth == 0
    beside = (scores[pos][:, None] > scores[neg]) + 0.5 * (scores[pos][:, None] == scores[neg])
    out = np.zeros(len(truth))
    out[pos] = beside @ w[neg] / w[neg].sum()
    out[neg] = beside.T @ w[pos] / w[pos].sum()
    return out, float(w[pos] @ out[pos] / w[pos].sum())


def area_error(truth, parts, area, w):
    variance = 0.0
    for kind in (0, 1):
        own = (truth == kind) & (w > 0)
        n = own.sum()
        variance += (w[own] ** 2 * (parts[own] - area) ** 2).sum() / w[own].sum() ** 2 * n / (n - 1)
    return math.sqrt(variance)


def share_bounds(estimate, confidence):
    p, error, df = estimate
    rows = df + 1 if error == 0 else min(df + 1, p * (1 - p) / error**2)
    hits = rows * p
    lower = stats.beta.ppf(1 - confidence, hits, rows - hits + 1) if hits > 0 else 0.0
    upper = stats.beta.ppf(confidence, hits + 1, rows - hits) if rows - hits > 0 else 1.0
    return [float(lower), float(upper)]


def binary_case(name, rng, n, w, share=0.4):
    truth = (rng.random(n) < share).astype(int)
    truth[:2] = [0, 1]
    p = 1 / (1 + np.exp(-1.2 * (2 * truth - 1) - rng.normal(size=n)))
    p = np.round(p, 2) if n % 2 else p
    other = np.clip(p + 0.3 * rng.normal(size=n), 0.01, 0.99)
    groups = rng.integers(0, max(3, n // 6), n)
    both = np.stack([1 - p, p], axis=1)
    predicted = both.argmax(axis=1)
    other_predicted = np.stack([1 - other, other], axis=1).argmax(axis=1)
    hit, other_hit = predicted == truth, other_predicted == truth
    loss = lambda q: -np.log(np.where(truth == 1, q, 1 - q))
    positive, negative = truth == 1, truth == 0
    parts, area = components(truth, p, w)
    other_parts, other_area = components(truth, other, w)
    estimates = {
        "accuracy": mean(hit, w),
        "recall": mean(hit[positive], w[positive]),
        "specificity": mean(hit[negative], w[negative]),
        "log_loss": mean(loss(p), w),
        "roc_auc": [area, area_error(truth, parts, area, w), None],
    }
    return {
        "name": name,
        "task": "binary",
        "labels": ["a", "b"],
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "rows": both.tolist(),
        "weights": w.tolist(),
        "groups": groups.tolist(),
        "other": {"predicted": other_predicted.tolist(), "rows": np.stack([1 - other, other], axis=1).tolist()},
        "expected": classification_keys(truth, predicted, both, w, 2),
        "effective": float(w.sum() ** 2 / (w**2).sum()),
        "estimates": estimates,
        "clustered": {
            "accuracy": mean(hit, w, groups),
            "log_loss": mean(loss(p), w, groups),
        },
        "differences": {
            "accuracy": mean(hit.astype(float) - other_hit, w),
            "log_loss": mean(loss(p) - loss(other), w),
            "roc_auc": [
                area - other_area,
                area_error(truth, parts - other_parts, area - other_area, w),
                None,
            ],
        },
        "bounds": {c: share_bounds(estimates["accuracy"], float(c)) for c in ("0.8", "0.95", "0.99")},
    }


def multiclass_case(name, rng, n, w, k):
    truth = rng.integers(0, k, n)
    truth[:k] = range(k)
    logits = rng.normal(size=(n, k)) + 1.5 * np.eye(k)[truth]
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    predicted = p.argmax(axis=1)
    hit = predicted == truth
    return {
        "name": name,
        "task": "multiclass",
        "labels": [chr(ord("a") + i) for i in range(k)],
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "rows": p.tolist(),
        "weights": w.tolist(),
        "expected": classification_keys(truth, predicted, p, w, k),
        "effective": float(w.sum() ** 2 / (w**2).sum()),
        "estimates": {"accuracy": mean(hit, w), "log_loss": mean(-np.log(p[np.arange(n), truth]), w)},
    }


def regression_case(name, rng, n, w):
    y = np.exp(rng.normal(size=n))
    p = y * np.exp(0.3 * rng.normal(size=n))
    return {
        "name": name,
        "task": "regression",
        "truth": y.tolist(),
        "predicted": p.tolist(),
        "weights": w.tolist(),
        "expected": regression_keys(y, p, w),
        "effective": float(w.sum() ** 2 / (w**2).sum()),
        "estimates": {"mean_absolute_error": mean(np.abs(y - p), w), "mean_squared_error": mean((y - p) ** 2, w)},
    }


def weights(rng, n):
    yield "equal", np.full(n, 1.0)
    yield "lognormal", np.exp(rng.normal(size=n))
    yield "strata", np.where(rng.random(n) < 0.1, 10.0, 1.0)
    yield "integers", rng.integers(1, 6, n).astype(float)
    zeros = np.where(rng.random(n) < 0.2, 0.0, rng.random(n))
    zeros[:6] = 0.5
    yield "some zero", zeros
    yield "small", 1e-9 * rng.random(n) + 1e-10


def cases():
    rng = np.random.default_rng(20261130)
    for n in (40, 151):
        for kind, w in weights(rng, n):
            yield binary_case(f"binary, {n} rows, weights {kind}", rng, n, w)
            yield multiclass_case(f"multiclass, {n} rows, weights {kind}", rng, n, w, 4)
            yield regression_case(f"regression, {n} rows, weights {kind}", rng, n, w)


def main():
    document = {
        "versions": {
            "scikit-learn": sklearn.__version__,
            "imbalanced-learn": imblearn.__version__,
            "statsmodels": statsmodels.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
        },
        "cases": list(cases()),
    }
    OUT.write_text(json.dumps(document, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
