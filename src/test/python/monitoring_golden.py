"""Golden values of watching: how likely chance alone gives a difference (scipy), and what is to be expected of a model by its
own probabilities (scikit-learn, each row counted once for each label, weighted by the label's probability), and what boosted
trees on columns of bins learn (scikit-learn's GradientBoostingRegressor).

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/monitoring/golden.json (run from the project's root:
python src/test/python/monitoring_golden.py).
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics
from sklearn.ensemble import GradientBoostingRegressor

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/monitoring/golden.json")

random = np.random.default_rng(19)


def chi_square(earlier, later):
    table = np.array([earlier, later])
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def drift():
    cases = []
    for n, m, shift in [(1000, 200, 0.0), (5000, 5000, 0.02), (300, 4000, 0.1), (100000, 100, 0.5)]:
        p = np.full(10, 0.1)
        q = p + np.linspace(-shift / 20, shift / 20, 10)
        earlier = random.multinomial(n, p)
        later = random.multinomial(m, q / q.sum())
        d = float(np.max(np.abs(np.cumsum(earlier) / n - np.cumsum(later) / m)))
        cases.append({
            "earlier": earlier.tolist(), "later": later.tolist(),
            "chiSquareP": chi_square(earlier, later),
            "ksP": float(stats.kstwobign.sf(d * np.sqrt(n * m / (n + m)))),
        })
    # Bins 1, 3 and 4 expect fewer than 5 rows of the later side: together 4.0, so that they go with the emptiest other bin.
    earlier, later = np.array([500, 10, 400, 6, 2, 300]), np.array([100, 3, 70, 1, 1, 60])
    cases.append({
        "earlier": earlier.tolist(), "later": later.tolist(),
        "chiSquareP": chi_square([500, 400, 300 + 18], [100, 70, 60 + 5]), "ksP": None,
    })
    return cases


def expected(name, labels, positive, probabilities, predicted):
    n, k = probabilities.shape
    truth = np.tile(np.arange(k), n)
    guess = np.repeat(predicted, k)
    weight = probabilities.reshape(-1)
    values = {"accuracy": metrics.accuracy_score(truth, guess, sample_weight=weight)}
    if positive is not None:
        values["precision"] = metrics.precision_score(truth, guess, pos_label=positive, sample_weight=weight)
        values["recall"] = metrics.recall_score(truth, guess, pos_label=positive, sample_weight=weight)
        values["f1"] = metrics.f1_score(truth, guess, pos_label=positive, sample_weight=weight)
        values["roc_auc"] = metrics.roc_auc_score(
            truth == positive, np.repeat(probabilities[:, positive], k), sample_weight=weight)
    else:
        values["balanced_accuracy"] = metrics.balanced_accuracy_score(truth, guess, sample_weight=weight)
        values["f1_macro"] = metrics.f1_score(truth, guess, average="macro", sample_weight=weight)
    return {
        "name": name, "labels": labels, "positive": positive,
        "probabilities": probabilities.tolist(), "predicted": predicted.tolist(),
        "expected": {key: float(value) for key, value in values.items()},
    }


def losses():
    of = np.random.default_rng(20)
    sizes = [12, 10, 7, 22]
    bins = np.column_stack([of.integers(0, size, 500) for size in sizes])
    values = of.exponential(1 + bins[:, 0] / 4 + np.where(bins[:, 1] > 6, bins[:, 3] / 8, 0))
    model = GradientBoostingRegressor(
        n_estimators=40, learning_rate=0.1, max_depth=3, min_samples_leaf=20,
    ).fit(bins, values)
    staged = list(model.staged_predict(bins))
    return {
        "sizes": sizes, "bins": bins.tolist(), "values": values.tolist(),
        "after": {str(trees): staged[trees - 1].tolist() for trees in (1, 10, 40)},
    }


def main():
    # Two digits, so that scores are tied.
    p = np.round(random.beta(2, 3, 300), 2)
    binary = np.column_stack([1 - p, p])
    three = random.dirichlet([2, 1, 0.7], 200)
    document = {
        "made": f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}",
        "drift": drift(),
        "expected": [
            expected("binary", ["no", "yes"], 1, binary, (p >= 0.5).astype(int)),
            expected("threshold", ["yes", "no"], 0, binary[:, ::-1].copy(), np.where(p >= 0.3, 0, 1)),
            expected("three labels", ["a", "b", "c"], None, three, three.argmax(axis=1)),
        ],
        "losses": losses(),
    }
    OUT.write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
