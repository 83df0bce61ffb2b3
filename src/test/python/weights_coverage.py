"""How often bounds of rows with weights are right, on simulated test sets; the lines are in docs/coverage.md.

    python src/test/python/weights_coverage.py shares|differences      (minutes)

Shares: Korn and Graubard's bound with at most Kish's effective number of rows, beside Student's t of the linearised standard error.
Differences of two models' shares: bootstrap-t over rows, by how many rows of equal weight tell the models apart.
"""

import sys

import numpy as np
from scipy import stats

RNG = np.random.default_rng(7)
HEAVY = {"lognormal": 2, "10 for one in ten": 5, "50 for one in twenty": 5}


def weights(kind, n):
    if kind == "lognormal":
        return np.exp(RNG.normal(size=n))
    part, heavy = (0.1, 10.0) if kind.startswith("10") else (0.05, 50.0)
    return np.where(RNG.random(n) < part, heavy, 1.0)


def ratio(w, x):
    n, total = len(w), w.sum()
    mean = (w * x).sum() / total
    return mean, (w * w * (x - mean) ** 2).sum() / total**2 * n / (n - 1), total**2 / (w * w).sum()


def share(kind, n, p, worse, sets=3000):
    def draw(rows):
        w = weights(kind, rows)
        hit = np.where(w > HEAVY[kind], 1 - (1 - p) * 2, 1 - (1 - p) * 0.5) if worse else np.full(rows, p)
        return w, (RNG.random(rows) < hit).astype(float)

    truth = ratio(*draw(2_000_000))[0]
    wrong, effective = np.zeros(4), 0.0
    for _ in range(sets):
        mean, variance, rows = ratio(*draw(n))
        effective += rows / sets
        t = stats.t.ppf(0.95, max(1, rows - 1)) * np.sqrt(variance)
        alike = min(rows, mean * (1 - mean) / variance) if variance > 1e-18 else rows
        hits = alike * mean
        lower = stats.beta.ppf(0.05, hits, alike - hits + 1) if hits > 1e-9 else 0
        upper = stats.beta.ppf(0.95, hits + 1, alike - hits) if alike - hits > 1e-9 else 1
        wrong += [lower > truth, upper < truth, mean - t > truth, mean + t < truth]
    print(kind, n, f"share {truth:.3f}{', worse' if worse else ''}, of equal weight {effective:.0f}:", np.round(wrong / sets, 3), flush=True)


def difference(kind, n, gained, lost, worse, sets=1000, samples=800):
    def draw(rows):
        w, u = weights(kind, rows), RNG.random(rows)
        factor = np.where(w > HEAVY[kind], 2.0, 0.5) if worse else 1.0
        return w, np.where(u < gained * factor, 1.0, np.where(u < (gained + lost) * factor, -1.0, 0.0))

    truth = ratio(*draw(2_000_000))[0]
    seen = {}
    for _ in range(sets):
        w, x = draw(n)
        mean, variance, rows = ratio(w, x)
        told = rows * (variance * rows + mean * mean)
        at = seen.setdefault(next(b for b in (5, 10, 20, 50, np.inf) if told < b), [0, 0, 0])
        at[0] += 1
        drawn = RNG.multinomial(n, np.full(n, 1 / n), size=samples).astype(float)
        sums = drawn @ w
        means = (drawn @ (w * x)) / sums
        squares = drawn @ (w * w * x * x) - 2 * means * (drawn @ (w * w * x)) + means**2 * (drawn @ (w * w))
        known = squares > 1e-13
        if variance < 1e-15 or known.mean() < 0.95:
            continue
        pivots = (means[known] - mean) / np.sqrt(squares[known] / sums[known] ** 2 * n / (n - 1))
        at[1] += mean - np.quantile(pivots, 0.95) * np.sqrt(variance) > truth
        at[2] += mean - np.quantile(pivots, 0.05) * np.sqrt(variance) < truth
    for most, (count, low, high) in sorted(seen.items()):
        print(kind, n, f"fewer than {most} tell them apart, {count} sets: {low / count:.3f} {high / count:.3f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "shares":
        for kind in HEAVY:
            for n in (40, 150, 500, 2000):
                for p in (0.7, 0.95, 0.99):
                    for worse in (False, True):
                        share(kind, n, p, worse)
    else:
        for kind in ("lognormal", "10 for one in ten"):
            for n in (150, 500, 1500):
                for gained, lost in ((0.03, 0.03), (0.1, 0.08)):
                    for worse in (False, True):
                        difference(kind, n, gained, lost, worse)
