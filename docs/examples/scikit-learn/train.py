"""Trains a classifier on the iris data and exports it to ONNX; writes the rows for validation too."""
import csv

from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

iris = load_iris()
x, x_test, y, y_test = train_test_split(
    iris.data.astype("float32"), iris.target, test_size=0.3, random_state=42, stratify=iris.target
)
model = LogisticRegression(max_iter=1000).fit(x, y)
onnx = to_onnx(model, x[:1], options={"zipmap": False})
with open("model.onnx", "wb") as file:
    file.write(onnx.SerializeToString())
with open("test.csv", "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["sepal_length", "sepal_width", "petal_length", "petal_width", "species"])
    rows.writerows([*map(float, row), int(label)] for row, label in zip(x_test, y_test))
