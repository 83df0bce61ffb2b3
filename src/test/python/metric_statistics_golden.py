"""Golden cases for engine/metric/statistics, computed with statsmodels, scipy, numpy, scikit-learn and imbalanced-learn.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/golden.json (run from the project's root:
python src/test/python/metric_statistics_golden.py).
"""

import json
import math
import warnings
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
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/golden.json")


def proportions():
    for n in (1, 2, 7, 10, 50, 100, 1000, 100000):
        for k in sorted({0, 1, n // 3, n // 2, n - n // 20, n - 1, n}):
            for confidence in (0.8, 0.95, 0.99):
                two = 1 - confidence
                one = 2 * (1 - confidence)
                case = {"k": k, "n": n, "confidence": confidence}
                for name, method in (("wilson", "wilson"), ("exact", "beta")):
                    lower, upper = proportion_confint(k, n, alpha=two, method=method)
                    one_lower, one_upper = proportion_confint(k, n, alpha=one, method=method)
                    case[name] = [edge(v) for v in (lower, upper, one_lower, one_upper)]
                yield case


def edge(value):
    """statsmodels leaves rounding at the ends (1 - 1e-16, 1e-18), where the limits are 0 and 1 exactly."""
    return float(min(max(value, 0.0), 1.0))


def paired_tables(rng):
    tables = [(0, 15, 6, 0), (0, 25, 12, 0), (0, 10, 0, 0), (14, 5, 0, 22), (10, 0, 0, 5), (10, 0, 0, 0), (0, 0, 0, 10),
              (0, 7, 0, 0), (0, 0, 7, 0), (3, 2, 5, 1), (3, 2, 5, 4), (20, 12, 14, 10), (500000, 12000, 11800, 20000), (0, 300, 200, 0), (90000, 1, 40, 3), (900, 30, 20, 50), (1, 40, 40, 1), (20, 12, 2, 16), (1, 0, 0, 0)]
    tables += [tuple(int(v) for v in rng.integers(0, 60, 4)) for _ in range(12)]
    for a, b, c, d in tables:
        for confidence in (0.9, 0.95):
            lower, upper = newcombe10(a, b, c, d, 1 - confidence)
            one_lower, one_upper = newcombe10(a, b, c, d, 2 * (1 - confidence))
            yield {
                "table": [a, b, c, d],
                "confidence": confidence,
                "interval": [lower, upper, one_lower, one_upper],
                "pValue": float(mcnemar([[a, b], [c, d]], exact=True).pvalue) if b + c else 1.0,
                "pValueWorse": float(stats.binomtest(b, b + c, alternative="less").pvalue) if b + c else 1.0,
            }


def newcombe10(a, b, c, d, alpha):
    """Newcombe 1998, method 10, upon statsmodels' Wilson limits."""
    n = a + b + c + d
    p1, p2 = (a + b) / n, (a + c) / n
    l1, u1 = (edge(v) for v in proportion_confint(a + b, n, alpha=alpha, method="wilson"))
    l2, u2 = (edge(v) for v in proportion_confint(a + c, n, alpha=alpha, method="wilson"))
    product = (a + b) * (c + d) * (a + c) * (b + d)
    if product == 0:
        phi = 0.0
    else:
        above = a * d - b * c
        if above > n / 2:
            above -= n / 2
        elif above > 0:
            above = 0
        phi = above / math.sqrt(product)
    down = math.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    up = math.sqrt((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2)
    return (b - c) / n - down, (b - c) / n + up


def delong_cases(rng):
    for p, n, digits in ((2, 2, 1), (3, 5, 1), (10, 12, 1), (30, 90, 2), (100, 40, 6), (25, 25, 0)):
        shared_p, shared_n = rng.normal(1, 1, p), rng.normal(0, 1, n)
        x = [np.round(shared_p + rng.normal(0, 0.5, p), digits), np.round(shared_n + rng.normal(0, 0.5, n), digits)]
        y = [np.round(shared_p + rng.normal(0, 1.0, p), digits), np.round(shared_n + rng.normal(0, 1.0, n), digits)]
        yield delong(*x, *y)
    yield delong(np.array([3.0, 4.0]), np.array([1.0, 2.0]), np.array([3.0, 1.0]), np.array([1.0, 3.0]))


def delong(xp, xn, yp, yn):
    """From the kernel itself, all pairs: psi = 1 if positive > negative, 1/2 if equal."""
    psi = lambda pos, neg: (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    k = np.stack([psi(xp, xn), psi(yp, yn)])
    s10 = np.cov(k.mean(axis=2), ddof=1)
    s01 = np.cov(k.mean(axis=1), ddof=1)
    s = s10 / len(xp) + s01 / len(xn)
    areas = k.mean(axis=(1, 2))
    truth = np.r_[np.ones(len(xp)), np.zeros(len(xn))]
    assert np.allclose(areas, [m.roc_auc_score(truth, np.r_[xp, xn]), m.roc_auc_score(truth, np.r_[yp, yn])])
    difference = areas[0] - areas[1]
    error = math.sqrt(max(s[0, 0] + s[1, 1] - 2 * s[0, 1], 0))
    return {
        "positives": xp.tolist(), "negatives": xn.tolist(),
        "baselinePositives": yp.tolist(), "baselineNegatives": yn.tolist(),
        "areas": areas.tolist(),
        "covariance": s.tolist(),
        "interval": [float(v) for v in stats.norm.interval(0.95, areas[0], math.sqrt(s[0, 0]))] if s[0, 0] > 0 else None,
        "pValue": float(2 * stats.norm.sf(abs(difference) / error)) if error > 0 else None,
    }


def means(rng):
    for n, groups in ((2, None), (5, None), (40, None), (300, None), (12, 3), (60, 20), (200, 7), (9, 9)):
        d = np.round(rng.normal(0.1, 1.0, n), 3)
        case = {"values": d.tolist(), "confidence": 0.95}
        if groups is None:
            test = stats.ttest_1samp(d, 0.0)
            interval = test.confidence_interval(0.95)
            case |= {"groups": None, "mean": float(d.mean()), "standardError": float(stats.sem(d)),
                     "interval": [float(interval.low), float(interval.high)], "pValue": float(test.pvalue),
                     "lower": float(stats.ttest_1samp(d, 0.0, alternative="greater").confidence_interval(0.95).low)}
        else:
            g = np.sort(np.arange(n) % groups)
            d = np.round(d + rng.normal(0, 1, groups)[g], 3)
            fit = sm.OLS(d, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": g}, use_t=True)
            low, high = fit.conf_int(0.05)[0]
            case |= {"values": d.tolist(), "groups": g.tolist(), "mean": float(fit.params[0]),
                     "standardError": float(fit.bse[0]), "interval": [float(low), float(high)],
                     "pValue": float(fit.pvalues[0]), "lower": float(fit.conf_int(0.10)[0][0])}
        yield case


def holm_cases(rng):
    for p in ([0.01], [0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.5], [1.0, 0.0, 0.2], rng.random(20).tolist(),
              (rng.random(15) ** 4).tolist()):
        yield {"pValues": p, "adjusted": multipletests(p, method="holm")[1].tolist()}


def certifying_values():
    for threshold in (0.5, 0.75, 0.9, 0.99):
        for n in (10, 50, 100, 1000, 10000):
            k = np.arange(n + 1)
            lower = proportion_confint(k, np.full(n + 1, n), alpha=0.10, method="wilson")[0]
            enough = k[lower >= threshold]
            yield {"threshold": threshold, "n": n, "confidence": 0.95, "value": float(enough[0] / n) if len(enough) else None}


def detectable():
    for error, confidence, power in ((0.01, 0.95, 0.8), (0.02, 0.9, 0.9), (0.5, 0.99, 0.5)):
        z = stats.norm.isf(1 - confidence) + stats.norm.isf(1 - power)
        yield {"standardError": error, "confidence": confidence, "power": power, "change": float(z * error)}


def reuse():
    """ease.ml/ci's formula, with 2^H counted by Python's integers."""
    for condition, k in (("ONE_MODEL", 1), ("DIFFERENCE", 2)):
        for adaptivity in ("NONE", "FULL"):
            for uses, tolerance, failure in ((32, 0.1, 0.01), (1, 0.05, 0.05), (10, 0.01, 0.001), (200, 0.02, 0.01)):
                h = uses if adaptivity == "NONE" else 2**uses
                n = math.ceil((math.log(k * h) - math.log(failure)) / (2 * (tolerance / k) ** 2))
                yield {"condition": condition, "adaptivity": adaptivity, "uses": uses, "tolerance": tolerance,
                       "failure": failure, "rows": n}


def splitmix64(seed, count):
    mask = (1 << 64) - 1
    state = seed & mask
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def bootstrap(rng):
    """The whole bootstrap once more: the draws, the statistic by numpy, the percentiles by numpy."""
    for n, count, seed, groups in ((10, 50, 42, None), (25, 101, 1234567, None), (12, 40, 7, 4)):
        values = np.round(rng.normal(size=n), 3)
        group_of = np.arange(n) if groups is None else np.sort(rng.permutation(np.arange(n) % groups))
        g = n if groups is None else groups
        draws = splitmix64(seed, count * g)
        replicates = []
        for _ in range(count):
            drawn = np.bincount([((next(draws) >> 32) * g) >> 32 for _ in range(g)], minlength=g)
            weights = drawn[group_of]
            # A sample without row 0 counts as undefined here, to test the counting.
            replicates.append(np.average(values, weights=weights) if weights[0] > 0 else math.nan)
        replicates = np.array(replicates)
        defined = np.sort(replicates[~np.isnan(replicates)])
        yield {"values": values.tolist(), "groupOf": group_of.tolist(), "groups": g, "count": count, "seed": seed,
               "undefined": int(np.isnan(replicates).sum()), "replicates": defined.tolist(),
               "interval": np.quantile(defined, [0.025, 0.975]).tolist(),
               "bounds": np.quantile(defined, [0.05, 0.95]).tolist()}


def resampled(rng):
    """Metrics of drawn rows are scikit-learn's with the draws as sample weights."""
    n = 40
    for repeat in range(4):
        draws = rng.multinomial(n, np.full(n, 1 / n))
        kept = draws > 0
        w = draws[kept]
        truth = rng.integers(0, 2, n)
        p = np.round(np.clip(0.5 + 0.3 * (truth - 0.5) + rng.normal(0, 0.2, n), 0, 1), 1)
        predicted = (p >= 0.5).astype(int)
        t, q, y = truth[kept], p[kept], predicted[kept]
        yield {"task": "binary", "truth": truth.tolist(), "predicted": predicted.tolist(),
               "rows": [[v] for v in p.tolist()], "draws": draws.tolist(), "expected": {
                   "accuracy": m.accuracy_score(t, y, sample_weight=w),
                   "precision": m.precision_score(t, y, sample_weight=w),
                   "recall": m.recall_score(t, y, sample_weight=w),
                   "f1": m.f1_score(t, y, sample_weight=w),
                   "fbeta(beta=2)": m.fbeta_score(t, y, beta=2, sample_weight=w),
                   "f1_macro": m.f1_score(t, y, average="macro", sample_weight=w),
                   "matthews_corrcoef": m.matthews_corrcoef(t, y, sample_weight=w),
                   "cohen_kappa": m.cohen_kappa_score(t, y, sample_weight=w),
                   "balanced_accuracy": m.balanced_accuracy_score(t, y, sample_weight=w),
                   "geometric_mean_score": im.geometric_mean_score(t, y, labels=[0, 1], sample_weight=w),
                   "roc_auc": m.roc_auc_score(t, q, sample_weight=w),
                   "average_precision": m.average_precision_score(t, q, sample_weight=w),
                   "log_loss": m.log_loss(t, q, sample_weight=w),
                   "brier_score_loss": m.brier_score_loss(t, q, sample_weight=w)}}
        truth = rng.integers(0, 3, n)
        s = rng.dirichlet([1, 1, 1], n)
        s[np.arange(n), truth] += 0.5
        s /= s.sum(axis=1, keepdims=True)
        predicted = s.argmax(axis=1)
        t, q, y = truth[kept], s[kept], predicted[kept]
        rt, rq = np.repeat(truth, draws), np.repeat(s, draws, axis=0)
        yield {"task": "multiclass", "truth": truth.tolist(), "predicted": predicted.tolist(),
               "rows": s.tolist(), "draws": draws.tolist(), "expected": {
                   "accuracy": m.accuracy_score(t, y, sample_weight=w),
                   "f1_weighted": m.f1_score(t, y, average="weighted", sample_weight=w),
                   "log_loss": m.log_loss(t, q, labels=[0, 1, 2], sample_weight=w),
                   "brier_score_loss": m.brier_score_loss(t, q, labels=[0, 1, 2], sample_weight=w),
                   "top_k_accuracy": m.top_k_accuracy_score(t, q, k=2, labels=[0, 1, 2], sample_weight=w),
                   "roc_auc_ovr": m.roc_auc_score(rt, rq, multi_class="ovr"),
                   "roc_auc_ovo": m.roc_auc_score(rt, rq, multi_class="ovo")}}
        truth = np.round(rng.normal(5, 2, n), 3)
        predicted = np.round(truth + rng.normal(0, 1, n), 3)
        t, y = truth[kept], predicted[kept]
        yield {"task": "regression", "truth": truth.tolist(), "predicted": predicted.tolist(), "rows": [],
               "draws": draws.tolist(), "expected": {
                   "mean_absolute_error": m.mean_absolute_error(t, y, sample_weight=w),
                   "root_mean_squared_error": m.root_mean_squared_error(t, y, sample_weight=w),
                   "r2": m.r2_score(t, y, sample_weight=w),
                   "explained_variance": m.explained_variance_score(t, y, sample_weight=w),
                   "max_error": m.max_error(t, y),
                   "median_absolute_error": m.median_absolute_error(np.repeat(truth, draws), np.repeat(predicted, draws)),
                   "d2_absolute_error_score": m.d2_absolute_error_score(np.repeat(truth, draws), np.repeat(predicted, draws)),
                   "mean_pinball_loss(alpha=0.9)": m.mean_pinball_loss(t, y, alpha=0.9, sample_weight=w)}}


def main():
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(20260202)
    parts = {
        "proportions": list(proportions()),
        "pairedTables": list(paired_tables(rng)),
        "deLong": list(delong_cases(rng)),
        "means": list(means(rng)),
        "holm": list(holm_cases(rng)),
        "certifyingValues": list(certifying_values()),
        "detectable": list(detectable()),
        "reuse": list(reuse()),
        "splitMix64": {"seed": 1234567, "values": [str(v) for v in splitmix64(1234567, 5)]},
        "bootstrap": list(bootstrap(rng)),
        "resampled": list(resampled(rng)),
    }
    versions = {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "numpy": np.__version__,
                "scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__}
    body = ",\n".join(
        f'"{name}": ' + ("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]" if isinstance(cases, list) else json.dumps(cases))
        for name, cases in parts.items()
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(f'{{"versions": {json.dumps(versions)},\n{body}\n}}\n', encoding="utf-8")
    print({name: len(cases) for name, cases in parts.items()}, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
