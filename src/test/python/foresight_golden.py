"""Golden values of foresight: limits by Student's t around median and median absolute deviation (scipy), Theil-Sen slopes with their
intervals (scipy.stats.theilslopes), Pettitt's K (pyhomogeneity, and by scipy's Mann-Whitney U at each place), and the place of a change by
the least distances from two medians (ruptures, cost l1).

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/foresight/golden.json (run from the project's root:
python src/test/python/foresight_golden.py).
"""

import json
from pathlib import Path

import numpy as np
import pyhomogeneity
import ruptures
import scipy
from importlib.metadata import version
from scipy import stats

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/foresight/golden.json")
FEWEST = 5

random = np.random.default_rng(23)


def limits(values):
    n = len(values)
    spread = stats.median_abs_deviation(values, scale="normal")
    if spread == 0:
        spread = np.mean(np.abs(values - np.median(values))) * np.sqrt(np.pi / 2)
    width = stats.t.isf(0.005 / 2, 0.37 * (n - 1)) * np.sqrt(1 + np.pi / 2 / n) * spread
    return {"values": list(values), "lower": np.median(values) - width, "upper": np.median(values) + width}


def slope(days, values):
    found = stats.theilslopes(values, days, 0.95)
    return {"days": list(days), "values": list(values), "slope": found[0], "lower": found[2], "upper": found[3]}


def change(values):
    n = len(values)
    u = {t: abs(2 * stats.mannwhitneyu(values[:t], values[t:]).statistic - t * (n - t)) for t in range(FEWEST, n - FEWEST + 1)}
    place = max(u, key=u.get)
    other = pyhomogeneity.pettitt_test(values, sim=20000)
    assert other.U == u[place] and other.cp == place, (other, place, u[place])
    index = ruptures.Dynp(model="l1", min_size=FEWEST, jump=1).fit(np.asarray(values)).predict(n_bkps=1)[0]
    return {"values": list(values), "index": index, "k": u[place], "simulated": float(other.p)}


def main():
    step = np.concatenate([random.normal(0.765, 0.006, 30), random.normal(0.741, 0.006, 14)])
    ties = np.round(np.concatenate([random.normal(10, 1, 20), random.normal(12, 1, 15)]))
    irregular = np.sort(random.uniform(0, 40, 25))
    document = {
        "made": f"numpy {np.__version__}, scipy {scipy.__version__}, pyhomogeneity {version('pyhomogeneity')}, ruptures {version('ruptures')}",
        "limits": [limits(random.normal(0.8, 0.01, n)) for n in (8, 13, 30)] + [limits(np.array([3.0] * 7 + [4.0, 5.0]))],
        "slopes": [
            slope(irregular, 200 + 1.5 * irregular + random.normal(0, 8, 25)),
            slope(np.arange(12.0), np.round(random.normal(5, 1, 12))),
            slope(np.array([0, 0, 1, 1, 2, 3, 3, 3, 5, 8, 9.0]), random.normal(0, 1, 11)),
        ],
        "changes": [change(step), change(ties), change(random.normal(0, 1, 24))],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
