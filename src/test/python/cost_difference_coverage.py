"""How often bootstrap-t of two models' difference in cost passes, or fails, a model wrongly; the lines are in docs/coverage.md.

    python src/test/python/cost_difference_coverage.py      (minutes)

A missed positive row costs 100, a flagged other one 5. Of the positive rows only the candidate misses one share and only the baseline
another, of the others likewise with flags; the difference is exactly at the threshold. Counted are the test sets on which as many rows
as said, or more, differ by 100; on the others nothing is drawn, and nothing decided here.
"""

import numpy as np

RNG = np.random.default_rng(5)
COSTS = np.array([100.0, -100, 5, -5, 0])
SETS, SAMPLES = 3000, 2000
FEWEST = (5, 10, 20)


def bounds(counts, n):
    q = counts / n
    mean = (q * COSTS).sum()
    error = np.sqrt(((q * COSTS**2).sum() - mean * mean) / (n - 1))
    drawn = RNG.multinomial(n, q, SAMPLES) / n
    means = drawn @ COSTS
    variances = (drawn @ COSTS**2 - means * means) / (n - 1)
    some = variances > 0
    low, high = np.quantile((means[some] - mean) / np.sqrt(variances[some]), (0.05, 0.95))
    return mean - error * high, mean - error * low


def main():
    print("| Positive | Rows | Missed by one alone | Differ by 100 | " + " | ".join(f"From {k}: drawn, PASS, FAIL" for k in FEWEST) + " |")
    print("|---|---|---|---|" + "---|" * len(FEWEST))
    for n, positive in ((300, 0.095), (1000, 0.01), (1000, 0.095), (3000, 0.01), (10000, 0.01), (1000, 0.5), (10000, 0.0016)):
        for a, b, c, d in ((0.1, 0.1, 0.02, 0.02), (0.15, 0.02, 0.02, 0.02), (0.02, 0.15, 0.02, 0.02), (0.1, 0, 0, 0.02), (0, 0.1, 0.02, 0)):
            p = np.array([positive * a, positive * b, (1 - positive) * c, (1 - positive) * d, 0])
            p[4] = 1 - p.sum()
            truth = (p * COSTS).sum()
            counts = RNG.multinomial(n, p, SETS)
            dear = counts[:, 0] + counts[:, 1]
            lower, upper = np.full(SETS, -np.inf), np.full(SETS, np.inf)
            for i in np.flatnonzero(dear >= min(FEWEST)):
                lower[i], upper[i] = bounds(counts[i], n)
            said = []
            for fewest in FEWEST:
                used = dear >= fewest
                wrong = (used & (upper < truth - 1e-9)).mean(), (used & (lower > truth + 1e-9)).mean()
                said.append(f"{100 * used.mean():.0f} %, {100 * wrong[0]:.1f} %, {100 * wrong[1]:.1f} %")
            print(f"| {100 * positive:g} % | {n} | {a:g}, {b:g} | {dear.mean():.0f} | " + " | ".join(said) + " |", flush=True)


if __name__ == "__main__":
    main()
