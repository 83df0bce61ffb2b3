"""What a data scientist would write: reads a CSV of numbers, keeps a fifth back, fits, scores it, saves the model.

    sklearn_small.py LEARNER LABEL FILE MODEL
"""

import sys

import joblib
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

learner, label, file, model_file = sys.argv[1:]
rows = pd.read_csv(file)
x, y = rows.drop(columns=["target", "label"]), rows[label]
x_train, x_test, y_train, y_test = train_test_split(
    x, y, test_size=0.2, random_state=42, stratify=y if label == "label" else None)
model = make_pipeline(
    StandardScaler(),
    {
        "logistic_regression": lambda: LogisticRegression(random_state=42),
        "linear_regression": LinearRegression,
        "mlp": lambda: MLPClassifier(random_state=42, max_iter=20),
    }[learner](),
).fit(x_train, y_train)
if label == "label":
    scores = model.predict_proba(x_test)[:, 1]
    print("accuracy", accuracy_score(y_test, model.predict(x_test)))
    print("roc_auc", roc_auc_score(y_test == model.classes_[1], scores))
else:
    print("r2", r2_score(y_test, model.predict(x_test)))
joblib.dump(model, model_file)
