"""Fifteen kinds of data on which a learner may fall behind: small, rare, wide, full of gaps, crooked. Part of
training_quality.py.

Seven are measured data: wine, iris (scikit-learn), penguins, mpg (PyPI plotnine, without a file they are left out) and
scikit-learn's generators; the others are made here, and titanic_like only looks like the list of passengers, which no package
of PyPI ships.
"""

import pathlib

import numpy as np
import pandas as pd
from sklearn.datasets import load_iris, load_wine, make_classification, make_friedman1, make_friedman3, make_moons

REGRESSIONS = ("friedman1", "friedman3", "mpg", "skewed_target")
# More splits where chance is large, fewer where a fit takes long.
SPLITS = {"categories_300": 5, "rare_1_in_500": 3, "rare_clusters": 3}
STANDARD_SPLITS = 10


def kinds(plotnine):
    """Yields name, frame with the column y, and the part to test on."""
    wine = load_wine(as_frame=True)
    yield "wine", wine.data.assign(y=wine.target.astype(str)), 0.3
    iris = load_iris(as_frame=True)
    yield "iris", iris.data.assign(y=iris.target.astype(str)), 0.3
    if plotnine:
        folder = pathlib.Path(plotnine)
        yield "penguins", pd.read_csv(folder / "penguins.csv").rename(columns={"species": "y"}), 0.3
        yield "mpg", pd.read_csv(folder / "mpg.csv").drop(columns="cty").rename(columns={"hwy": "y"}), 0.3
    yield "titanic_like", titanic_like(np.random.default_rng(1)), 0.3
    x, y = make_friedman1(600, noise=1.0, random_state=2)
    yield "friedman1", frame(x, y), 0.3
    x, y = make_friedman3(600, noise=0.1, random_state=3)
    yield "friedman3", frame(x, y), 0.3
    x, y = make_moons(600, noise=0.3, random_state=4)
    yield "moons", frame(x, y.astype(str)), 0.3
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, (600, 4))
    yield "xor", frame(x, ((x[:, 0] > 0) ^ (x[:, 1] > 0)).astype(int).astype(str)), 0.3
    yield "categories_300", categories(rng), 0.3
    x, y = make_classification(300, 500, n_informative=10, random_state=6)
    yield "wide_500", frame(x, y.astype(str)), 0.3
    x, y = make_classification(1000, 12, n_informative=6, random_state=7)
    x[rng.random(x.shape) < 0.5] = np.nan
    yield "half_missing", frame(x, y.astype(str)), 0.3
    x, y = make_classification(
        24_000, 10, n_informative=5, n_clusters_per_class=1, weights=[0.998], flip_y=0, class_sep=2, random_state=8
    )
    yield "rare_1_in_500", frame(x, y.astype(str)), 0.5
    x = rng.normal(size=(1000, 6))
    yield "skewed_target", frame(x, np.exp(1.5 * x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(0, 0.3, 1000)).round(4)), 0.3
    x, y = make_classification(
        1500, 10, n_informative=6, n_classes=5, n_clusters_per_class=1, weights=[0.6, 0.25, 0.1, 0.03], random_state=9
    )
    yield "rare_classes", frame(x, y.astype(str)), 0.3
    x, y = make_classification(
        24_000, 12, n_informative=8, n_clusters_per_class=2, weights=[0.998], flip_y=0, class_sep=1.5, random_state=8
    )
    yield "rare_clusters", frame(x, y.astype(str)), 0.5


def frame(x, y):
    return pd.DataFrame(np.round(x, 5), columns=[f"x{i}" for i in range(x.shape[1])]).assign(y=y)


def titanic_like(rng):
    n = 900
    sex = rng.choice(["male", "female"], n, p=[0.65, 0.35])
    pclass = rng.choice([1, 2, 3], n, p=[0.24, 0.21, 0.55])
    age = np.clip(rng.normal(30, 14, n), 0.5, 80).round(1)
    fare = np.exp(rng.normal(np.choose(pclass - 1, [4.2, 2.9, 2.4]), 0.6)).round(2)
    score = 2.5 * (sex == "female") - 0.9 * (pclass - 2) - 0.02 * (age - 30) + 1.2 * (age < 10) - 1.1
    survived = rng.random(n) < 1 / (1 + np.exp(-score))
    made = pd.DataFrame({"sex": sex, "pclass": pclass, "age": age, "fare": fare})
    made["embarked"] = rng.choice(["S", "C", "Q"], n, p=[0.7, 0.2, 0.1])
    made["siblings"] = rng.poisson(0.5, n)
    made.loc[rng.random(n) < 0.2, "age"] = np.nan
    return made.assign(y=survived.astype(int).astype(str))


def categories(rng):
    """Three hundred cities, each with a habit of its own."""
    n = 6000
    habit = rng.normal(0, 1.2, 300)
    city = rng.integers(0, 300, n)
    x = rng.normal(size=n)
    y = rng.random(n) < 1 / (1 + np.exp(-(habit[city] + 0.5 * x)))
    return pd.DataFrame({"city": [f"city {c}" for c in city], "x": x.round(4), "y": y.astype(int).astype(str)})
