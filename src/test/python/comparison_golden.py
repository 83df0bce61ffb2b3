"""Golden cases for comparisons of two models and for fairness, computed with scipy, statsmodels, scikit-learn and fairlearn.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/comparison/golden.json (run from the project's root:
python src/test/python/comparison_golden.py).
"""

import json
import math
from pathlib import Path

import fairlearn
import fairlearn.metrics as f
import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics as m
from statsmodels.stats.contingency_tables import mcnemar

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/comparison/golden.json")
EPS = np.finfo(np.float64).eps


def clustered(d, g):
    """Mean of d over the rows that are not nan, with statsmodels' cluster-robust standard error."""
    kept = ~np.isnan(d)
    groups = np.unique(g[kept], return_inverse=True)[1]
    fit = sm.OLS(d[kept], np.ones(kept.sum())).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    # statsmodels' small-sample factor is G/(G-1) (n-1)/(n-k); with one parameter that is G/(G-1).
    return {"value": float(fit.params[0]), "standardError": float(fit.bse[0]), "degreesOfFreedom": float(groups.max())}


def paired_t(a, b):
    test = stats.ttest_rel(a, b)
    low, high = test.confidence_interval(0.90)
    return {"value": float((a - b).mean()), "standardError": float(stats.sem(a - b)), "degreesOfFreedom": len(a) - 1.0,
            "lower": float(low), "upper": float(high)}


def delong(truth, x, y):
    psi = lambda s: (s[truth == 1][:, None] > s[truth == 0][None, :]) + 0.5 * (s[truth == 1][:, None] == s[truth == 0][None, :])
    k = np.stack([psi(x), psi(y)])
    s = np.cov(k.mean(axis=2), ddof=1) / (truth == 1).sum() + np.cov(k.mean(axis=1), ddof=1) / (truth == 0).sum()
    return {"value": m.roc_auc_score(truth, x) - m.roc_auc_score(truth, y),
            "standardError": math.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])}


def table(right_a, right_b):
    both = [int((right_a & right_b).sum()), int((right_a & ~right_b).sum()), int((~right_a & right_b).sum()),
            int((~right_a & ~right_b).sum())]
    return {"counts": both, "mcNemar": float(mcnemar([both[:2], both[2:]], exact=True).pvalue)}


def binary(rng, n):
    truth = rng.integers(0, 2, n)
    base = truth - 0.5 + rng.normal(0, 0.8, n)
    p = [np.round(1 / (1 + np.exp(-(base + rng.normal(0, 0.4, n)) * 2)), 3) for _ in range(2)]
    predicted = [(q >= 0.5).astype(int) for q in p]
    group = rng.integers(0, max(2, n // 5), n)
    log = [-np.log(np.clip(np.where(truth == 1, q, 1 - q), EPS, 1 - EPS)) for q in p]
    brier = [(truth - q) ** 2 for q in p]
    right = [y == truth for y in predicted]
    positive = truth == 1
    recall = [np.where(positive, y == 1, np.nan) for y in predicted]
    return {
        "task": "binary", "truth": truth.tolist(), "groups": group.tolist(),
        "candidate": {"scores": p[0].tolist(), "predicted": predicted[0].tolist()},
        "baseline": {"scores": p[1].tolist(), "predicted": predicted[1].tolist()},
        "pairs": {
            "accuracy": table(right[0], right[1]),
            "recall": table(right[0][positive], right[1][positive]),
            "specificity": table(right[0][~positive], right[1][~positive]),
        },
        "differences": {"log_loss": paired_t(*log), "brier_score_loss": paired_t(*brier), "roc_auc": delong(truth, *p)},
        "clustered": {
            "accuracy": clustered(right[0].astype(float) - right[1], group),
            "recall": clustered(recall[0] - recall[1], group),
            "log_loss": clustered(log[0] - log[1], group),
        },
        "candidateClustered": {"accuracy": clustered(right[0].astype(float), group), "recall": clustered(recall[0], group)},
    }


def regression(rng, n):
    truth = np.round(rng.normal(5, 2, n), 3)
    y = [np.round(truth + rng.normal(0, s, n), 3) for s in (1.0, 1.2)]
    e = [truth - v for v in y]
    pinball = [np.where(v >= 0, 0.5 * v, -0.5 * v) for v in e]
    return {
        "task": "regression", "truth": truth.tolist(), "candidate": {"predicted": y[0].tolist()},
        "baseline": {"predicted": y[1].tolist()},
        "differences": {
            "mean_absolute_error": paired_t(abs(e[0]), abs(e[1])),
            "mean_squared_error": paired_t(e[0] ** 2, e[1] ** 2),
            "mean_pinball_loss": paired_t(*pinball),
        },
    }


def fair(rng, n, groups):
    truth = rng.integers(0, 2, n)
    group = rng.integers(0, groups, n)
    predicted = (rng.random(n) < 0.2 + 0.5 * truth + 0.1 * group / groups).astype(int)
    key = {"sensitive_features": group}
    return {
        "truth": truth.tolist(), "predicted": predicted.tolist(), "groups": group.tolist(), "expected": {
            "demographic_parity_difference": f.demographic_parity_difference(truth, predicted, **key),
            "demographic_parity_ratio": f.demographic_parity_ratio(truth, predicted, **key),
            "equalized_odds_difference": f.equalized_odds_difference(truth, predicted, **key),
            "equalized_odds_ratio": f.equalized_odds_ratio(truth, predicted, **key),
            "equal_opportunity_difference": f.equal_opportunity_difference(truth, predicted, **key),
            "equal_opportunity_ratio": f.equal_opportunity_ratio(truth, predicted, **key),
        },
    }


def main():
    rng = np.random.default_rng(20261125)
    document = {
        "versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__,
                     "scikit-learn": sklearn.__version__, "fairlearn": fairlearn.__version__},
        "comparisons": [binary(rng, 30), binary(rng, 200), regression(rng, 25), regression(rng, 150)],
        "fairness": [fair(rng, 40, 2), fair(rng, 120, 3), fair(rng, 300, 5)],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(document) + "\n", encoding="utf-8")
    print(OUT.stat().st_size, "bytes", document["versions"])


if __name__ == "__main__":
    main()
