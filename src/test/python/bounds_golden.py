"""Golden cases for bounds of means and areas, computed with mpmath, scipy and numpy.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/bounds.json (run from the project's root:
python src/test/python/bounds_golden.py). Gaffke's bound is computed from the exact distribution of a weighted sum of
exponential numbers with 60 digits where no number comes twice, and by Imhof's integral where some do; Newcombe's area by a
root finder; the bootstrap by the same draws.
"""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from scipy import optimize, stats

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/bounds.json")
mp.mp.dps = 60
MASK = (1 << 64) - 1


def exact_tail(values, end, t):
    """P(sum (x - t) E >= 0) of different numbers and the end once more: partial fractions."""
    rates = [mp.mpf(v) - mp.mpf(t) for v in [*values, end]]
    total = mp.mpf(0)
    for j, own in enumerate(rates):
        if own > 0:
            product = mp.mpf(1)
            for k, other in enumerate(rates):
                if k != j:
                    product *= own / (own - other)
            total += product
    return total


def imhof_tail(points, counts, end, t):
    """The same with counts: 1/2 + 1/pi times the integral of sin(theta(u)) / (u rho(u))."""
    rates = np.append(points, end) - t
    counts = np.append(counts, 1.0)
    scale = np.sqrt(np.sum(counts * rates**2))
    rates = rates / scale

    # Gauss and Legendre on many panels of x = u / (1 + u).
    nodes, weights = np.polynomial.legendre.leggauss(24)
    edges = np.linspace(0, 1, 801)
    half = np.diff(edges) / 2
    x = (edges[:-1] + half)[:, None] + half[:, None] * nodes[None, :]
    u = (x / (1 - x)).ravel()
    turned = np.outer(u, rates)
    theta = np.arctan(turned) @ counts
    values = np.sin(theta) / u * np.exp(-0.5 * (np.log1p(turned**2) @ counts)) * (1 + u) ** 2
    return 0.5 + np.sum(values * (half[:, None] * weights[None, :]).ravel()) / np.pi


def gaffke_cases(rng):
    for size in (1, 2, 3, 5, 12, 25):
        values = sorted(float(v) for v in rng.gamma(0.5, 1, size))
        end = max(values) * float(rng.uniform(1.0, 4)) + 0.1
        for confidence in (0.5, 0.8, 0.95, 0.999):
            low, high = mp.mpf(sum(values)) / size * mp.mpf("0.2"), mp.mpf(end)
            target = 1 - mp.mpf(confidence)
            for _ in range(160):
                middle = (low + high) / 2
                if any(abs(middle - mp.mpf(v)) < mp.mpf(10) ** -50 for v in values):
                    middle += mp.mpf(10) ** -45
                if exact_tail(values, end, middle) > target:
                    low = middle
                else:
                    high = middle
            yield {"points": values, "counts": [1.0] * size, "end": end, "confidence": confidence, "upper": float(high)}
    for points, counts, end in (
        ([0.0, 1.0], [95.0, 5.0], 1.0),
        ([0.0, 5.0, 100.0], [900.0, 80.0, 20.0], 100.0),
        ([0.001, 0.01, 0.1, 2.5], [2500.5, 400.25, 90.25, 9.0], 9.5),
        ([-1.0, -0.25, 0.5, 0.75], [3.5, 30.5, 20.0, 6.0], 1.0),
    ):
        points, counts = np.array(points), np.array(counts)
        mean = float(np.sum(points * counts) / np.sum(counts))
        for confidence in (0.8, 0.95, 0.99):
            upper = optimize.brentq(
                lambda t: imhof_tail(points, counts, end, t) - (1 - confidence), mean + 1e-9, end - 1e-9, xtol=1e-13
            )
            yield {
                "points": points.tolist(),
                "counts": counts.tolist(),
                "end": end,
                "confidence": confidence,
                "upper": float(upper),
            }


def shares():
    """Of numbers that are 0 or 1 the bound is Clopper and Pearson's."""
    for k, n in ((0, 10), (1, 30), (5, 100), (40, 50), (50, 50)):
        for confidence in (0.8, 0.95, 0.999):
            upper = 1.0 if k == n else float(stats.beta.isf(1 - confidence, k + 1, n - k))
            yield {"k": k, "n": n, "confidence": confidence, "upper": upper}


def area_cases(rng):
    for positives, negatives, shift in ((60, 900, 1.0), (60, 900, 2.5), (500, 500, 1.3), (80, 60, 0.2), (55, 5000, 4.0)):
        p = rng.standard_normal(positives) + shift
        n = rng.standard_normal(negatives)
        wins = (p[:, None] > n[None, :]).astype(float)
        v, w = wins.mean(1), wins.mean(0)
        area = float(wins.mean())
        error = float(np.sqrt(v.var(ddof=1) / positives + w.var(ddof=1) / negatives))
        for confidence in (0.8, 0.95, 0.99):
            z = stats.norm.isf(1 - confidence)
            spread = z * error / (area * (1 - area))
            logit = np.log(area / (1 - area))
            lower, upper = 1 / (1 + np.exp(-(logit - spread))), 1 / (1 + np.exp(-(logit + spread)))
            if min(area, 1 - area) * min(positives, negatives) < 10:
                lower = min(lower, newcombe(area, positives, negatives, z, -1))
                upper = max(upper, newcombe(area, positives, negatives, z, 1))
            yield {
                "area": area,
                "standardError": error,
                "positives": positives,
                "negatives": negatives,
                "confidence": confidence,
                "lower": float(lower),
                "upper": float(upper),
            }


