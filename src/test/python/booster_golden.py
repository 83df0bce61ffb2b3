"""Golden values of native tree files: models written by XGBoost and LightGBM themselves, with what they answer.

    python src/test/python/booster_golden.py src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/booster

Run once for each version that is to be read; needs numpy, scikit-learn, and xgboost and/or lightgbm. A file NAME.json or NAME.ubj or
NAME.txt is a model; NAME.golden.json holds the version, rows (null where a value is missing) and the answers for them.
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(7)


def with_missing(X):
    X = X.astype("float32").copy()
    X[rng.random(X.shape) < 0.1] = np.nan
    return X


binary = load_breast_cancer()
BX, by = with_missing(binary.data[:, :6]), binary.target
iris = load_iris()
IX, iy = with_missing(iris.data), iris.target
diabetes = load_diabetes()
DX, dy = with_missing(diabetes.data[:, :6] * 10), diabetes.target / 10
NAMES = [f"column_{i}" for i in range(6)]


def rows(X):
    take = X[:: max(1, len(X) // 24)][:24].copy()
    take[0] = np.nan
    take[1] = 0
    return take


def golden(name, library, version, take, answers):
    document = {
        "library": library,
        "version": version,
        "rows": [[None if np.isnan(v) else float(v) for v in row] for row in take],
        "answers": np.asarray(answers, dtype="float64").reshape(len(take), -1).tolist(),
    }
    (out / f"{name}.golden.json").write_text(json.dumps(document) + "\n")


def of_xgboost():
    import xgboost as xgb

    short = "".join(xgb.__version__.split(".")[:2])
    kinds = {
        "binary": (BX, by, {"objective": "binary:logistic"}),
        "multiclass": (IX, iy, {"objective": "multi:softprob", "num_class": 3}),
        "regression": (DX, dy, {"objective": "reg:squarederror"}),
        "poisson": (DX, dy, {"objective": "count:poisson"}),
    }
    for kind, (X, y, parameters) in kinds.items():
        names = NAMES[: X.shape[1]]
        data = xgb.DMatrix(X, y, feature_names=names)
        booster = xgb.train({"max_depth": 3, "eta": 0.4, "seed": 1, **parameters}, data, 4)
        take = rows(X)
        answers = booster.predict(xgb.DMatrix(take, feature_names=names))
        end = "json" if kind in ("multiclass", "regression") else "ubj"
        name = f"xgboost{short}_{kind}"
        booster.save_model(out / f"{name}.{end}")
        golden(name, "xgboost", xgb.__version__, take, answers)
    order = np.argsort(rng.random(len(BX)), kind="stable")
    data = xgb.DMatrix(BX[order], by[order], feature_names=NAMES, group=[len(BX)])
    booster = xgb.train({"max_depth": 3, "objective": "rank:pairwise", "seed": 1}, data, 3)
    take = rows(BX)
    booster.save_model(out / f"xgboost{short}_rank.ubj")
    golden(f"xgboost{short}_rank", "xgboost", xgb.__version__, take, booster.predict(xgb.DMatrix(take, feature_names=NAMES)))
    if short == "32":
        import pandas as pd

        frame = pd.DataFrame({"kind": pd.Categorical(np.arange(200) % 7), "x": np.arange(200) % 11})
        target = (np.arange(200) % 7 == 3).astype(int)
        data = xgb.DMatrix(frame, target, enable_categorical=True)
        xgb.train({"objective": "binary:logistic", "max_depth": 2}, data, 2).save_model(out / "xgboost_categorical.json")


def of_lightgbm():
    import lightgbm as lgb

    short = "".join(lgb.__version__.split(".")[:2])
    kinds = {
        "binary": (BX, by, {"objective": "binary"}),
        "multiclass": (IX, iy, {"objective": "multiclass", "num_class": 3}),
        "regression": (DX, dy, {"objective": "regression"}),
        "poisson": (DX, dy, {"objective": "poisson"}),
        "without_missing": (np.nan_to_num(BX), by, {"objective": "binary"}),
    }
    for kind, (X, y, parameters) in kinds.items():
        names = NAMES[: X.shape[1]]
        data = lgb.Dataset(X.astype("float64"), y, feature_name=names)
        booster = lgb.train(
            {"num_leaves": 6, "learning_rate": 0.4, "seed": 1, "verbose": -1, "num_threads": 1, **parameters}, data, 4
        )
        take = rows(X)
        name = f"lightgbm{short}_{kind}"
        booster.save_model(out / f"{name}.txt")
        golden(name, "lightgbm", lgb.__version__, take, booster.predict(take.astype("float64")))
    data = lgb.Dataset(BX.astype("float64"), by, group=[len(BX)], feature_name=NAMES)
    booster = lgb.train({"objective": "lambdarank", "num_leaves": 6, "verbose": -1, "num_threads": 1}, data, 3)
    take = rows(BX)
    booster.save_model(out / f"lightgbm{short}_rank.txt")
    golden(f"lightgbm{short}_rank", "lightgbm", lgb.__version__, take, booster.predict(take.astype("float64")))
    if short == "47":
        kinds = np.stack([np.arange(200) % 7, np.arange(200) % 11], axis=1).astype("float64")
        data = lgb.Dataset(kinds, (np.arange(200) % 7 == 3).astype(int), categorical_feature=[0])
        lgb.train({"objective": "binary", "verbose": -1, "min_data_per_group": 1, "cat_smooth": 1}, data, 2).save_model(
            out / "lightgbm_categorical.txt"
        )
        zero = lgb.Dataset(np.nan_to_num(BX).astype("float64"), by)
        lgb.train({"objective": "binary", "verbose": -1, "zero_as_missing": True}, zero, 1).save_model(
            out / "lightgbm_zero_as_missing.txt"
        )


for make in (of_xgboost, of_lightgbm):
    try:
        make()
    except ImportError as e:
        print(f"left out: {e}")
