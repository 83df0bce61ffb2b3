#!/usr/bin/env python3
"""Attacks on a real Jenkins that once worked, tried again: for each what was tried, and what came of it.

usage: on_jenkins.py JENKINS_WAR PLUGIN_HPI PLUGINS_FOLDER [NAME...]
  NAME   of an attack (all): yaml-bomb, killed, planted-jar, forged, registry, alerts

Run it in the project's folder after `mvn -f engine-pom.xml -DskipTests package`; needs a JDK. Exit code 1 when one of them works.
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

sys.path[:0] = [str(pathlib.Path(__file__).parent.parent), str(pathlib.Path(__file__).parent.parent / "jenkins")]
from attacks import mlflow  # noqa: E402
from attacks.texts import bomb  # noqa: E402
from controller import Controller  # noqa: E402

FOLDER = pathlib.Path("target/attacks").absolute()
MOST = 240  # seconds that a controller has for an answer, and a build for its end
MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
FOUR = """
node('agent') {
  sh 'cp "%(manifest)s" manifest.yaml'
  sleep %(seconds)d
  def branches = [:]
  for (int i = 0; i < 4; i++) {
    branches["branch $i"] = { mlDeploy manifests: 'manifest.yaml', namespace: 'bank', cloud: 'bank' }
  }
  parallel branches
}
"""
TRAIN = "node('agent') { mlTrain data: 'nowhere.csv', label: 'a', algorithm: 'random_forest' }"
EVIL = """package io.jenkins.plugins.mlpipeline.engine.worker;
public class WorkerMain {
  public static void main(String[] args) throws Exception {
    java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "the planted code ran");
    System.exit(1);
  }
}
"""
FORGED = {
    "schemaVersion": 1, "task": "binary", "labels": ["no", "yes"], "posLabel": "yes", "createdAt": "2026-11-01T00:00:00Z",
    "model": {"name": "model.onnx", "digest": "sha256:" + "a" * 64, "format": "onnx", "sizeBytes": 1000},
    "data": {"name": "test.csv", "sha256": "sha256:" + "b" * 64, "rows": 100}, "metrics": {"accuracy": {"value": 0.99, "n": 100}}}
GATE = """
node('agent') { writeFile file: 'evaluation.json', text: '%s' ; mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.5'] }
"""
POLICY = """
def loader = jenkins.model.Jenkins.get().pluginManager.uberClassLoader
def policy = loader.loadClass('io.jenkins.plugins.mlpipeline.config.GatePolicy')
jenkins.model.Jenkins.get().getDescriptorOrDie(loader.loadClass('io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration'))
  .setPolicies([policy.getConstructor(String, String).newInstance('', 'accuracy>=0.9')])
"""
REGISTRY = """
def loader = jenkins.model.Jenkins.get().pluginManager.uberClassLoader
def server = loader.loadClass('io.jenkins.plugins.mlpipeline.config.RegistryConnection')
jenkins.model.Jenkins.get().getDescriptorOrDie(loader.loadClass('io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration'))
  .setRegistries([server.getConstructor(String, String).newInstance('made-up', '%s')])
"""
FROM_REGISTRY = """
node('agent') {
  writeFile file: 'rows.csv', text: 'a,b,y\\n1,2,no\\n3,4,yes\\n'
  mlValidate model: 'models:/%s/1', data: 'rows.csv', label: 'y'
}
"""
TOKEN = "t0ken-of-the-attacks"
ALERTS = """
import com.cloudbees.plugins.credentials.*
import hudson.util.Secret
def loader = jenkins.model.Jenkins.get().pluginManager.uberClassLoader
def text = loader.loadClass('org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl')
def store = SystemCredentialsProvider.getInstance()
store.credentials.add(text.getConstructor(CredentialsScope, String, String, Secret)
  .newInstance(CredentialsScope.SYSTEM, 'alerts', '', Secret.fromString('%(token)s')))
store.save()
def route = loader.loadClass('io.jenkins.plugins.mlpipeline.config.IncidentRoute')
  .getConstructor(String, String, String).newInstance('fraud', 'bank/deployment/fraud', 'alertname=Fraud')
def configuration = jenkins.model.Jenkins.get()
  .getDescriptorOrDie(loader.loadClass('io.jenkins.plugins.mlpipeline.config.IncidentConfiguration'))
configuration.setCredentialsId('alerts')
configuration.setRoutes([route])
def trigger = loader.loadClass('io.jenkins.plugins.mlpipeline.alerts.MlIncidentTrigger')
def job = jenkins.model.Jenkins.get().getItem('respond')
job.addTrigger(trigger.getConstructor(String).newInstance('fraud'))
"""
worked = []


def verdict(holds):
    print("    holds" if holds else "    DOES NOT HOLD", flush=True)
    if not holds:
        worked.append(1)


def end(controller, job, number=1):
    """The log of a build at its end; None when there is none in time, or the controller gives no answer."""
    limit = time.monotonic() + MOST
    while time.monotonic() < limit and controller.process.poll() is None:
        try:
            log = controller.get(f"job/{job}/{number}/consoleText")
            if "\nFinished: " in log:
                return log
        except OSError:
            pass  # still in the queue, or the controller is away
        time.sleep(0.5)
    return None


def answers(controller):
    try:
        return controller.get("api/json") != ""
    except OSError:
        return False


def told(log, *words):
    for line in (log or "").splitlines():
        if any(word in line for word in words):
            print(f"    | {line[:240]}")


def exhausted(controller):
    return (controller.folder / "controller.log").read_text().count("java.lang.OutOfMemoryError")


def again(controller, how=signal.SIGTERM):
    """Ends the controller, at once by SIGKILL, and starts it again."""
    controller.process.send_signal(how)
    try:
        controller.process.wait(30)
    except subprocess.TimeoutExpired:
        controller.process.kill()
        controller.process.wait()
    controller.start()


def yaml_bomb(controller):
    """1: four branches, each with a YAML bomb as its manifest"""
    manifest = FOLDER / "bomb.yaml"
    manifest.write_text(MANIFEST + bomb())
    controller.job("bomb", FOUR % {"manifest": manifest, "seconds": 0})
    controller.post("job/bomb/build")
    print(f"  {manifest.stat().st_size} bytes, heap of {controller.heap}")
    refused(controller, "bomb")
    if not answers(controller) or end(controller, "bomb") is None:
        print("  the controller is ended and started again; the build goes on by itself")
        before = exhausted(controller)
        again(controller, signal.SIGKILL)
        log = end(controller, "bomb")
        print(f"    {exhausted(controller) - before} OutOfMemoryErrors more, "
              f"build: {'no end' if log is None else log.rstrip().splitlines()[-1]}")
        verdict(False)
        controller.process.kill()
        return
    print("  a restart before the manifests are read")
    controller.job("later", FOUR % {"manifest": manifest, "seconds": 20})
    controller.post("job/later/build")
    controller.until("later", 1, "Sleeping for")
    again(controller)
    refused(controller, "later")


def refused(controller, job):
    log = end(controller, job)
    told(log, "ERROR", "Finished")
    print(f"    the controller {'answers' if answers(controller) else 'gives no answer'}, {exhausted(controller)} OutOfMemoryErrors")
    verdict(log is not None and "Finished: FAILURE" in log and "keys and values" in log and exhausted(controller) == 0)


def killed(controller):
    """1: the controller is killed while it reads manifests, as one without memory is, and started again"""
    large = FOLDER / "large.yaml"
    large.write_text(MANIFEST + "data:\n" + "".join(f"  key{i}: value of key {i}\n" for i in range(95_000)))
    controller.job("large", FOUR % {"manifest": large, "seconds": 0})
    mark = controller.folder / "home/jobs/large/builds/1/ml-pipeline-reading"
    controller.post("job/large/build")
    limit = time.monotonic() + MOST
    while not (mark.is_dir() and any(file.name.isdigit() for file in mark.iterdir())):
        if time.monotonic() > limit:
            print("    it was not seen reading")
            verdict(False)
            return
    again(controller, signal.SIGKILL)
    log = end(controller, "large")
    told(log, "ERROR", "while it read", "Finished")
    verdict(log is not None and "so it does not read it again" in log)


def planted_jar(controller):
    """12: a job plants code in the worker's engine for the next job of the agent"""
    mark, code = FOLDER / "ran", FOLDER / "classes"
    source = FOLDER / "WorkerMain.java"
    source.write_text(EVIL % mark)
    subprocess.run(["javac", "-d", code, "--release", "17", source], check=True)
    (evil,) = code.rglob("*.class")
    controller.job("victim", TRAIN)
    controller.post("job/victim/build")
    told(end(controller, "victim"), "ERROR")
    plant = pathlib.Path(__file__).with_name("plant.py").absolute()
    controller.job("planter", f"""node('agent') {{ sh 'python3 "{plant}" "{controller.folder / "agent"}" "{evil}"' }}""")
    controller.post("job/planter/build")
    told(end(controller, "planter"), "planted in")
    controller.job("next", TRAIN)
    for job, number in ("victim", 2), ("next", 1):
        controller.post(f"job/{job}/build")
        log = end(controller, job, number)
        told(log, "ERROR")
        print(f"  {job} #{number}: {mark.read_text() if mark.exists() else 'the planted code did not run'}")
        verdict(not mark.exists() and log is not None and "nowhere.csv: there is no such file" in log)
        mark.unlink(missing_ok=True)


def forged(controller):
    """7: an evaluation written by hand, while a policy is in force"""
    script(controller, POLICY)
    controller.job("forged", GATE % json.dumps(FORGED))
    controller.post("job/forged/build")
    log = end(controller, "forged")
    told(log, "accuracy", "ERROR", "Finished")
    verdict(log is not None and "INCONCLUSIVE" in log and "allowWorkspaceEvaluations" in log and "Finished: SUCCESS" not in log)


def script(controller, text):
    controller.post("scriptText", urllib.parse.urlencode({"script": text}).encode(), "application/x-www-form-urlencoded")


def registry(controller):
    """1, 14: a registry of models that lists very many folders, and has a model that fills whoever reads it"""
    with mlflow.Server(megabytes=300) as server:
        script(controller, REGISTRY % server.url)
        controller.job("endless", FROM_REGISTRY % "endless")
        controller.post("job/endless/build")
        log = end(controller, "endless")
        told(log, "ERROR", "Finished")
        print(f"    the server was asked {server.asked} times")
        verdict(log is not None and "than 1000 folders" in log and server.asked < 1_100)
        print(f"  a model of 300 MB, heap of {controller.heap}")
        controller.job("large", FROM_REGISTRY % "large")
        controller.post("job/large/build")
        log = end(controller, "large")
        told(log, "ERROR", "Finished")
        print(f"    {exhausted(controller)} OutOfMemoryErrors of the controller")
        verdict(log is not None and "Finished: FAILURE" in log and exhausted(controller) == 0 and answers(controller))


def alert(controller, state, *times):
    """Tells the controller of an alert that began at these times; what it answers."""
    alerts = [{"status": state, "labels": {"alertname": "Fraud"}, "annotations": {}, "startsAt": began, "fingerprint": "c0ffee"}
              for began in times]
    body = json.dumps({"version": "4", "groupKey": "g", "status": state, "alerts": alerts}).encode()
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + TOKEN}
    with urllib.request.urlopen(urllib.request.Request(controller.url + "ml-alerts/alertmanager", body, headers)) as answer:
        return answer.read().decode().strip()


