"""Times the reading of the same rows in several formats beside pandas and pyarrow; docs/benchmarks.md holds the outcome.

    python src/benchmark/validation/formats.py FOLDER [ROWS] [ROUNDS]

`src/benchmark/run formats` gets what that needs and runs it.

FOLDER gets the rows (1,000,000 of 20 numbers, two columns of texts and a label) as CSV, the same with gzip and zstd, and Parquet.
Each round runs, one after the other, `ml-pipeline profile` and formats_rival.py for each format, as whole processes on one
thread: both read all rows and answer mean, least and greatest value of each number and the counts of each text, so that
every cell is parsed. Medians of the rounds are compared. Needs pandas and pyarrow; Linux.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pyarrow

HERE = pathlib.Path(__file__).parent
COMMAND = "target/engine/dist/bin/ml-pipeline"
FORMATS = ("rows.csv", "rows.csv.gz", "rows.csv.zst", "rows.parquet")


def prepare(folder, rows):
    random = np.random.default_rng(0)
    frame = pd.DataFrame(
        np.round(random.normal(size=(rows, 20)), 5).astype("float32"), columns=[f"x{i}" for i in range(20)])
    frame["city"] = random.choice(["Ulm", "Bern", "Graz", "Lyon", "Turku"], rows)
    frame["plan"] = random.choice(["basic", "plus"], rows)
    frame["label"] = random.choice(["no", "yes"], rows)
    frame.to_csv(folder / "rows.csv", index=False)
    frame.to_csv(folder / "rows.csv.gz", index=False)
    frame.to_csv(folder / "rows.csv.zst", index=False)
    frame.to_parquet(folder / "rows.parquet", index=False)


def run(command):
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"}
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} ended with {status}")
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def ours(file):
    return run([COMMAND, "profile", "--quiet", "--data", file, "--label", "label", "--output", file.parent / "reference.json"])


def theirs(file):
    return run([sys.executable, HERE / "formats_rival.py", file])


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FORMATS[-1]).exists():
        prepare(folder, rows)
    measured = {(name, side): [] for name in FORMATS for side in (ours, theirs)}
    for i in range(rounds):
        for (name, side), results in measured.items():
            results.append(side(folder / name))
            print(i + 1, name, side.__name__, results[-1], file=sys.stderr, flush=True)
    print("| File | MB | | Time (s) | CPU (s) | Peak memory (MB) |")
    print("|---|---|---|---|---|---|")
    for (name, side), results in measured.items():
        time_, cpu, memory = (statistics.median(r[key] for r in results) for key in ("wall", "cpu", "memory"))
        tool = "`ml-pipeline profile`" if side is ours else "pandas"
        size = (folder / name).stat().st_size / 1e6
        print(f"| {name} | {size:.0f} | {tool} | {time_:.2f} | {cpu:.2f} | {memory:.0f} |")
    print(f"\nOne thread, medians of {rounds} round(s); pandas {pd.__version__}, pyarrow {pyarrow.__version__}, Python"
          f" {sys.version.split()[0]}.")


if __name__ == "__main__":
    main()
