"""What the plugin costs, in a real Jenkins.

    python3 measure.py overhead|heap|serve JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER [DATA_CSV]

overhead: the wall time of mlValidate on 100 rows beside sh with the same worker command, on a warm agent.
heap:     the controller's live objects after every ten of 50 builds, each of which validates and gates a model.
serve:    a controller to look at, until a key is pressed.
Run it in the project's folder after `mvn -f engine-pom.xml -DskipTests package`.
"""
import pathlib
import re
import statistics
import subprocess
import sys

from controller import Controller

DATA = "docs/examples/german-credit/german_credit.csv"
ROUNDS = 15

OVERHEAD = """
node('agent') {
  sh 'cp "%(data)s" data.csv && head -n 101 data.csv >hundred.csv'
  def trained = mlTrain data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest'
  writeFile file: 'keep/java', text: '''#!/bin/sh -e
folder=$(dirname "${1#@}")
for name in spec.json classpath.list java.args; do sed "s#$folder#$PWD/keep#g" "$folder/$name" >"keep/$name"; done
exec java "$@"
'''
  sh 'chmod +x keep/java && mkdir -p keep/tmp'
  mlValidate id: 'kept', model: trained.model, data: 'hundred.csv', java: pwd() + '/keep/java'
  for (int round = 1; round <= %(rounds)d; round++) {
    long begin = System.currentTimeMillis()
    sh '''#!/bin/sh -e
export DJL_OFFLINE=true OPT_OUT_TRACKING=true OMP_WAIT_POLICY=passive OMP_NUM_THREADS=2
mkdir -p keep/tmp
exec java "@$PWD/keep/java.args"
'''
    long middle = System.currentTimeMillis()
    mlValidate id: "round-${round}", model: trained.model, data: 'hundred.csv'
    long end = System.currentTimeMillis()
    echo "TIMES ${middle - begin} ${end - middle}"
  }
}
"""
CYCLE = """
node('agent') {
  if (!fileExists('ml-pipeline/model')) {
    sh 'cp "%(data)s" data.csv'
    mlTrain data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'random_forest'
  }
  mlValidate model: 'ml-pipeline/model'
}
mlGate gates: ['accuracy>=0.5', 'roc_auc>=0.5']
"""


def overhead(controller, data):
    controller.job("overhead", OVERHEAD % {"data": data, "rounds": ROUNDS})
    times = [tuple(map(int, pair)) for pair in re.findall("TIMES (\\d+) (\\d+)", controller.build("overhead", 1))]
    assert len(times) == ROUNDS, controller.get("job/overhead/1/consoleText")
    plain, step = ([pair[i] / 1000 for pair in times[2:]] for i in (0, 1))
    more = [b - a for a, b in zip(plain, step)]
    for name, values in (("sh", plain), ("mlValidate", step), ("difference", more)):
        print(f"{name}: median {statistics.median(values):.2f} s, {min(values):.2f} to {max(values):.2f} s of {len(values)} rounds")


def live(controller):
    """Bytes and number of the live objects, after a full collection."""
    answer = subprocess.run(
        ["jcmd", str(controller.process.pid), "GC.class_histogram"], capture_output=True, text=True, check=True)
    count, size = answer.stdout.strip().splitlines()[-1].split()[1:3]
    ours = [line.split() for line in answer.stdout.splitlines() if "io.jenkins.plugins.mlpipeline" in line]
    return int(size) / 2**20, int(count), sum(int(line[2]) for line in ours) / 1024


def heap(controller, data):
    controller.job("cycle", CYCLE % {"data": data})
    for number in range(1, 51):
        log = controller.build("cycle", number)
        assert "Finished: SUCCESS" in log, log
        if number in (10, 20, 30, 40, 50):
            size, count, ours = live(controller)
            print(f"after build {number}: {size:.1f} MiB in {count} objects, {ours:.1f} KiB of them instances of the plugin", flush=True)


def main():
    command, war, hpi, plugins = sys.argv[1:5]
    data = pathlib.Path(sys.argv[5] if len(sys.argv) > 5 else DATA).absolute()
    with Controller("target/measure", war, hpi, plugins, "target/engine/libraries") as controller:
        if command == "serve":
            input(f"{controller.url} until Enter")
        else:
            {"overhead": overhead, "heap": heap}[command](controller, data)
        for line in controller.warnings():
            print("in the log:", line)


if __name__ == "__main__":
    main()