def alerts(controller):
    """14: alerts that push what was started out of the record, so that more is started than the route permits"""
    controller.job("respond", "echo params.ML_INCIDENT_ALERT")
    script(controller, ALERTS % {"token": TOKEN})
    for minute in range(4):
        print("   ", alert(controller, "firing", f"2026-11-30T12:0{minute}:00Z"))
    for hour in range(3):
        print("   ", alert(controller, "resolved", *(f"2026-11-29T0{hour}:{i // 60:02}:{i % 60:02}Z" for i in range(500))))
    last = [alert(controller, "firing", f"2026-11-30T12:0{minute}:00Z") for minute in (0, 9)]
    print("   ", *last)
    verdict(all("1 limited" in answer for answer in last))


ALL = {
    "yaml-bomb": yaml_bomb, "killed": killed, "planted-jar": planted_jar, "forged": forged, "registry": registry, "alerts": alerts}


def main():
    if len(sys.argv) < 4 or set(sys.argv[4:]) - ALL.keys():
        sys.exit(__doc__)
    war, hpi, plugins = sys.argv[1:4]
    socket.setdefaulttimeout(20)
    for name, attack in ALL.items():
        if name in (sys.argv[4:] or ALL):
            print(f"{name}: {attack.__doc__}", flush=True)
            # A controller for each: one of an older version may not outlive the first.
            os.makedirs(FOLDER, exist_ok=True)
            with Controller(FOLDER / "jenkins", war, hpi, plugins, "target/engine/libraries") as controller:
                attack(controller)
    print(f"{len(worked)} attempts worked." if worked else "None of them works.")
    sys.exit(bool(worked))


if __name__ == "__main__":
    main()
