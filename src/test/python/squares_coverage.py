"""How often bounds of squares of errors pass, or fail, a model wrongly where nothing cuts the errors; the lines are in docs/coverage.md.

    python src/test/python/squares_coverage.py      (minutes)

One model's R2 by percentiles of bootstrap samples; two models' mean squared error by bootstrap-t and root mean squared error by
percentiles. The second model's errors are 0.8 of the first one's and 0.6 of their own, so that in truth both are alike. "R2" has
errors of half the labels' deviation.
"""

import numpy as np

RNG = np.random.default_rng(7)
SETS, SAMPLES = 1000, 600
ERRORS = {
    "normal": (1.0, lambda shape: RNG.normal(size=shape)),
    "Student's, 3 degrees": (3.0, lambda shape: RNG.standard_t(3, shape)),
    "lognormal": (np.exp(2.0), lambda shape: np.exp(RNG.normal(size=shape)) * RNG.choice([-1, 1], shape)),
}


def percentiles(samples):
    return np.quantile(samples, (0.05, 0.95))


def two(draw, n):
    first = draw(n)
    a, b = first**2, (0.8 * first + 0.6 * draw(n)) ** 2
    rows = RNG.integers(0, n, (SAMPLES, n))
    d = a - b
    drawn = d[rows]
    error = d.std(ddof=1) / np.sqrt(n)
    pivots = (drawn.mean(1) - d.mean()) / (drawn.std(1, ddof=1) / np.sqrt(n))
    low, high = percentiles(pivots)
    roots = percentiles(np.sqrt(a[rows].mean(1)) - np.sqrt(b[rows].mean(1)))
    return (d.mean() - high * error, d.mean() - low * error), roots


def share(variance, draw, n):
    y = RNG.normal(size=n)
    e = draw(n) / np.sqrt(variance) / 2
    rows = RNG.integers(0, n, (SAMPLES, n))
    return percentiles(1 - (e**2)[rows].mean(1) / y[rows].var(1))


def main():
    print("| Errors | Rows | R2: wrong PASS, FAIL | Two models' mean square | Two models' root |")
    print("|---|---|---|---|---|")
    for name, (variance, draw) in ERRORS.items():
        for n in (30, 100, 300, 1000):
            wrong = np.zeros(6)
            for _ in range(SETS):
                lower, upper = share(variance, draw, n)
                wrong[:2] += lower > 0.75, upper < 0.75
                for i, (lower, upper) in enumerate(two(draw, n)):
                    # Less is better: a PASS is wrong where the upper bound is below the truth.
                    wrong[2 + 2 * i : 4 + 2 * i] += upper < 0, lower > 0
            shares = " | ".join(f"{100 * a / SETS:.1f} %, {100 * b / SETS:.1f} %" for a, b in wrong.reshape(3, 2))
            print(f"| {name} | {n} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
