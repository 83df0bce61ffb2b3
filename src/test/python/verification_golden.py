"""Golden cases for the statistics of engine/verification, computed with scipy and statsmodels.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/verification/golden.json (run from the project's root:
python src/test/python/verification_golden.py).
"""

import json
import math
from pathlib import Path

import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/verification/golden.json")


def rates():
    """The bounds of a ratio by exact tests of the conditional binomial, found by bisection; differences by statsmodels."""
    pairs = [
        (0, 100, 0, 100),
        (0, 300, 4, 300),
        (4, 300, 0, 300),
        (12, 1000, 8, 1000),
        (30, 500, 40, 4000),
        (1, 20, 1, 2000),
        (50, 50, 1, 50),
        (250, 10000, 200, 9000),
    ]
    for k1, n1, k0, n0 in pairs:
        for confidence in (0.9, 0.95, 0.995):
            tail = 1 - confidence
            low, high = confint_proportions_2indep(k1, n1, k0, n0, method="newcomb", compare="diff", alpha=2 * tail)
            yield {
                "k1": k1,
                "n1": n1,
                "k0": k0,
                "n0": n0,
                "confidence": confidence,
                "ratioLower": ratio(k1, n1, k0, n0, tail, lower=True),
                "ratioUpper": ratio(k1, n1, k0, n0, tail, lower=False),
                "differenceLower": low,
                "differenceUpper": high,
            }


def ratio(k1, n1, k0, n0, tail, lower):
    """The ratio at which the exact one-sided test of "given k1 + k0, k1 is binomial" just rejects; None is infinite."""
    all_ = k1 + k0
    if all_ == 0 or (lower and k1 == 0):
        return 0.0 if lower else None
    if not lower and k0 == 0:
        return None

    def p(r):
        share = n1 * r / (n1 * r + n0)
        return stats.binom.sf(k1 - 1, all_, share) if lower else stats.binom.cdf(k1, all_, share)

    a, b = 1e-12, 1e12
    for _ in range(400):
        m = math.sqrt(a * b)
        if (p(m) > tail) == lower:
            b = m
        else:
            a = m
    return math.sqrt(a * b)


def quantiles():
    """Order statistics whose ranks are found by adding up binomial probabilities one by one."""
    edges = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0]
    cases = [
        [100, 200, 300, 250, 100, 40, 8, 2, 0],
        [0, 0, 0, 0, 95, 5, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 50],
        [10, 0, 0, 0, 0, 0, 0, 0, 0],
        [1000, 0, 0, 0, 0, 60, 0, 0, 0],
    ]
    for counts in cases:
        n = sum(counts)
        for q in (0.5, 0.95, 0.99):
            for confidence in (0.9, 0.95, 0.999):
                tail = 1 - confidence
                low_rank = max(l for l in range(0, n + 1) if l == 0 or at_most(l - 1, n, q) <= tail)
                high = [u for u in range(1, n + 1) if at_least(u, n, q) <= tail]
                yield {
                    "edges": edges,
                    "counts": counts,
                    "quantile": q,
                    "confidence": confidence,
                    "value": interpolated(edges, counts, q),
                    "lower": 0.0 if low_rank == 0 else ([0.0] + edges)[bucket(counts, low_rank)],
                    "upper": (edges + [None])[bucket(counts, high[0])] if high else None,
                }


def at_most(x, n, q):
    return stats.binom.cdf(x, n, q)


def at_least(x, n, q):
    return stats.binom.sf(x - 1, n, q)


def bucket(counts, rank):
    total = 0
    for i, c in enumerate(counts):
        total += c
        if total >= rank:
            return i
    raise AssertionError


def interpolated(edges, counts, q):
    """What Prometheus' documentation says of histogram_quantile."""
    rank = q * sum(counts)
    below = 0
    for i, c in enumerate(counts):
        if below + c >= rank and c > 0:
            if i == len(edges):
                return edges[-1]
            start = edges[i - 1] if i else 0
            return start + (edges[i] - start) * (rank - below) / c
        below += c
    raise AssertionError


def main():
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        json.dumps(
            {
                "scipy": scipy.__version__,
                "statsmodels": statsmodels.__version__,
                "rates": list(rates()),
                "quantiles": list(quantiles()),
            },
            indent=1,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
