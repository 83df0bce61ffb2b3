"""The script that people write: pandas, ONNX Runtime, scikit-learn's metrics.

python rival.py MODEL CSV LABEL THREADS
"""

import json
import sys

import numpy as np
import onnxruntime
import pandas as pd
from sklearn import metrics


def main():
    model, csv, label, threads = sys.argv[1:]
    rows = pd.read_csv(csv)
    truth = rows.pop(label).to_numpy()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    features = rows.to_numpy(dtype=np.float32)
    predicted, probabilities = session.run(None, {session.get_inputs()[0].name: features})
    scores = probabilities[:, 1].astype(np.float64)
    answers = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "precision": metrics.precision_score(truth, predicted),
        "recall": metrics.recall_score(truth, predicted),
        "f1": metrics.f1_score(truth, predicted),
        "matthews_corrcoef": metrics.matthews_corrcoef(truth, predicted),
        "roc_auc": metrics.roc_auc_score(truth, scores),
        "average_precision": metrics.average_precision_score(truth, scores),
        "log_loss": metrics.log_loss(truth, scores),
        "brier_score_loss": metrics.brier_score_loss(truth, scores),
    }
    print(json.dumps({key: float(value) for key, value in answers.items()}))


if __name__ == "__main__":
    main()
