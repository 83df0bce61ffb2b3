#!/usr/bin/env python3
"""Attacks on the command line that once worked, tried again: for each what was tried, and what came of it.

usage: command_line.py [--dist target/engine/dist] [--testbed BINARY] [--most SECONDS] [NAME...]
  dist     a build of the engine, also an older one for comparison
  BINARY   from src/test/kubernetes/testbed.sh; without it `log-mask`, `second-model` and `riding` are left out
  SECONDS  after which an attempt is ended (180)
  NAME     of an attack (all)

Exit code 1 when one of them works. Nothing is measured here: times are shown to be compared by eye, and only an attempt that has to
be ended counts as one that works.
"""
import argparse
import base64
import contextlib
import copy
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from attacks.texts import bomb, deep, ladder  # noqa: E402
from rollout.compare import Bed  # noqa: E402


@dataclasses.dataclass
class Ended:
    """How a process ended; code None when it had to be ended."""

    code: int | None
    seconds: float
    said: str

    def clear(self, code, *texts):
        """Whether this is the exit code, with all the texts and no word of a defect."""
        return self.code == code and all(t in self.said for t in texts) and "internal error" not in self.said


class Attacks:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.program = pathlib.Path(options.dist).absolute() / "bin/ml-pipeline"
        self.worked = []

    def run(self, *arguments, heap="512m", around=()):
        began = time.monotonic()
        process = subprocess.Popen(
            [*around, str(self.program), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=self.folder, env={**os.environ, "ML_PIPELINE_OPTS": f"-Xmx{heap}"})
        try:
            said, _ = process.communicate(timeout=self.options.most)
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            said, code = process.communicate()[0], None
        return Ended(code, time.monotonic() - began, said)

    def tell(self, what, ended, holds, quiet=False):
        """Prints what came of an attempt."""
        how = f"ended after {ended.seconds:.1f} s without an answer" if ended.code is None else f"exit code {ended.code} after {ended.seconds:.1f} s"
        print(f"  {what}\n    {how}")
        if not quiet:
            for line in ended.said.strip().splitlines()[:6]:
                print(f"    | {line[:240]}")
        self.verdict(holds)

    def verdict(self, holds):
        print("    holds" if holds else "    DOES NOT HOLD", flush=True)
        if not holds:
            self.worked.append(1)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        return path

    def evaluation(self, name="evaluation.json"):
        """An evaluation of forty rows, as validate makes it."""
        rows = [("yes" if i % 2 else "no", "yes" if (i * 7 % 10) / 10 + (i % 2) * 0.2 > 0.5 else "no", (i * 7 % 10) / 10 * 0.8 + (i % 2) * 0.19)
                for i in range(40)]
        return self.validated(name, rows, "binary", "--pos-label", "yes", "--score-columns", "yes=score", "--labels", "no,yes")

    def validated(self, name, rows, task, *options):
        table = self.file(name + ".csv", "truth,predicted,score\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows))
        ended = self.run("validate", "--predictions", table, "--label", "truth", "--task", task, "--prediction-column", "predicted",
                         "--subject", "sha256:" + "a" * 64, "--output", self.folder / name, *options)
        if ended.code != 0:
            raise SystemExit(f"validate: {ended}")
        return self.folder / name

    def yaml_bomb(self):
        """1: aliases nested in one another, numbers without end, depth; on the command line, in a heap of 512 MB"""
        kubeconfig = self.file("nowhere.yaml", KUBECONFIG)
        manifest = self.file("bomb.yaml", MANIFEST + bomb())
        texts = {
            f"manifest of {manifest.stat().st_size} bytes": ("deploy", manifest, "--namespace", "a", "--kubeconfig", kubeconfig,
                                                             "--allow-ungated", "attack"),
            "aliases one below the other": ("deploy", self.file("ladder.yaml", MANIFEST + ladder()), "--namespace", "a", "--kubeconfig",
                                            kubeconfig, "--allow-ungated", "attack"),
            "kubeconfig": ("deploy", self.file("one.yaml", POD), "--namespace", "a", "--allow-ungated", "attack", "--kubeconfig",
                           self.file("kubeconfig.yaml", KUBECONFIG + bomb())),
            "spec": ("run", self.file("spec.yaml", "apiVersion: ml-pipeline/v1\n" + bomb()), "--output", self.folder / "out"),
            "number of a million digits": ("deploy", self.file("digits.yaml", "a: " + "9" * 1_000_000), "--namespace", "a",
                                           "--kubeconfig", kubeconfig, "--allow-ungated", "attack"),
            "40,000 blanks and a letter": ("deploy", self.file("blanks.yaml", "a: " + " " * 40_000 + "b"), "--namespace", "a",
                                           "--kubeconfig", kubeconfig, "--allow-ungated", "attack"),
            "JSON, 100,000 deep": ("gate", "--evaluation", self.file("deep.json", deep(100_000)), "--gate", "accuracy>=0.5"),
            "merge keys": ("deploy", self.file("merge.yaml", bomb(merged=True)), "--namespace", "a", "--kubeconfig", kubeconfig,
                           "--allow-ungated", "attack"),
        }
        for what, arguments in texts.items():
            ended = self.run(*arguments)
            self.tell(what, ended, ended.clear(2) and "OutOfMemory" not in ended.said)

    def bed(self):
        return contextlib.closing(Bed(self.options.testbed, self.folder))

    def deploy(self, bed, manifest, *options):
        return self.run("deploy", manifest, "--kubeconfig", bed.kubeconfig, "--namespace", "default", "--stable-for", "0", "--output",
                        self.folder / "deployment.json", *options)

    def log_mask(self):
        """2: what a broken pod writes into its log delays the rollback"""
        with self.bed() as bed:
            for i, (what, text) in enumerate({"a harmless line": "ready\n", "60,000 hexadecimal digits": "0123456789abcdef" * 3750,
                                              "4,000 characters of tokentoken": "token" * 800,
                                              "64 KiB of tokentoken": "token" * 13107}.items()):
                name = f"log-{i}"
                for file in ("default.log", "default.previous.log"):
                    log = self.folder / "bed/logs" / file
                    log.parent.mkdir(exist_ok=True)
                    log.write_text(text)
                first = self.deploy(bed, self.file("good.yaml", workload(name, "v1")), "--allow-ungated", "attack")
                ended = self.deploy(bed, self.file("bad.yaml", workload(name, "crash-1")), "--allow-ungated", "attack")
                self.tell(what, dataclasses.replace(ended, said="\n".join(x for x in ended.said.splitlines() if "FAILED" in x or "after 5 s" in x)),
                          first.code == 3 and ended.clear(1, "Rolled back to revision"))

    def gate(self, judged):
        return self.file("gate.json", {
            "schemaVersion": 1, "createdAt": datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
            "verdict": "PASS", "model": {"name": "m", "digest": "sha256:" + hashlib.sha256(judged).hexdigest()},
            "gates": [{"id": "floor", "metric": "accuracy", "comparison": ">=", "threshold": 0.94}]})

    def second_model(self):
        """4: the judged model and another one in a ConfigMap, the container told to load the other"""
        with self.bed() as bed:
            for i, other in enumerate(("evil.onnx", "weights.dat", "model.json", "labels.txt")):
                name = f"second-{i}"
                manifest = self.file(f"{name}.yaml", config_map(name, {"model.onnx": b"judged", other: b"evil"}, other))
                gate = self.gate(b"judged")
                ended = self.deploy(bed, manifest, "--gate", gate)
                record = json.loads((self.folder / "deployment.json").read_text())
                refused = self.deploy(bed, manifest, "--gate", gate, "--minimum-binding", "BYTES")
                self.tell(f"{other} beside the judged model.onnx; the record says {record['status']}, {record['gate'].get('how')}", ended,
                          record["gate"].get("how") != "BYTES" and (ended.clear(2, "TAMPERED") or ended.clear(0, "PIPELINE", f"not covered: container server: /models/{other}")))
                self.tell("the same where BYTES is demanded", refused, refused.clear(2, "ED: "))

    def riding(self):
        """5: objects that ride along with a workload"""
        with self.bed() as bed:
            for what, text in RIDING.items():
                ended = self.deploy(bed, self.file("riding.yaml", workload("riding", "v1") + "---\n" + text),
                                    "--allow-ungated", "attack")
                self.tell(what, ended, ended.clear(2, "riding.yaml, document 2"))

    def forged(self):
        """7: an evaluation written by hand, made a signed record; who verifies it expects what mlValidate recorded"""
        evaluation = self.file("by-hand.json", {
            "schemaVersion": 1, "task": "binary", "labels": ["no", "yes"], "posLabel": "yes", "createdAt": "2026-11-01T00:00:00Z",
            "model": {"name": "model.onnx", "digest": "sha256:" + "a" * 64, "format": "onnx", "sizeBytes": 1000},
            "data": {"name": "test.csv", "sha256": "sha256:" + "b" * 64, "rows": 100}, "metrics": {"accuracy": {"value": 0.99, "n": 100}}})
        gate, record = self.folder / "gate.json", self.folder / "record.json"
        key, public = self.folder / "key.pem", self.folder / "public.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True)
        subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True)
        made = self.run("gate", "--evaluation", evaluation, "--gate", "accuracy>=0.9", "--output", gate)
        signed = self.run("report", "--evaluation", evaluation, "--gate-result", gate, "--format", "in-toto", "--sign-key", key,
                          "--output", record)
        print(f"  gate: exit code {made.code}, report: exit code {signed.code} (files gate where no policy is in force)")
        verify = ("report", "verify", "--record", record, "--key", public, "--evaluation", evaluation, "--gate-result", gate)
        plain = self.run(*verify)
        print(f"  verified without any expectation: exit code {plain.code}; this says who vouches, not where it came from")
        for what in (("--expect-origin", "recorded"), ("--expect-job", "bank/train"), ("--expect-data", "sha256:" + "c" * 64),
                     ("--expect-policy", "sha256:" + "d" * 64)):
            ended = self.run(*verify, *what)
            self.tell(" ".join(what), ended, ended.clear(1))

    def contradictions(self):
        """8: one metric of a document edited, all else left as it was"""
        labels = "abc"
        many = [(labels[i % 3], labels[i % 3 if i % 5 else (i + 1) % 3], 0) for i in range(60)]
        numbers = [(i, i + (i % 5) - 1.7, 0) for i in range(1, 50)]
        for task, evaluation in {
            "binary": self.evaluation(),
            "multiclass": self.validated("multiclass.json", many, "multiclass", "--labels", ",".join(labels)),
            "regression": self.validated("regression.json", numbers, "regression"),
        }.items():
            document = json.loads(evaluation.read_text())
            found, passed = [], []
            for name, metric in document["metrics"].items():
                if not isinstance(metric.get("value"), (int, float)):
                    continue
                edited = copy.deepcopy(document)
                edited["metrics"][name]["value"] = better(metric["value"])
                ended = self.run("gate", "--evaluation", self.file("edited.json", edited), "--gate", f"{name}{'<=' if metric['value'] > 1 else '>='}{0 if metric['value'] <= 1 else 1e9}")
                (found if ended.code == 2 else passed).append(name)
            print(f"  {task}: found {len(found)}; not found: {', '.join(passed) or 'none'}")
            self.verdict(not passed)

    def full_disk(self):
        """17: a full disk, and a PASS of a former run in the output's place"""
        evaluation = self.evaluation()
        former = self.file("former.json", {"verdict": "PASS"})
        script = (f'mkdir -p small && mount -t tmpfs -o size=8k none small && ln -s {former} "small/$0"; head -c 8192 /dev/zero > small/filler; '
                  '"$@"; code=$?; if [ -e "small/$0" ]; then echo "left behind: small/$0: $(cat "small/$0")"; fi; exit $code')
        around = ["unshare", "--map-root-user", "--mount", "sh", "-c", script]
        if subprocess.run([*around, "tried", "true"], cwd=self.folder, capture_output=True).returncode != 0:
            print("  left out: this user may not mount a file system (unshare --map-root-user --mount)")
            return
        gate = self.run("gate", "--evaluation", evaluation, "--gate", "accuracy>=0.1", "--output", "small/gate.json", around=[*around, "gate.json"])
        self.tell("gate", gate, gate.clear(2, "No space left on device") and "left behind" not in gate.said)
        self.run("gate", "--evaluation", evaluation, "--gate", "accuracy>=0.1", "--output", "gate.json")
        report = self.run("report", "--evaluation", evaluation, "--gate-result", "gate.json", "--output", "small/report.html",
                          around=[*around, "report.html"])
        self.tell("report", report, report.clear(2, "No space left on device") and "left behind" not in report.said)


def better(value):
    """A value that is a little nearer to the middle of its range, which a metric of the same kind may have."""
    return value - 0.013 if value > 0.5 else value + 0.013


def workload(name, tag):
    return f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec: {{containers: [{{name: server, image: "registry.test/fraud:{tag}"}}]}}
"""


def config_map(name, files, load):
    data = "".join(f"  {file}: {base64.b64encode(content).decode()}\n" for file, content in files.items())
    return f"""
apiVersion: v1
kind: ConfigMap
metadata: {{name: {name}}}
binaryData:
{data}---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      containers:
        - name: server
          image: registry.test/fraud:v1
          args: [--model, /models/{load}]
          volumeMounts: [{{name: model, mountPath: /models}}]
      volumes: [{{name: model, configMap: {{name: {name}}}}}]
"""


MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
POD = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}"
KUBECONFIG = """apiVersion: v1
kind: Config
current-context: a
contexts: [{name: a, context: {cluster: a, user: a, namespace: a}}]
clusters: [{name: a, cluster: {server: "https://127.0.0.1:9"}}]
users: [{name: a, user: {token: a}}]
"""
RIDING = {
    "a bare Pod with a forged gate-digest":
        "{apiVersion: v1, kind: Pod, metadata: {name: evil, annotations: {ml-pipeline.jenkins.io/gate-digest: 'sha256:forged'}}, "
        "spec: {containers: [{name: app, image: 'registry.test/evil:1'}]}}",
    "a CronJob":
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: evil}, spec: {schedule: '* * * * *', jobTemplate: {spec: {template: "
        "{spec: {restartPolicy: Never, containers: [{name: app, image: 'registry.test/evil:1'}]}}}}}}",
    "a ClusterRoleBinding":
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: evil}, roleRef: {apiGroup: "
        "rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}, subjects: [{kind: ServiceAccount, name: default, namespace: default}]}",
    "a ConfigMap with a forged gate-digest":
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: evil, annotations: {ml-pipeline.jenkins.io/gate-digest: 'sha256:forged'}}}",
    "a ConfigMap for another namespace": "{apiVersion: v1, kind: ConfigMap, metadata: {name: evil, namespace: kube-system}}",
    "a Pod in a List": "{apiVersion: v1, kind: List, items: [" + POD + "]}",
}
ALL = {"yaml-bomb": Attacks.yaml_bomb, "log-mask": Attacks.log_mask, "second-model": Attacks.second_model, "riding": Attacks.riding,
       "forged": Attacks.forged, "contradictions": Attacks.contradictions, "full-disk": Attacks.full_disk}
ON_CLUSTER = {"log-mask", "second-model", "riding"}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--dist", default="target/engine/dist")
    parser.add_argument("--testbed")
    parser.add_argument("--most", type=float, default=180)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    unknown = set(options.names) - ALL.keys()
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: unknown; there are {', '.join(ALL)}")
    worked = 0
    for name, attack in ALL.items():
        if options.names and name not in options.names:
            continue
        print(f"{name}: {attack.__doc__}", flush=True)
        if name in ON_CLUSTER and not options.testbed:
            print("  left out: needs --testbed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            attacks = Attacks(options, pathlib.Path(folder))
            attack(attacks)
            worked += len(attacks.worked)
    print(f"{worked} attempts worked." if worked else "None of them works.")
    sys.exit(worked > 0)


if __name__ == "__main__":
    main()
