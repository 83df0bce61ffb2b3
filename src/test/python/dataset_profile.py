"""Writes profile-pandas.json: counts, moments and quantiles of number columns by pandas and numpy.

Run: python dataset_profile.py OUTPUT
"""

import json
import sys

import numpy as np
import pandas as pd

PROBABILITIES = [0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99]


def case(values):
    series = pd.Series(values, dtype="float64")
    present = series.dropna()
    std = series.std()
    return {
        "values": [None if np.isnan(v) else float(v) for v in series],
        "count": int(series.count()),
        "missing": int(series.isna().sum()),
        "distinct": int(series.nunique()),
        "min": series.min(),
        "max": series.max(),
        "mean": series.mean(),
        "std": None if np.isnan(std) else std,
        "quantiles": {str(p): float(np.quantile(present, p)) for p in PROBABILITIES},
    }


def main(output):
    rng = np.random.default_rng(7)
    nan = np.nan
    columns = [
        [5.0],
        [1.0, 2.0],
        [nan, 3.5, nan, 3.5],
        [0.0, -0.0, 1.0],
        [0.1] * 7,
        np.arange(101),
        rng.normal(size=137),
        np.exp(rng.normal(scale=4, size=200)),
        1e9 + rng.normal(size=50),
        rng.integers(0, 5, 60),
        np.where(rng.random(80) < 0.3, nan, rng.normal(10, 2, 80)),
        rng.normal(size=30) * 1e-8,
    ]
    document = {
        "source": "pandas %s, numpy %s" % (pd.__version__, np.__version__),
        "cases": [case(values) for values in columns],
    }
    with open(output, "w", encoding="utf-8") as out:
        json.dump(document, out)
        out.write("\n")


main(sys.argv[1])