def newcombe(area, m, n, z, side):
    rest = (m + n) / 2 - 1

    def off(t):
        variance = t * (1 - t) * (1 + rest * (1 - t) / (2 - t) + rest * t / (1 + t)) / (m * n)
        return abs(area - t) - z * np.sqrt(variance)

    return optimize.brentq(off, area, 1 - 1e-15, xtol=1e-14) if side > 0 else optimize.brentq(off, 1e-15, area, xtol=1e-14)


class SplitMix64:
    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def index(self, bound):
        return ((self.next() >> 32) * bound) >> 32


def group_cases(rng):
    for groups, seed in ((12, 1), (40, 9)):
        rows = [int(r) for r in rng.integers(1, 30, groups)]
        sums = [float(rng.normal(2, 1) * r) for r in rows]
        mean = sum(sums) / sum(rows)
        random = SplitMix64(seed)
        pivots = []
        for _ in range(200):
            drawn = [random.index(groups) for _ in range(groups)]
            s, n = np.array([sums[g] for g in drawn]), np.array([rows[g] for g in drawn])
            own = s.sum() / n.sum()
            error = np.sqrt(np.sum((s - n * own) ** 2) * groups / (groups - 1)) / n.sum()
            pivots.append((own - mean) / error)
        yield {"rows": rows, "sums": sums, "seed": seed, "samples": 200, "pivots": sorted(float(p) for p in pivots)}


def exact_limits(parts, wholes, tail):
    k, n = np.array(parts, float), np.array(wholes, float)
    low = np.where(k > 0, stats.beta.ppf(tail, np.maximum(k, 0.5), n - k + 1), 0)
    high = np.where(k < n, stats.beta.isf(tail, k + 1, np.maximum(n - k, 0.5)), 1)
    return k / n, low, high


def root(of):
    if of(1e9) > 0:
        return np.inf
    return 0.0 if of(0) <= 0 else optimize.brentq(of, 0, 1e9, xtol=1e-15, rtol=1e-14)


def group_bounds(parts, wholes, confidence, looks):
    """How far rates are apart: bounds of pairs, those that show a distance at a share of the error; ratios by a root finder."""
    pairs = [(g, h) for g in range(len(parts)) for h in range(len(parts)) if g != h]
    p, low, high = exact_limits(parts, wholes, 1 - confidence)
    upper = max(p[g] - p[h] + np.sqrt((high[g] - p[g]) ** 2 + (p[h] - low[h]) ** 2) for g, h in pairs)
    least = min(
        root(lambda t: p[g] - t * p[h] - np.sqrt((p[g] - low[g]) ** 2 + (t * (high[h] - p[h])) ** 2)) for g, h in pairs
    )
    _, low, high = exact_limits(parts, wholes, (1 - confidence) / looks / len(pairs))
    lower = max(p[g] - p[h] - np.sqrt((p[g] - low[g]) ** 2 + (high[h] - p[h]) ** 2) for g, h in pairs)
    most = min(
        root(lambda t: p[g] - t * p[h] + np.sqrt((high[g] - p[g]) ** 2 + (t * (p[h] - low[h])) ** 2)) for g, h in pairs
    )
    return {
        "differenceLower": float(max(0, lower)),
        "differenceUpper": float(min(1, upper)),
        "ratioLower": float(least),
        "ratioUpper": float(min(1, most)),
    }


def rate_cases():
    for parts, wholes in (
        ([4, 90], [5, 95]),
        ([15, 360], [25, 475]),
        ([0, 12], [20, 30]),
        ([20, 12], [20, 30]),
        ([3, 40, 700], [9, 80, 900]),
        ([20, 24, 25, 23, 19], [25] * 5),
        ([600_000, 700_000], [1_000_000, 1_000_000]),
    ):
        for confidence, looks in ((0.95, 1), (0.975, 2), (0.5, 1)):
            yield {
                "parts": parts,
                "wholes": wholes,
                "confidence": confidence,
                "looks": looks,
                **group_bounds(parts, wholes, confidence, looks),
            }


def main():
    rng = np.random.default_rng(20261130)
    cases = {
        "versions": {"mpmath": mp.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "gaffke": list(gaffke_cases(rng)),
        "shares": list(shares()),
        "areas": list(area_cases(rng)),
        "groups": list(group_cases(rng)),
        "rates": list(rate_cases()),
    }
    parts = []
    for part, content in cases.items():
        if isinstance(content, dict):
            parts.append(f'"{part}": {json.dumps(content)}')
        else:
            lines = ",\n".join(json.dumps(case) for case in content)
            parts.append(f'"{part}": [\n{lines}\n]')
    OUT.write_text("{" + ",\n".join(parts) + "}\n")


if __name__ == "__main__":
    main()
