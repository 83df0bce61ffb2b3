"""What builds survive, in a real Jenkins: gates, a restart of the controller, a lost agent, an abort.

    python3 survive.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER [DATA_CSV]

Ends with an error at the first thing that is not as it should be. Run it in the project's folder after
`mvn -f engine-pom.xml -DskipTests package`.
"""
import html
import pathlib
import re
import sys
import time

from controller import Controller

DATA = "docs/examples/german-credit/german_credit.csv"

GATED = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  def trained = mlTrain data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'gradient_boosting'
  mlValidate model: trained.model
}
mlGate gates: ['accuracy>=%(least)s', 'roc_auc>=0.7']
"""
LONG = """
node('agent') {
  sh 'cp "%(data)s" data.csv'
  mlTrain data: 'data.csv', label: 'credit_risk', posLabel: 'bad', algorithm: 'gradient_boosting', threads: 1,
    hyperparameters: [max_iter: %(iterations)d, learning_rate: 0.001, early_stopping: false]
}
"""


def workers(job):
    """The processes that work for a job on this machine."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_text().split("\0")
        except (OSError, UnicodeDecodeError):
            continue
        if any(a.startswith("@") and f"/{job}@tmp/" in a and a.endswith("/java.args") for a in arguments):
            found.append(int(process.name))
    return found


def begin(controller, job):
    """Starts a training; its worker, once it fits."""
    controller.post(f"job/{job}/build")
    log = controller.until(job, 1, "[ml-pipeline] fitting ", "\nFinished: ")
    assert "[ml-pipeline] fitting " in log, log
    (worker,) = workers(job)
    return worker


def end(controller, job, result, sentence):
    log = controller.until(job, 1, "\nFinished: ")
    assert f"Finished: {result}" in log and sentence in log, log
    return log


def gone(job):
    for _ in range(100):
        if not workers(job):
            return
        time.sleep(0.1)
    raise AssertionError(f"{job}: still there: {workers(job)}")


def gates(controller, data):
    controller.job("within", GATED % {"data": data, "least": "0.7"})
    controller.job("above", GATED % {"data": data, "least": "0.99"})
    assert "Finished: SUCCESS" in controller.build("within", 1)
    log = controller.build("above", 1)
    sentence = re.search("^ERROR: (Model .*)$", log, re.MULTILINE)[1]
    assert "Finished: FAILURE" in log, log
    page = html.unescape(controller.get("job/above/1/ml-pipeline/model/"))
    reason = sentence.split(": ", 1)[1]
    assert reason in page, page
    print(f"train, validate, gate: SUCCESS; above reach: FAILURE, log and page say: {sentence}", flush=True)


def restart(controller, data):
    controller.job("restart", LONG % {"data": data, "iterations": 20000})
    worker = begin(controller, "restart")
    controller.process.terminate()
    controller.process.wait(120)
    assert workers("restart") == [worker]
    controller.start()
    once(controller, "restart", worker, "controller restarted")


def agent(controller, data):
    controller.job("agent", LONG % {"data": data, "iterations": 20000})
    worker = begin(controller, "agent")
    controller.agent.kill()
    controller.agent.wait()
    assert workers("agent") == [worker]
    controller.connect()
    once(controller, "agent", worker, "agent killed and connected again")


def once(controller, job, worker, what):
    assert set(workers(job)) <= {worker}
    log = end(controller, job, "SUCCESS", "[ml-pipeline] reading")
    assert log.count("[ml-pipeline] reading\n") == 1, log
    gone(job)
    print(f"{what} in the middle: SUCCESS, one worker ({worker})", flush=True)


def abort(controller, data):
    controller.job("abort", LONG % {"data": data, "iterations": 100000})
    worker = begin(controller, "abort")
    controller.post("job/abort/1/stop")
    end(controller, "abort", "ABORTED", "")
    gone("abort")
    print(f"aborted: ABORTED, worker {worker} is gone", flush=True)


def main():
    war, hpi, plugins = sys.argv[1:4]
    data = pathlib.Path(sys.argv[4] if len(sys.argv) > 4 else DATA).absolute()
    with Controller("target/survive", war, hpi, plugins, "target/engine/libraries") as controller:
        print(f"{len(list(controller.folder.glob('home/plugins/*.jpi')))} plugins; warnings at the start:", controller.warnings(), flush=True)
        for show in (gates, restart, agent, abort):
            show(controller, data)
        for line in controller.warnings():
            print("in the log:", line)


if __name__ == "__main__":
    main()
