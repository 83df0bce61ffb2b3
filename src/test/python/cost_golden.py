"""Golden cases for the expected cost, computed with numpy and scipy.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/cost-golden.json (run from the project's root:
python src/test/python/cost_golden.py). Costs are looked up row by row in a matrix of numbers and column names, which is
independent of the program's way (confusion counts, cumulative sums over sorted scores). An index of -1 is a prediction
outside the label list.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/cost-golden.json")


def row_costs(matrix, columns, truth, predicted):
    """The cost of each row; an answer outside the list costs as much as the dearest error."""
    costs = []
    for i, (t, p) in enumerate(zip(truth, predicted)):
        value = lambda cell: columns[cell][i] if isinstance(cell, str) else cell
        if p < 0:
            costs.append(max(value(cell) for j, cell in enumerate(matrix[t]) if j != t))
        else:
            costs.append(value(matrix[t][p]))
    return np.array(costs, dtype=float)


def mean_and_error(values, groups=None):
    """The mean, its standard error (clustered when there are groups) and the degrees of freedom."""
    n = len(values)
    mean = values.mean()
    if groups is None:
        return [mean, values.std(ddof=1) / np.sqrt(n), n - 1]
    sums = np.array([np.sum(values[groups == g] - mean) for g in np.unique(groups)])
    count = len(sums)
    return [mean, np.sqrt(count / (count - 1) * np.sum(sums**2)) / n, count - 1]


def curve(matrix, columns, truth, scores, positive):
    """The mean cost for every threshold that a score is, and for none; brute force."""
    points = [[None, row_costs(matrix, columns, truth, np.full(len(truth), 1 - positive)).mean()]]
    for threshold in sorted(set(scores), reverse=True):
        predicted = np.where(scores >= threshold, positive, 1 - positive)
        points.append([threshold, row_costs(matrix, columns, truth, predicted).mean()])
    return points


def case(name, rng, labels, positive, key, matrix, truth, predicted, other, columns, scores=None, groups=None):
    own = row_costs(matrix, columns, truth, predicted)
    theirs = row_costs(matrix, columns, truth, other)
    draws = rng.multinomial(len(truth), np.full(len(truth), 1 / len(truth)))
    mean, error, freedom = mean_and_error(own)
    result = {
        "name": name,
        "labels": labels,
        "positive": positive,
        "key": key,
        "matrix": matrix,
        "columns": {column: values.tolist() for column, values in columns.items()},
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "baseline": other.tolist(),
        "groups": groups.tolist(),
        "draws": draws.tolist(),
        "value": mean,
        "estimate": [mean, error, freedom],
        "clustered": mean_and_error(own, groups),
        "difference": mean_and_error(own - theirs),
        "clusteredDifference": mean_and_error(own - theirs, groups),
        "resampled": float(np.average(own, weights=draws)),
    }
    if scores is not None:
        result["scores"] = scores.tolist()
        result["curve"] = curve(matrix, columns, truth, scores, positive)
    return result


def binary_matrix(positive, fn, fp, tn=0, tp=0):
    matrix = [[None, None], [None, None]]
    matrix[positive][positive], matrix[positive][1 - positive] = tp, fn
    matrix[1 - positive][positive], matrix[1 - positive][1 - positive] = fp, tn
    return matrix


def cases(rng):
    for n, positive in ((40, 1), (40, 0), (150, 1)):
        truth = rng.integers(0, 2, n)
        scores = np.round(np.clip(0.5 + 0.5 * ((truth == positive) - 0.5) + rng.normal(0, 0.25, n), 0, 1), 2)
        predicted = np.where(scores >= 0.5, positive, 1 - positive)
        other = np.where(rng.random(n) < 0.25, 1 - predicted, predicted)
        groups = np.unique(rng.integers(0, n // 4, n), return_inverse=True)[1]
        columns = {"amount": np.round(rng.exponential(80, n), 2), "review time": np.round(rng.uniform(1, 9, n), 1)}
        common = dict(rng=rng, labels=["a", "b"], positive=positive, truth=truth, predicted=predicted, other=other,
                      scores=scores, groups=groups)
        yield case(f"numbers n={n} positive={positive}", key="expected_cost(fn=100,fp=5)",
                   matrix=binary_matrix(positive, 100, 5), columns={}, **common)
        yield case(f"amounts n={n} positive={positive}", key="expected_cost(fn=amount,fp=5)",
                   matrix=binary_matrix(positive, "amount", 5), columns=columns, **common)
        yield case(f"all of them n={n} positive={positive}",
                   key="expected_cost(fn=amount,fp=review time,tn=0.25,tp=2)",
                   matrix=binary_matrix(positive, "amount", "review time", 0.25, 2), columns=columns, **common)
        common["predicted"] = np.where(rng.random(n) < 0.1, -1, predicted)
        yield case(f"answers outside the list n={n} positive={positive}", key="expected_cost(fn=amount,fp=5)",
                   matrix=binary_matrix(positive, "amount", 5), columns=columns, **common)
    for n in (30, 90):
        truth = rng.integers(0, 3, n)
        predicted = np.where(rng.random(n) < 0.3, rng.integers(-1, 3, n), truth)
        other = np.where(rng.random(n) < 0.4, rng.integers(0, 3, n), truth)
        groups = np.unique(rng.integers(0, n // 3, n), return_inverse=True)[1]
        columns = {"stay": np.round(rng.gamma(2, 3, n), 2)}
        yield case(f"three labels n={n}", rng=rng, labels=["a", "b", "c"], positive=-1,
                   key="expected_cost(matrix=triage)",
                   matrix=[[0, 5, 20], [100, 0, 10], [1000, "stay", 1]], truth=truth, predicted=predicted, other=other,
                   columns=columns, groups=groups)


def main():
    rng = np.random.default_rng(20261129)
    head = {"numpy": np.__version__, "scipy": scipy.__version__}
    all_cases = list(cases(rng))
    lines = ",\n".join(json.dumps(one) for one in all_cases)
    OUT.write_text(f'{{"versions": {json.dumps(head)}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
    print(len(all_cases), "cases,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
