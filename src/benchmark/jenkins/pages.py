"""Server time and bytes of the pages, in a real Jenkins with many builds.

    python3 pages.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER

One build trains, validates (on 200 slices) and gates a model. Its folder is copied while Jenkins is away: 1,000 builds of one
job, and 180 other jobs with 50 builds each, 10,000 builds in all. Then each page is asked for by one reader: the first view
after Jenkins has started, and the median of ten more. Run it in the project's folder after
`mvn -f engine-pom.xml -DskipTests package`.
"""
import csv
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

from controller import Controller

DATA = pathlib.Path("docs/examples/german-credit/german_credit.csv")
SLICES, BUILDS, JOBS, BUILDS_OF_A_JOB, VIEWS = 200, 1000, 180, 50, 10
SCRIPT = """
node('agent') {
  sh 'cp "%s" data.csv'
  def trained = mlTrain id: 'credit', data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'logistic_regression',
    ignore: ['branch']
  mlValidate id: 'credit', model: trained.model, data: 'data.csv', slices: ['branch']
}
mlGate id: 'credit', gates: [[metric: 'accuracy', min: 0.5], [metric: 'accuracy', min: 0.1, slice: 'branch', id: 'branches'],
  [metric: 'roc_auc', min: 0.5]]
"""
PAGES = [
    ("job", "job/credit/"),
    ("models of the job", "job/credit/ml-pipeline/"),
    ("build", "job/credit/%d/"),
    ("model, 200 slices", "job/credit/%d/ml-pipeline/credit/"),
    ("two builds compared", "ml-models/compare/?model=credit%%23%d&model=credit%%231"),
    ("all models", "ml-models/"),
    ("all models, remote API", "ml-models/api/json?depth=2"),
    ("badge", "ml-badge/verdict.svg?job=credit"),
    ("deployments", "ml-deployments/"),
    ("job without models", "job/plain/"),
]


def data(file):
    """The rows four times, each of one of the branches."""
    with open(DATA, newline="") as source, open(file, "w", newline="") as target:
        rows = list(csv.reader(source))
        writer = csv.writer(target)
        writer.writerow(rows[0] + ["branch"])
        for i in range(4 * (len(rows) - 1)):
            writer.writerow(rows[1 + i % (len(rows) - 1)] + [f"b{i * 7919 % SLICES:03d}"])


def copy(build, folder, number):
    """A build once more: its documents are the same files, its own record is written anew."""
    target = folder / str(number)
    shutil.copytree(build, target, copy_function=os.link, symlinks=True)
    record = target / "build.xml"
    text = record.read_text()
    record.unlink()
    moved = int(re.search("<timestamp>([0-9]+)", text)[1]) + number * 1000
    record.write_text(re.sub("<timestamp>[0-9]+", f"<timestamp>{moved}", text))


def many(jobs):
    """Copies the one build."""
    first = jobs / "credit/builds/1"
    for number in range(2, BUILDS + 1):
        copy(first, jobs / "credit/builds", number)
    (jobs / "credit/nextBuildNumber").write_text(str(BUILDS + 1))
    for i in range(JOBS):
        job = jobs / f"credit-{i}"
        (job / "builds").mkdir(parents=True)
        shutil.copy(jobs / "credit/config.xml", job / "config.xml")
        for number in range(1, BUILDS_OF_A_JOB + 1):
            copy(first, job / "builds", number)
        (job / "nextBuildNumber").write_text(str(BUILDS_OF_A_JOB + 1))


def view(url):
    """Milliseconds and bytes of a page."""
    begin = time.perf_counter()
    with urllib.request.urlopen(url) as answer:
        body = answer.read()
    return (time.perf_counter() - begin) * 1000, len(body)


def live(controller):
    """MiB of the live objects, after a full collection."""
    answer = subprocess.run(
        ["jcmd", str(controller.process.pid), "GC.class_histogram"], capture_output=True, text=True, check=True)
    return int(answer.stdout.strip().splitlines()[-1].split()[2]) / 2**20


def main():
    war, hpi, plugins = sys.argv[1:4]
    pathlib.Path("target/pages").mkdir(parents=True, exist_ok=True)
    file = pathlib.Path("target/pages/data.csv").absolute()
    data(file)
    with Controller("target/pages/run", war, hpi, plugins, "target/engine/libraries", heap="1g") as controller:
        controller.job("credit", SCRIPT % file)
        controller.job("plain", "echo 'nothing'")
        log = controller.build("credit", 1)
        # Some branches have too few rows to tell.
        if not re.search("Finished: (SUCCESS|UNSTABLE)", log):
            sys.exit(log)
        controller.build("plain", 1)
        controller.process.terminate()
        controller.process.wait(120)
        home = controller.folder / "home"
        many(home / "jobs")
        # As after an update of the plugin: the index is made from the builds.
        for stale in [*home.glob("ml-pipeline-models-complete"), *home.glob("jobs/*/ml-pipeline-models.json")]:
            stale.unlink()
        controller.start()
        begin = time.time()
        while '"complete":true' not in controller.get("ml-models/api/json"):
            time.sleep(0.5)
        print(f"index of {JOBS + 2} jobs made {time.time() - begin:.1f} s after Jenkins answered; live objects {live(controller):.0f} MiB")
        print("| Page | First view | Later views | KiB |\n|---|---|---|---|")
        for name, page in PAGES:
            url = controller.url + (page % BUILDS if "%d" in page else page)
            first, size = view(url)
            later = [view(url)[0] for _ in range(VIEWS)]
            print(f"| {name} | {first:.0f} ms | {statistics.median(later):.0f} ms | {size / 1024:.0f} |", flush=True)
        print(f"live objects {live(controller):.0f} MiB")
        for line in controller.warnings():
            print("in the log:", line)


main()
