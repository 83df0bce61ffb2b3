"""Validates the same folders of CSV files on one agent and on Apache Spark, in turns, and compares the documents: seconds, processor
seconds of all processes, and the memory of the process that counts.

python compare.py FOLDER SPARK_HOME [--rows 1,10] [--master 'local-cluster[2,1,1536]'] [--rounds 2]
                  [--ml-pipeline target/engine/dist/bin/ml-pipeline]

FOLDER is what validation/make.py made, with a million rows; --rows are millions. A folder of more rows has the same files again under
other names.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PARTS = 4
TIMES = ("latency_ms", "cold_start", "peak_memory")


def split(rows, parts):
    """The rows as so many files with a header each."""
    with open(rows, "rb") as lines:
        header = lines.readline()
        body = lines.readlines()
    for part, path in enumerate(parts):
        with open(path, "wb") as out:
            out.write(header)
            out.writelines(body[len(body) * part // len(parts) : len(body) * (part + 1) // len(parts)])


def measure(command, log):
    """Wall and processor seconds of a process with its children."""
    start = time.monotonic()
    with open(log, "w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(pathlib.Path(log).read_text())
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def document(path):
    """The evaluation without what says when and how fast, and its memory in megabytes."""
    read = json.loads(path.read_text())
    memory = read["metrics"]["peak_memory_bytes"]["value"] / 2**20
    for key in ("createdAt", "environment"):
        read.pop(key)
    for key in [k for k in read["metrics"] if k.startswith(TIMES)]:
        read["metrics"].pop(key)
    return read, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("spark_home")
    parser.add_argument("--rows", default="1,10")
    parser.add_argument("--master", default="local-cluster[2,1,1536]")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ml-pipeline", default="target/engine/dist/bin/ml-pipeline")
    options = parser.parse_args()
    os.environ["SPARK_HOME"] = options.spark_home
    work = pathlib.Path(tempfile.mkdtemp(dir=options.folder))
    parts = [work / f"part-{part}.csv" for part in range(PARTS)]
    split(options.folder / "rows.csv", parts)
    print("| Rows | Files | Engine | Seconds | CPU seconds | Memory here (MB) |")
    print("|---|---|---|---|---|---|")
    for millions in map(int, options.rows.split(",")):
        data = work / f"rows-{millions}"
        data.mkdir()
        for copy in range(millions):
            for part in parts:
                os.link(part, data / f"{copy:03}-{part.name}")
        common = [options.ml_pipeline, "validate", "--model", str(options.folder / "depth8.onnx"), "--data", str(data), "--label",
                  "y", "--pos-label", "1"]
        engines = {
            "agent": ["--threads", "2"],
            f"spark {options.master}": ["--engine", "spark", "--master", options.master, "--spark-conf",
                                        "spark.executor.memory=1g", "--spark-conf", "spark.ui.enabled=false"],
        }
        runs = {engine: [] for engine in engines}
        documents = {}
        for _ in range(options.rounds):
            for engine, more in engines.items():
                output = work / "evaluation.json"
                took = measure([*common, *more, "--output", str(output)], work / "log.txt")
                documents[engine], memory = document(output)
                runs[engine].append((*took, memory))
        if len({json.dumps(one) for one in documents.values()}) != 1:
            sys.exit("the documents differ")
        for engine, measured in runs.items():
            wall, cpu, memory = (min(run[i] for run in measured) for i in range(3))
            rows = documents[engine]["data"]["rows"]
            print(f"| {rows:,} | {millions * PARTS} | {engine} | {wall:.1f} | {cpu:.1f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
