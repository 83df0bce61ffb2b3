"""Times the trainings of small learners as whole processes beside scikit-learn's; docs/benchmarks.md holds the outcome.

    python src/benchmark/training/small.py FOLDER [THREADS] [ROUNDS]

`src/benchmark/run training-small` gets what that needs and runs it.

FOLDER gets numbers.csv, 200,000 rows of 20 made-up numbers, a label of two values and a number to predict (42 MB). Each round
runs, one after the other, `ml-pipeline train` and sklearn_small.py for each learner: both read the file, keep a fifth of the rows
back, learn, score these rows and save the model. Medians of the rounds are compared. Needs scikit-learn, pandas; Linux.
"""

import pathlib
import statistics
import sys

import numpy as np
import pandas as pd
import sklearn
from compare import COMMAND, HERE, run

ROWS, COLUMNS = 200_000, 20
LEARNERS = {"logistic_regression": "label", "linear_regression": "target", "mlp": "label"}
# So that both do the same work: twenty passes over the rows.
OPTIONS = {"mlp": ["--hyperparameter", "max_iter=20"]}


def prepare(file):
    random = np.random.default_rng(0)
    x = random.normal(size=(ROWS, COLUMNS))
    linear = x[:, :6] @ [1.5, -1, 0.7, 0.5, -0.3, 0.2] + 0.5 * x[:, 6] * x[:, 7]
    frame = pd.DataFrame(np.round(x, 6), columns=[f"x{i}" for i in range(COLUMNS)])
    frame["target"] = np.round(linear + random.normal(size=ROWS), 6)
    frame["label"] = np.where(random.random(ROWS) < 1 / (1 + np.exp(-linear)), "yes", "no")
    frame.to_csv(file, index=False)


def ours(learner, label, file, threads):
    other = "target" if label == "label" else "label"
    command = [COMMAND, "train", "--quiet", "--data", file, "--label", label, "--ignore", other, "--algorithm", learner,
               "--threads", threads, "--output", file.parent / learner, *OPTIONS.get(learner, [])]
    return run([str(part) for part in command], threads)[0]


def theirs(learner, label, file, threads):
    command = [sys.executable, HERE / "sklearn_small.py", learner, label, file, file.parent / f"{learner}.joblib"]
    return run([str(part) for part in command], threads)[0]


def main():
    folder = pathlib.Path(sys.argv[1])
    threads = sys.argv[2] if len(sys.argv) > 2 else "1"
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "numbers.csv"
    if not file.exists():
        prepare(file)
    measured = {(learner, side): [] for learner in LEARNERS for side in (ours, theirs)}
    for i in range(rounds):
        for (learner, side), results in measured.items():
            results.append(side(learner, LEARNERS[learner], file, threads))
            print(i + 1, learner, side.__name__, results[-1], file=sys.stderr, flush=True)
    print("| Learner | | Time (s) | CPU (s) | Peak memory (MB) |")
    print("|---|---|---|---|---|")
    for (learner, side), results in measured.items():
        time_, cpu, memory = (statistics.median(r[key] for r in results) for key in ("wall", "cpu", "memory"))
        name = "`ml-pipeline train`" if side is ours else "pandas + scikit-learn"
        print(f"| {learner} | {name} | {time_:.2f} | {cpu:.2f} | {memory:.0f} |")
    print(f"\n{threads} thread(s), medians of {rounds} rounds; {file.stat().st_size / 1e6:.0f} MB of CSV; scikit-learn"
          f" {sklearn.__version__}, pandas {pd.__version__}, Python {sys.version.split()[0]}.")


if __name__ == "__main__":
    main()
