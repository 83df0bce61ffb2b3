"""Makes what the validation benchmark runs on: rows.csv, small.csv (its first 100 rows), large.csv (five times the rows)
and two random forests of 100 trees as ONNX, one of depth 8 and one of unlimited depth.

python make.py FOLDER [ROWS]
"""

import pathlib
import sys

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier

FEATURES = 30
TRAINING_ROWS = 20_000
BLOCK = 100_000


def table(features, labels):
    frame = pd.DataFrame(features, columns=[f"x{i}" for i in range(FEATURES)])
    frame["y"] = labels
    return frame


def write(rows, path):
    for start in range(0, len(rows), BLOCK):
        rows[start : start + BLOCK].to_csv(
            path, index=False, float_format="%.6g", header=start == 0, mode="w" if start == 0 else "a"
        )


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    folder.mkdir(parents=True, exist_ok=True)
    features, labels = make_classification(
        n_samples=rows + TRAINING_ROWS,
        n_features=FEATURES,
        n_informative=20,
        n_redundant=5,
        flip_y=0.05,
        random_state=7,
    )
    features = features.astype(np.float32)
    for name, depth in (("depth8", 8), ("unlimited", None)):
        forest = RandomForestClassifier(n_estimators=100, max_depth=depth, random_state=7, n_jobs=2)
        forest.fit(features[:TRAINING_ROWS], labels[:TRAINING_ROWS])
        depths = [tree.get_depth() for tree in forest.estimators_]
        nodes = sum(tree.tree_.node_count for tree in forest.estimators_)
        model = to_onnx(forest, features[:1], options={"zipmap": False})
        (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
        print(f"{name}: {nodes} nodes, depth {min(depths)} to {max(depths)}")
    frame = table(features[TRAINING_ROWS:], labels[TRAINING_ROWS:])
    write(frame, folder / "rows.csv")
    write(frame[:100], folder / "small.csv")
    lines = (folder / "rows.csv").read_bytes()
    body = lines[lines.index(b"\n") + 1 :]
    with open(folder / "large.csv", "wb") as large:
        large.write(lines)
        for _ in range(4):
            large.write(body)


if __name__ == "__main__":
    main()
