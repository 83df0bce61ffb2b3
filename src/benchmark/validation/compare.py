"""Measures validation as a whole process, side by side with Python in one run: the tools take turns, and for each the run
with the least processor time of all rounds is shown (a busy machine only ever adds).

python compare.py FOLDER PYTHON [--mlflow PYTHON] [--rounds 3] [--ml-pipeline target/engine/dist/bin/ml-pipeline] [--busy N]

FOLDER is what make.py made; PYTHON has the packages of rival.py, that of --mlflow those of rival_mlflow.py. With --busy so
many other processes compute all the time, as on a machine that others use.
"""

import argparse
import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
THREADS = "2"
RIVAL = "pandas + onnxruntime + scikit-learn"


def measure(command, output):
    """Wall and processor seconds, and peak resident megabytes, of a process with its children."""
    start = time.monotonic()
    with open(output, "w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{command[0]} failed with status {status >> 8}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@contextlib.contextmanager
def busy(count):
    """Beside so many processes that compute without end."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def agree(evaluation, answers):
    ours = json.loads(pathlib.Path(evaluation).read_text())["metrics"]
    theirs = json.loads(pathlib.Path(answers).read_text())
    for key, value in theirs.items():
        if abs(ours[key]["value"] - value) > 1e-6:
            sys.exit(f"{key}: {ours[key]['value']} here, {value} there")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("python")
    parser.add_argument("--mlflow")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--ml-pipeline", default="target/engine/dist/bin/ml-pipeline")
    parser.add_argument("--cases", type=lambda text: [case.split(":") for case in text.split(",")],
                        default="depth8:rows,unlimited:rows,depth8:small,depth8:large")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp())
    print("| Model | Rows | Tool | Seconds | CPU seconds | Peak MB |")
    print("|---|---|---|---|---|---|")
    for model, data in options.cases:
        onnx = str(options.folder / f"{model}.onnx")
        csv = str(options.folder / f"{data}.csv")
        evaluation = str(work / "evaluation.json")
        tools = {
            "ml-pipeline": [options.ml_pipeline, "validate", "--model", onnx, "--data", csv, "--label", "y",
                            "--pos-label", "1", "--threads", THREADS, "--output", evaluation],
            RIVAL: [options.python, str(HERE / "rival.py"), onnx, csv, "y", THREADS],
        }
        if data == "large":
            # Whether time and memory grow with the rows is a question about ourselves.
            del tools[RIVAL]
        elif options.mlflow:
            tools["mlflow.models.evaluate"] = [options.mlflow, str(HERE / "rival_mlflow.py"), onnx, csv, "y", THREADS]
        measured = {tool: [] for tool in tools}
        with busy(options.busy):
            for _ in range(options.rounds):
                for tool, command in tools.items():
                    measured[tool].append(measure(command, work / f"{tool.split()[0]}.txt"))
        if RIVAL in tools:
            # With more threads ONNX Runtime sums float32 in another order, which decides evenly split votes.
            measure([*tools[RIVAL][:-1], "1"], work / "one-thread.txt")
            agree(evaluation, work / "one-thread.txt")
        with open(csv, "rb") as lines:
            rows = sum(1 for _ in lines) - 1
        for tool, runs in measured.items():
            wall, cpu, _ = min(runs, key=lambda run: run[1])
            peak = statistics.median(run[2] for run in runs)
            print(f"| {model} | {rows:,} | {tool} | {min(r[0] for r in runs):.2f} | {cpu:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
