"""Golden thresholds, computed with scikit-learn by trying every one.

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/threshold/golden.json (run from the project's root:
python src/test/python/threshold_golden.py). With a folder as argument that holds model.onnx and rows.csv it also writes
answers.json there: the labels and probabilities that ONNX Runtime's Python package answers.
"""

import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/threshold/golden.json")


def specificity(truth, predicted):
    return metrics.recall_score(truth, predicted, pos_label=False, zero_division=0)


AIMS = {
    "f1": (lambda t, p: metrics.f1_score(t, p, zero_division=0), 1),
    "fbeta(beta=2)": (lambda t, p: metrics.fbeta_score(t, p, beta=2, zero_division=0), 1),
    "accuracy": (metrics.accuracy_score, 1),
    "balanced_accuracy": (metrics.balanced_accuracy_score, 1),
    "matthews_corrcoef": (metrics.matthews_corrcoef, 1),
    "expected_cost(fn=10,fp=1)": (lambda t, p: 10 * np.mean(t & ~p) + np.mean(p & ~t), -1),
    "expected_cost(fn=1,fp=50)": (lambda t, p: np.mean(t & ~p) + 50 * np.mean(p & ~t), -1),
}
PRECISION = lambda t, p: metrics.precision_score(t, p, zero_division=0)
DEMANDS = {
    "recall>=0.9": (metrics.recall_score, 0.9, PRECISION),
    "recall>=0.5": (metrics.recall_score, 0.5, PRECISION),
    "precision>=0.6": (PRECISION, 0.6, metrics.recall_score),
    "specificity>=0.95": (specificity, 0.95, metrics.recall_score),
}


def cuts(scores):
    """Every set of rows that a threshold can flag, from none (where scores leave room above) to all."""
    flagged = [scores >= s for s in np.unique(scores)]
    return flagged + ([np.zeros(len(scores), bool)] if scores.max() < 1 else [])


def case(name, scores, truth):
    best = {}
    for key, (metric, sign) in AIMS.items():
        best[key] = sign * max(sign * metric(truth, flagged) for flagged in cuts(scores))
    for key, (metric, least, counterpart) in DEMANDS.items():
        allowed = [f for f in cuts(scores) if f.any() and metric(truth, f) >= least]
        if allowed:
            aim = max(counterpart(truth, f) for f in allowed)
            best[key] = max(metric(truth, f) for f in allowed if counterpart(truth, f) == aim)
        else:
            best[key] = None
    return {"name": name, "scores": [float(s) for s in scores], "truth": truth.tolist(), "best": best}


def main():
    rng = np.random.default_rng(20)
    truth = rng.random(400) < 0.3
    spread = (1 / (1 + np.exp(-(rng.normal(size=400) + 1.2 * truth - 0.8)))).astype(np.float32)
    rare = rng.random(600) < 0.03
    cases = [
        case("all different", spread, truth),
        case("many equal", np.round(spread * 10).astype(np.float32) / np.float32(10), truth),
        case("rare", (spread.repeat(2)[:600] * np.float32(0.1) + np.float32(0.02) * rare).astype(np.float32), rare),
        case("close together", (np.float32(0.3) + spread * np.float32(1e-6)).astype(np.float32), truth),
    ]
    OUT.write_text(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}) + "\n")
    if len(sys.argv) > 1:
        answers(Path(sys.argv[1]))


def answers(folder):
    import onnxruntime
    import pandas as pd

    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    rows = pd.read_csv(folder / "rows.csv")
    feed = {}
    for i in session.get_inputs():
        column = rows[i.name]
        feed[i.name] = (
            column.astype(object).where(column.notna(), "").to_numpy(dtype=object).reshape(-1, 1)
            if i.type == "tensor(string)"
            else column.to_numpy(dtype=np.float32).reshape(-1, 1)
        )
    label, probabilities = session.run(["label", "probabilities"], feed)
    (folder / "answers.json").write_text(
        json.dumps(
            {
                "onnxruntime": onnxruntime.__version__,
                "labels": list(label),
                "probabilities": [[float(p) for p in row] for row in probabilities],
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
