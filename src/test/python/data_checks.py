"""Rows with planted faults, and what the data checks must say of them, computed with numpy and scipy.

Writes train.csv, test.csv, golden.json and leakage.json to src/test/resources/io/jenkins/plugins/mlpipeline/engine/check (run from the
project's root: python src/test/python/data_checks.py).
"""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import chi2, hypergeom, ks_2samp

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/check")
FLOOR = 1e-4
NUMBERS = ["age", "amount", "flag", "same", "told"]
TEXTS = ["city", "grade", "void", "constant"]
COLUMNS = ["age", "amount", "flag", "same", "told", "city", "grade", "void", "constant"]
LABELS = ["no", "yes"]


def rows(rng, n, shifted):
    age = rng.normal(47 if shifted else 40, 10, n).round(1)
    amount = rng.exponential(100, n).round(2) * (rng.random(n) < 0.4)
    label = rng.random(n) < 0.3
    city = rng.choice(["Rom", "Oslo", "Bonn", "Wien", "Ulm"], n, p=[0.45, 0.3, 0.15, 0.095, 0.005])
    grade = rng.choice(["a", "b", "c"], n)
    for i in range(n):
        yield {
            "age": "" if rng.random() < (0.2 if shifted else 0.1) else age[i],
            "amount": amount[i],
            "flag": int(rng.random() < 0.5),
            "same": rng.integers(0, 50),
            "told": round(float(rng.normal(3 if label[i] else -3, 1)), 3),
            "city": "Lyon" if shifted and rng.random() < 0.02 else city[i],
            "grade": "" if rng.random() < 0.05 else grade[i],
            "void": "" if shifted or i < 30 else rng.choice(["x", "y"]),
            "constant": "k" if shifted or i < 30 else rng.choice(["k", "l"]),
            "label": LABELS[int(label[i])],
        }


def write(name, table):
    with open(OUT / name, "w", newline="") as f:
        out = csv.DictWriter(f, COLUMNS + ["label"], lineterminator="\n")
        out.writeheader()
        out.writerows(table)


def read(name):
    with open(OUT / name, newline="") as f:
        return list(csv.DictReader(f))


def edges(values):
    found = np.unique(np.quantile(values, np.arange(1, 100) / 100)).tolist()
    low = min(values)
    return ([np.nextafter(low, -np.inf)] if found[0] <= low else []) + found


def counted(values, ends):
    return np.bincount(np.searchsorted(ends, values, side="left"), minlength=len(ends) + 1)


def deciles(counts):
    total, seen, group, groups = sum(counts), 0, 0, [0]
    for i, count in enumerate(counts[:-1]):
        after = seen + count
        if (i == 0 and counts[0] == 0) or after * 10 // total > seen * 10 // total:
            group += 1
        groups.append(group)
        seen = after
    return groups


def merged(counts, groups):
    return np.bincount(groups, weights=counts).astype(int).tolist()


def numbers(column, train, test):
    a = np.array([float(r[column]) for r in train if r[column] != ""])
    b = np.array([float(r[column]) for r in test if r[column] != ""])
    ends = edges(a)
    fine_a, fine_b = counted(a, ends), counted(b, ends)
    groups = deciles(fine_a.tolist())
    missing = [sum(r[column] == "" for r in t) for t in (train, test)]
    ks = ks_2samp(np.searchsorted(ends, a, side="left"), np.searchsorted(ends, b, side="left")).statistic
    exact = ks_2samp(a, b).statistic
    assert ks <= exact + 1e-12
    return [missing[0]] + merged(fine_a, groups), [missing[1]] + merged(fine_b, groups), ks


def texts(column, train, test):
    a, b = (Counter(r[column] for r in t) for t in (train, test))
    n, m = len(train), len(test)
    first, second = {}, {}
    for value in sorted(set(a) | set(b)):
        if value == "":
            key = "missing"
        elif value not in a:
            key = "unseen"
        elif a[value] < 5 or a[value] * m / n < 5:
            key = "rest"
        else:
            key = "=" + value
        first[key] = first.get(key, 0) + a[value]
        second[key] = second.get(key, 0) + b[value]
    return list(first.values()), list(second.values())


