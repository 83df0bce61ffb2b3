"""Makes the golden values of target encoding, with scikit-learn's TargetEncoder.

    python src/test/python/training_target_golden.py      (from the project's root)

Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/encoding/target-golden.json. The strength to which means are
drawn to that of all rows is computed here by the analysis of variance (numpy), and given to TargetEncoder as `smooth`.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.preprocessing import TargetEncoder

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/encoding/target-golden.json")


def strength(codes, y):
    groups = [y[codes == c] for c in np.unique(codes)]
    n, k = len(y), len(groups)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (n - k)
    sizes = np.array([len(g) for g in groups])
    between = sum(len(g) * (g.mean() - y.mean()) ** 2 for g in groups)
    apart = (between - (k - 1) * within) / (n - (sizes**2).sum() / n)
    return within / apart


def case(name, codes, y):
    m = strength(codes, y)
    encoder = TargetEncoder(smooth=m, target_type="continuous").fit(codes.reshape(-1, 1), y)
    return {"name": name, "codes": codes.tolist(), "targets": y.tolist(), "strength": m,
            "means": encoder.encodings_[0].tolist(), "all": float(encoder.target_mean_)}


def main():
    rng = np.random.default_rng(15)
    codes = np.concatenate([np.arange(30), rng.integers(0, 30, 400) ** 2 // 30])
    habit = rng.normal(size=30)
    shares = (rng.random(len(codes)) < 1 / (1 + np.exp(-habit[codes]))).astype(float)
    numbers = 100 + 5 * habit[codes] + rng.normal(0, 10, len(codes))
    cases = [case("two labels", codes, shares), case("numbers", codes, numbers)]
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
