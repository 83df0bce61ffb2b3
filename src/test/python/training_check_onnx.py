"""Serves every model that PythonServingTest left, from raw CSV columns, and compares with the learner's own answers.

    mvn -f engine-pom.xml test -Dtest=PythonServingTest
    training_check_onnx.py target/engine/onnx-check

Needs onnx, onnxruntime, pandas. Exit code 1 when a model is malformed or a score differs by more than 1e-5 max(1, |y|).
"""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
import pandas as pd


def raw(column, kind):
    if kind == "tensor(string)":
        return column.astype(object).where(column.notna(), "").to_numpy(dtype=object).reshape(-1, 1)
    return column.to_numpy(dtype=np.float32).reshape(-1, 1)


def check(case):
    onnx.checker.check_model(onnx.load(case / "model.onnx"), full_check=True)
    session = onnxruntime.InferenceSession(case / "model.onnx", providers=["CPUExecutionProvider"])
    rows = pd.read_csv(case / "holdout.csv")
    outputs = session.run(None, {i.name: raw(rows[i.name], i.type) for i in session.get_inputs()})
    named = dict(zip([o.name for o in session.get_outputs()], outputs))
    expected = json.loads((case / "expected.json").read_text())
    scores = np.array(expected["scores"])
    actual = named["value" if expected.get("labels") is None else "probabilities"].astype(float)
    unit = max(1, scores.std()) if expected.get("labels") is None else 1
    difference = np.abs(actual - scores) / np.maximum(unit, np.abs(scores))
    good = actual.shape == scores.shape and difference.max() <= 1e-5
    if expected.get("labels") is not None:
        labels = np.array(expected["labels"])[actual.argmax(axis=1)]
        good = good and (named[expected["labelOutput"]] == labels).all()
    print(f"{case.name}: {len(rows)} rows, greatest difference {difference.max():.2g}: {'ok' if good else 'WRONG'}")
    return good


if __name__ == "__main__":
    cases = sorted(p for p in pathlib.Path(sys.argv[1]).iterdir() if p.is_dir())
    outcomes = [check(case) for case in cases]
    print(f"{sum(outcomes)} of {len(cases)} models agree; onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    sys.exit(0 if cases and all(outcomes) else 1)
