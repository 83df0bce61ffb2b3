"""Trains a scikit-learn pipeline on columns of numbers and of texts, and exports it for ml-pipeline (docs/models.md).

python export.py german_credit.csv credit_risk
writes model.onnx and test.csv, the rows that it did not learn from. Needs scikit-learn, pandas and skl2onnx.
"""

import sys

import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

path, label = sys.argv[1:]
data = pd.read_csv(path)
train, test = data[: len(data) * 4 // 5], data[len(data) * 4 // 5 :]
columns = [c for c in data.columns if c != label]
numbers = train[columns].select_dtypes("number").columns.tolist()
texts = [c for c in columns if c not in numbers]


def single(rows):
    """The columns as the exported model gets them: numbers are float32 in ONNX."""
    return rows[columns].astype({c: "float32" for c in numbers})


model = make_pipeline(
    ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            ("texts", OneHotEncoder(handle_unknown="ignore"), texts),
        ]
    ),
    GradientBoostingClassifier(random_state=42),
)
model.fit(single(train), train[label])

# One input for each column, by its name: that is what ml-pipeline feeds.
inputs = [(c, FloatTensorType([None, 1]) if c in numbers else StringTensorType([None, 1])) for c in columns]
onnx = to_onnx(model, initial_types=inputs, options={"zipmap": False})
with open("model.onnx", "wb") as file:
    file.write(onnx.SerializeToString())
test.to_csv("test.csv", index=False)
print("accuracy", (model.predict(single(test)) == test[label]).mean())
