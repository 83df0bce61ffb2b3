"""How often bounds of a difference of groups' rates pass, or fail, a model wrongly; the lines are in docs/coverage.md.

    python src/test/python/fairness_coverage.py [FIRST]      (minutes; FIRST: at which of the eight sets of groups to begin, 0 when left out)

The first group has one rate, the others another, and the difference is exactly at the threshold. Percentiles of 2,000 bootstrap
samples, at 0 where their reflection about the value reaches it, beside the bounds that follow from the counts.
"""

import sys

import numpy as np
from scipy import stats

RNG = np.random.default_rng(7)
SETS = 1000
GROUPS = [[5, 95], [10, 190], [25, 475], [50, 450], [50, 50], [500, 500], [25] * 5, [100] * 5]
RATES = [(0.8, 0.95), (0.6, 0.75), (0.75, 0.75), (0.95, 0.99), (0.1, 0.4)]


def limits(k, n, tail):
    low = np.where(k > 0, stats.beta.ppf(tail, np.maximum(k, 0.5), n - k + 1), 0)
    high = np.where(k < n, stats.beta.isf(tail, k + 1, np.maximum(n - k, 0.5)), 1)
    return low, high


def of_counts(k, n):
    p, groups = k / n, range(len(n))
    pairs = [(g, h) for g in groups for h in groups if g != h]
    low, high = limits(k, n, 0.05)
    upper = max(p[g] - p[h] + np.hypot(high[g] - p[g], p[h] - low[h]) for g, h in pairs)
    low, high = limits(k, n, 0.05 / len(pairs))
    return max(0, *(p[g] - p[h] - np.hypot(p[g] - low[g], high[h] - p[h]) for g, h in pairs)), upper


def of_samples(k, n):
    rates = RNG.binomial(n, k / n, (2000, len(n))) / n
    drawn = rates.max(axis=1) - rates.min(axis=1)
    lower, upper = np.quantile(drawn, (0.05, 0.95))
    value = (k / n).max() - (k / n).min()
    return (0 if 2 * value - upper <= 0 else lower), upper


def main():
    print("| Rates | Groups | Wrong PASS: percentiles | counts | Wrong FAIL: percentiles | counts |")
    print("|---|---|---|---|---|---|")
    for n in map(np.array, GROUPS[int(sys.argv[1]) if len(sys.argv) > 1 else 0 :]):
        for first, others in RATES:
            rates = np.array([first] + [others] * (len(n) - 1))
            truth, wrong = others - first, np.zeros(4)
            for _ in range(SETS):
                k = RNG.binomial(n, rates)
                for i, (lower, upper) in enumerate((of_samples(k, n), of_counts(k, n))):
                    wrong[i] += upper < truth - 1e-12
                    wrong[2 + i] += lower > truth + 1e-12
            shares = " | ".join(f"{100 * w / SETS:.1f} %" for w in wrong)
            sizes = ", ".join(map(str, n)) if len(set(n)) > 1 else f"{len(n)} of {n[0]}"
            print(f"| {first:.2f}, {others:.2f} | {sizes} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
