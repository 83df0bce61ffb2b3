"""What a data scientist would write: reads a CSV, fits, scores the test file, saves the model.

    sklearn_train.py ALGORITHM TRAIN TEST MODEL THREADS
"""

import sys

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

algorithm, train_file, test_file, model_file, threads = sys.argv[1:]


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=["NA", "?", ""], dtype={"y": str})


train, test = read(train_file), read(test_file)
features = [c for c in train if c != "y"]
numbers = [c for c in features if train[c].dtype.kind in "if"]
categories = [c for c in features if c not in numbers]
encoder = make_column_transformer(
    ("passthrough", numbers),
    (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=float("nan")), categories),
)
learner = {
    "gradient_boosting": lambda: HistGradientBoostingClassifier(random_state=42),
    "random_forest": lambda: RandomForestClassifier(random_state=42, n_jobs=int(threads)),
}[algorithm]()
model = make_pipeline(encoder, learner).fit(train[features], train["y"])
probabilities = model.predict_proba(test[features])
predicted = model.classes_[probabilities.argmax(axis=1)]
print("accuracy", accuracy_score(test["y"], predicted))
print("roc_auc", roc_auc_score(test["y"] == model.classes_[1], probabilities[:, 1]))
joblib.dump(model, model_file)