def psi(a, b):
    e = np.maximum(np.array(a) / sum(a), FLOOR)
    s = np.maximum(np.array(b) / sum(b), FLOOR)
    return float(((s - e) * np.log(s / e)).sum())


def cut(a, b, confidence):
    bins = sum(x + y > 0 for x, y in zip(a, b))
    return float((1 / sum(a) + 1 / sum(b)) * chi2.ppf(confidence, bins - 1)) if bins > 1 else 0.0


def share_right(others, label):
    """How much of a row is predicted right by the leading label of other rows; those that nearly lead share it."""
    counted = Counter(others)
    most = max(counted.values())
    leaders = [k for k, v in counted.items() if v >= most - 0.5 * most**0.5]
    return 1 / len(leaders) if label in leaders else 0.0


def lambda_gain(labels, truth, others):
    """Goodman and Kruskal's lambda, each row predicted from the rows that others(i) names."""
    totals = Counter(truth)
    usual = max(labels, key=lambda label: totals[label])
    without = totals[usual]
    right = 0.0
    for i, label in enumerate(truth):
        around = others(i)
        right += share_right([truth[j] for j in around], label) if around else float(label == usual)
    return max(0.0, (right - without) / (len(truth) - without))


def mean_gain(truth, others):
    mean = np.mean(truth)
    error = sum((y - (np.mean([truth[j] for j in others(i)]) if others(i) else mean)) ** 2 for i, y in enumerate(truth))
    return max(0.0, 1 - error / sum((y - mean) ** 2 for y in truth))


def same_value(values):
    at = {}
    for i, v in enumerate(values):
        at.setdefault(v, []).append(i)
    return lambda i: [j for j in at[values[i]] if j != i]


def near_value(values, least=None):
    """Rows within as many distinct numbers on both sides as make enough rows; missing cells are near to one another."""
    least = least or max(4, min(10, int(np.ceil(np.sqrt(len(values))))))
    distinct = sorted({v for v in values if v is not None})
    at = {}
    for i, v in enumerate(values):
        at.setdefault(v, []).append(i)

    def others(i):
        if values[i] is None:
            return [j for j in at[None] if j != i]
        place, reach = distinct.index(values[i]), 0
        while True:
            window = distinct[max(0, place - reach) : place + reach + 1]
            found = [j for v in window for j in at[v]]
            if len(found) > least or len(window) == len(distinct):
                return [j for j in found if j != i]
            reach += 1

    return others


def best_run(own, rows):
    """The neighbouring places with the most rows of a label less others, by all there are; None where chance explains them."""
    ends = np.concatenate([[0], np.cumsum(2 * own - rows)])
    sums = ends[None, 1:] - ends[:-1, None]
    sums[np.tril_indices(len(own), -1)] = 0
    best = sums.max()
    # Of equal ones the first to end, and of these the shortest.
    to = int(np.argmax((sums == best).any(axis=0)))
    start = int(np.flatnonzero(sums[:, to] == best)[-1])
    held, drawn = int(own[start : to + 1].sum()), int(rows[start : to + 1].sum())
    n, m = int(rows.sum()), int(own.sum())
    if held == drawn:
        log = float(hypergeom(n, m, drawn).logpmf(held))
    else:
        share, expected = held / drawn, m / n
        log = -drawn * float(rel_entr([share, 1 - share], [expected, 1 - expected]).sum()) if share > expected else 0.0
    return range(start, to + 1) if best > 0 and np.log(n * (n + 1) / 2) + log <= np.log(0.01) else None


