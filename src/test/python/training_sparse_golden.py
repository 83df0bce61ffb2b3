"""Makes the golden values of linear learners with more categories than a dense matrix has columns for, with scikit-learn.

    python src/test/python/training_sparse_golden.py      (from the project's root)

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear/sparse-golden.json: what scikit-learn says of the first
rows of data that SparseDesignTest makes by the same whole numbers.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear/sparse-golden.json")
ROWS, CITIES, TOWNS, SHOWN = 3600, 1100, 40, 150


def main():
    i = np.arange(ROWS)
    city = i * 7919 % CITIES
    town = i * i % TOWNS
    x = (i * 37 % 101) / 10
    noise = i * 104729 % 997
    number = city * city % 53 + town % 7 + x + noise / 100
    two = number > 38
    three = np.digitize(number, [25, 50])
    weight = 1 + i % 3
    table = np.column_stack([x, city, town])

    def said(model, y, **fit):
        encode = make_column_transformer((StandardScaler(), [0]), (OneHotEncoder(sparse_output=False), [1, 2]))
        pipeline = make_pipeline(encode, model).fit(table, y, **fit)
        rows = table[:SHOWN]
        answers = pipeline.predict_proba(rows) if hasattr(model, "predict_proba") else pipeline.predict(rows)
        return np.round(answers, 9).tolist()

    logistic = LogisticRegression(tol=1e-10, max_iter=10_000, solver="newton-cholesky")
    weights = {"logisticregression__sample_weight": weight}
    cases = {
        "two": said(logistic, two),
        "two, weighted": said(logistic, two, **weights),
        "three": said(logistic, three),
        "number": said(LinearRegression(), number),
        "number, alpha 2": said(Ridge(2, tol=1e-12), number),
    }
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    OUT.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
