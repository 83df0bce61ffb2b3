"""mlflow.models.evaluate on an ONNX model behind a Python function, as its documentation shows it.

python rival_mlflow.py MODEL CSV LABEL THREADS
"""

import json
import logging
import os
import sys
import tempfile

import mlflow
import numpy as np
import onnxruntime
import pandas as pd


def main():
    model, csv, label, threads = sys.argv[1:]
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def predict(rows):
        return session.run(None, {name: rows.to_numpy(dtype=np.float32)})[0]

    rows = pd.read_csv(csv)
    # It keeps its database and what it draws in the working directory.
    os.chdir(tempfile.mkdtemp())
    result = mlflow.models.evaluate(
        predict, rows, targets=label, model_type="classifier", evaluators="default",
        evaluator_config={"log_model_explainability": False, "log_explainer": False},
    )
    print(json.dumps({key: float(value) for key, value in result.metrics.items()}))


if __name__ == "__main__":
    main()