def order_gain(labels, truth, values):
    """Each row predicted by the runs of neighbouring numbers, one for each label but the usual one."""
    totals = Counter(truth)
    usual = max(labels, key=lambda label: totals[label])
    distinct = sorted({v for v in values if v is not None})
    place = {v: i for i, v in enumerate(distinct)}
    places = [None if v is None else place[v] for v in values]
    count = lambda chosen: np.bincount([p for p in chosen if p is not None], minlength=len(distinct))
    runs = {label: best_run(count([p for p, t in zip(places, truth) if t == label]), count(places)) for label in labels}
    runs = {label: run for label, run in runs.items() if run and label != usual}
    right, alone = 0.0, same_value(values)
    for i, label in enumerate(truth):
        if values[i] is None:
            around = alone(i)
            right += share_right([truth[j] for j in around], label) if around else float(label == usual)
        else:
            said = [other for other, run in runs.items() if places[i] in run] or [usual]
            right += (label in said) / len(said)
    return max(0.0, (right - totals[usual]) / (len(truth) - totals[usual]))


def label_gain(labels, truth, values):
    return max(
        lambda_gain(labels, truth, same_value(values)),
        lambda_gain(labels, truth, near_value(values)),
        order_gain(labels, truth, values),
    )


def leakage(column, train, test):
    truth = [r["label"] for r in test]
    if column in NUMBERS:
        values = [None if r[column] == "" else float(r[column]) for r in test]
        return label_gain(LABELS, truth, values)
    known = {r[column] for r in train} | {""}
    return lambda_gain(LABELS, truth, same_value([r[column] if r[column] in known else None for r in test]))


def leakage_cases(rng):
    """Columns that tell of the label, few rows and many, and what they score."""
    cases = []
    for n in (20, 33, 60, 150, 400):
        for labels in (2, 3, 5):
            truth = rng.choice(labels, n, p=np.array([0.6] + [0.4 / (labels - 1)] * (labels - 1)))
            for name, values in (
                ("noise", rng.integers(0, 7, n)),
                ("copy with errors", np.where(rng.random(n) < 0.1, rng.integers(0, labels, n), truth)),
                ("numbers", np.round(truth + rng.normal(0, 0.6, n), 2)),
                ("many to one", truth // 2),
            ):
                values = [float(v) for v in values]
                text = [str(t) for t in truth]
                names = [str(i) for i in range(labels)]
                gain = label_gain(names, text, values)
                cases.append({"name": name, "labels": labels, "truth": text, "values": values, "gain": gain})
        truth = np.round(rng.lognormal(0, 1.5, n), 4)
        trained = np.round(rng.lognormal(0, 1.5, 500), 4)
        ends = edges(trained)
        shares = np.cumsum(counted(trained, ends)[:-1]) / len(trained)
        at, share = list(ends), list(shares)
        if min(trained) < at[0]:
            at, share = [min(trained)] + at, [0.0] + share
        if max(trained) > at[-1]:
            at, share = at + [max(trained)], share + [1.0]
        ranks = np.interp(truth, at, share)
        for name, values in (
            ("noise", rng.random(n).round(3)),
            ("copy", truth),
            ("rounded", np.round(np.log(truth), 0)),
            ("near", np.round(np.log(truth) + rng.normal(0, 0.5, n), 3)),
        ):
            values = [float(v) + 0.0 for v in values]
            rules = (same_value(values), near_value(values), near_value(values, 2))
            gain = max(mean_gain(y, o) for y in (truth, ranks) for o in rules)
            cases.append(
                {
                    "name": name,
                    "labels": 0,
                    "trained": trained.tolist(),
                    "truth": [repr(float(t)) for t in truth],
                    "values": values,
                    "gain": float(gain),
                }
            )
    return cases


def rare_cases(rng):
    """A few rows of a label among many, by a number that is never the same twice, or in steps."""
    cases = []
    for n, rare in ((45, 5), (200, 5), (1000, 5), (1000, 10)):
        for labels in (2, 4):
            truth = np.zeros(n, int)
            truth[: rare * (labels - 1)] = np.repeat(np.arange(1, labels), rare)
            rng.shuffle(truth)
            spread = rng.random(n)
            for name, values in (
                ("above all", np.where(truth > 0, truth + 0.5 + spread / 4, spread)),
                ("between", np.where(truth > 0, truth / 5 + spread / 500, spread)),
                ("with errors", np.where((truth > 0) & (rng.random(n) < 0.8), truth / 5 + spread / 500, spread)),
                ("in steps", np.floor(20 * np.where(truth > 0, truth / 5 + spread / 500, spread))),
                ("noise", spread),
            ):
                values = [float(v) for v in np.round(values, 4)]
                text, names = [str(t) for t in truth], [str(i) for i in range(labels)]
                gain = label_gain(names, text, values)
                cases.append({"name": "rare " + name, "labels": labels, "truth": text, "values": values, "gain": gain})
    return cases


def main():
    rng = np.random.default_rng(7)
    train = list(rows(rng, 1203, False))
    test = list(rows(rng, 400, True))
    test += test[:11] + train[5:25]
    OUT.mkdir(parents=True, exist_ok=True)
    write("train.csv", train)
    write("test.csv", test)
    train, test = read("train.csv"), read("test.csv")
    m = len(test)

    seen = {tuple(r.values()) for r in train}
    golden = {
        "duplicate_rows": (m - len({tuple(r.values()) for r in test})) / m,
        "train_test_overlap": sum(tuple(r.values()) in seen for r in test) / m,
        "empty_columns": sum(all(r[c] == "" for r in test) for c in COLUMNS),
        "constant_columns": sum(len({r[c] for r in test} - {""}) == 1 for c in COLUMNS),
    }
    pairs = {c: numbers(c, train, test) for c in NUMBERS} | {c: texts(c, train, test) for c in TEXTS + ["label"]}
    confidence = 1 - 0.05 / len(pairs)
    for c in COLUMNS:
        golden[f"missing_fraction(column={c})"] = sum(r[c] == "" for r in test) / m
        golden[f"label_leakage(column={c})"] = leakage(c, train, test)
    for c in TEXTS:
        known = {r[c] for r in train} | {""}
        golden[f"unseen_fraction(column={c})"] = sum(r[c] not in known for r in test) / m
    for c in NUMBERS:
        values = [float(r[c]) for r in train if r[c] != ""]
        golden[f"out_of_range_fraction(column={c})"] = (
            sum(r[c] != "" and not min(values) <= float(r[c]) <= max(values) for r in test) / m
        )
        golden[f"ks(column={c})"] = float(pairs[c][2])
    for c, (a, b, *_) in pairs.items():
        golden[f"psi(column={c})"] = psi(a, b)
        golden[f"js(column={c})"] = float(jensenshannon(a, b, base=2))
    golden["drifted_columns"] = sum(psi(p[0], p[1]) > cut(p[0], p[1], confidence) for p in pairs.values())
    for each in ("missing_fraction", "unseen_fraction", "out_of_range_fraction", "label_leakage", "psi", "ks", "js"):
        golden[each + "_max"] = max(v for k, v in golden.items() if k.startswith(each + "("))
    counts = [
        {"earlier": [int(x) for x in a], "later": [int(x) for x in b]}
        for a, b in (
            (rng.integers(0, 60, k), rng.integers(0, 40, k) * (rng.random(k) < 0.8)) for k in (2, 3, 5, 10, 11, 40)
        )
    ]
    for case in counts:
        a, b = case["earlier"], case["later"]
        case["psi"], case["cut95"], case["cut99"] = psi(a, b), cut(a, b, 0.95), cut(a, b, 0.99)
        case["js"] = float(jensenshannon(a, b, base=2))
        case["ks"] = float(ks_2samp(np.repeat(np.arange(len(a)), a), np.repeat(np.arange(len(b)), b)).statistic)
    document = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
        "metrics": golden,
        "edges": {c: edges([float(r[c]) for r in train if r[c] != ""]) for c in NUMBERS},
        "counts": counts,
    }
    cases = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
        "cases": leakage_cases(np.random.default_rng(11)) + rare_cases(np.random.default_rng(13)),
    }
    (OUT / "leakage.json").write_text(json.dumps(cases) + "\n")
    (OUT / "golden.json").write_text(json.dumps(document, indent=1) + "\n")


main()
