#!/usr/bin/env python3
"""What concerns more than one object, by `ml-pipeline deploy` and by kubectl: prune, several workloads, a rollback with a
ConfigMap and a Service, several targets in waves; against the same real API server.

For each case: the exit code, seconds, requests, and what is in the cluster afterwards. kubectl is given what its manual
says for it, in one shell script with `set -e`; ml-pipeline runs in one warm JVM with --stable-for 0. With --helm, the same
objects are also the templates of a chart, upgraded with --wait --rollback-on-failure; a Job is a hook then.

usage: together.py --testbed BINARY --kubectl KUBECTL [--helm HELM] [--lib target/engine/dist/lib] [--runs 3] [--only CASE]
"""
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

from compare import Bed, Warm, arguments, gated, run

LIMIT = "40s"


def deployment(name, image, more=""):
    return f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  replicas: 1
  progressDeadlineSeconds: 10
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec: {{containers: [{{name: app, image: "registry.test/{name}:{image}"{more}}}]}}
"""


def config(name, value):
    return f"---\n{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}, data: {{version: {value}}}}}\n"


def service(app):
    return (f"---\n{{apiVersion: v1, kind: Service, metadata: {{name: fraud}}, spec: {{selector: {{app: {app}}},"
            " ports: [{port: 80}]}}\n")


def job(image):
    return f"""---
apiVersion: batch/v1
kind: Job
metadata: {{name: migrate, annotations: {{ml-pipeline.jenkins.io/order: "-1"}}}}
spec:
  backoffLimit: 0
  template: {{spec: {{restartPolicy: Never, containers: [{{name: app, image: "registry.test/migrate:{image}"}}]}}}}
"""


QUOTA = "{{apiVersion: v1, kind: ResourceQuota, metadata: {{name: none}}, spec: {{hard: {{pods: '{}'}}}}}}"
READS = ", envFrom: [{configMapRef: {name: settings}}]"
STATUS = "$K rollout status deployment/{} --timeout=" + LIMIT
PRUNE = "KUBECTL_APPLYSET=true $K apply --prune --applyset=configmap/set -f $F"


class Case:
    """first: what is there, put by the same tool; then: what is deployed; script: how, by kubectl; options: by
    ml-pipeline; look: kubectl arguments whose answers are shown; targets: how many namespaces, of which the second
    takes no pods."""

    def __init__(self, name, first, then, script, options=(), look=(), targets=1, again=False):
        self.name, self.first, self.then, self.script = name, first, then, script
        self.options, self.look, self.targets, self.again = list(options), look, targets, again


IMAGE = "get deployment {} -o jsonpath={{.spec.template.spec.containers[0].image}}"
CASES = [
    Case("prune of a ConfigMap", deployment("fraud", "v1") + config("old", "a"), deployment("fraud", "v2"),
         [PRUNE, STATUS.format("fraud")], ["--prune"], ["get configmap old --ignore-not-found -o name", IMAGE.format("fraud")]),
    Case("the same, and the new pods crash",
         deployment("fraud", "v1", ", envFrom: [{configMapRef: {name: old}}]") + config("old", "a"),
         deployment("fraud", "crash-1"), [PRUNE, STATUS.format("fraud") + " || { $K rollout undo deployment/fraud; "
                                         + STATUS.format("fraud") + "; exit 1; }"],
         ["--prune"], ["get configmap old --ignore-not-found -o name", IMAGE.format("fraud")]),
    Case("a rollback with ConfigMap and Service",
         deployment("fraud", "v1", READS) + config("settings", "one") + service("fraud"),
         deployment("fraud", "crash-1", READS) + config("settings", "two") + service("other"),
         ["$K apply -f $F", STATUS.format("fraud") + " || { $K rollout undo deployment/fraud; " + STATUS.format("fraud")
          + "; exit 1; }"], [],
         ["get configmap settings -o jsonpath={.data.version}", "get service fraud -o jsonpath={.spec.selector.app}",
          IMAGE.format("fraud")]),
    Case("a migration and two workloads, the second crashes",
         deployment("model", "v1") + "---" + deployment("web", "v1"),
         deployment("model", "v2") + "---" + deployment("web", "crash-1") + job("job-1"),
         ["$K apply -f $F", "$K wait --for=condition=complete job/migrate --timeout=" + LIMIT, STATUS.format("model"),
          STATUS.format("web") + " || { $K rollout undo deployment/web; " + STATUS.format("web") + "; exit 1; }"], [],
         [IMAGE.format("model"), IMAGE.format("web")]),
    Case("three targets, the second takes no pods", None, deployment("fraud", "v1"),
         ["for N in $NAMESPACES; do $K -n $N apply -f $F; $K -n $N rollout status deployment/fraud --timeout=" + LIMIT
          + "; done"], [], ["get deployment fraud --ignore-not-found -o name"], targets=3),
    Case("the same once more, when it takes them", None, deployment("fraud", "v1"),
         ["for N in $NAMESPACES; do $K -n $N apply -f $F; $K -n $N rollout status deployment/fraud --timeout=" + LIMIT
          + "; done"], [], ["get deployment fraud --ignore-not-found -o name"], targets=3, again=True),
]


def chart(folder, text):
    """A chart of these objects; what must be complete before the rest is a hook."""
    templates = folder / "chart" / "templates"
    templates.mkdir(parents=True, exist_ok=True)
    (folder / "chart" / "Chart.yaml").write_text("{apiVersion: v2, name: fraud, version: 1.0.0}\n")
    hook = '"helm.sh/hook": "pre-install,pre-upgrade"'
    (templates / "all.yaml").write_text(text.replace('ml-pipeline.jenkins.io/order: "-1"', hook))
    return templates.parent


def deploy(tool, case, text, options, args, bed, warm, folder, namespaces):
    file = folder / "deploy.yaml"
    file.write_text(text)
    if tool == "kubectl":
        kubectl = f"{args.kubectl} --kubeconfig {bed.kubeconfig}"
        one = kubectl if case.targets > 1 else f"{kubectl} -n {namespaces[0]}"
        script = "\n".join(["set -e", f"K='{one}'", f"F={file}", f"NAMESPACES='{' '.join(namespaces)}'"] + case.script)
        return run(["bash", "-c", script], 200)
    if tool == "helm":
        templates = chart(folder, text)
        upgrade = (f"{args.helm} upgrade --install fraud {templates} --kubeconfig {bed.kubeconfig} --wait --wait-for-jobs"
                   f" --rollback-on-failure --timeout {LIMIT} -n ")
        return run(["bash", "-c", "\n".join(["set -e"] + [upgrade + n for n in namespaces])], 300)
    gate, model = gated(folder)
    arguments = [str(file), "--gate", str(gate), "--model", str(model), "--stable-for", "0", "--timeout", LIMIT, "--quiet"]
    if case.targets > 1:
        targets = folder / "targets.json"
        targets.write_text(json.dumps([{"kubeconfig": str(bed.kubeconfig), "namespace": n} for n in namespaces]))
        arguments += ["--targets", str(targets)]
    else:
        arguments += ["--kubeconfig", str(bed.kubeconfig), "-n", namespaces[0]]
    return warm.run(arguments + options)


def requests(tool, bed, namespaces):
    agents = {"kubectl": ["kubectl"], "helm": ["Helm"], "ml-pipeline": ["okhttp", "fabric8"]}[tool]
    return sum(bed.requests(n, agent) for n in namespaces for agent in agents)


def measure(tool, case, args, bed, warm, folder, number):
    namespaces = [f"{tool}-{number}-{i + 1}" for i in range(case.targets)]
    kubectl = [args.kubectl, "--kubeconfig", str(bed.kubeconfig)]
    for namespace in namespaces:
        run(kubectl + ["create", "namespace", namespace])
    if case.first:
        deploy(tool, case, case.first, case.options, args, bed, warm, folder, namespaces)
    if case.targets > 1:
        quota(kubectl, namespaces[1], 0)
    if case.again:
        deploy(tool, case, case.then, case.options, args, bed, warm, folder, namespaces)
        quota(kubectl, namespaces[1], 9)
    before = requests(tool, bed, namespaces)
    code, seconds, said = deploy(tool, case, case.then, case.options, args, bed, warm, folder, namespaces)
    count = requests(tool, bed, namespaces) - before
    seen = []
    for namespace in namespaces:
        for look in case.look:
            answer = run(kubectl + ["-n", namespace] + look.split(" "))[2]
            seen.append(answer[0].split("@")[0] if answer else "-")
    return code, seconds, count, ", ".join(seen), said[-1] if said else ""


def quota(kubectl, namespace, pods):
    subprocess.run(kubectl + ["-n", namespace, "apply", "-f", "-"], input=QUOTA.format(pods), text=True, check=True,
                   capture_output=True)
    time.sleep(1)


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bed = Bed(args.testbed, folder)
        warm = Warm(args.lib)
        number = 0
        print(run([args.kubectl, "version", "--client"])[2][0])
        if args.helm:
            print(run([args.helm, "version", "--short"])[2][0])
        print(f"Medians of {args.runs} runs.\n")
        print("| Case | Tool | Exit | Seconds | Requests | Afterwards | Last line |\n|---|---|---|---|---|---|---|")
        try:
            for case in CASES:
                if args.only and args.only not in case.name:
                    continue
                for tool in ("kubectl", "helm", "ml-pipeline") if args.helm else ("kubectl", "ml-pipeline"):
                    results = []
                    for _ in range(args.runs):
                        number += 1
                        results.append(measure(tool, case, args, bed, warm, folder, number))
                    seconds = statistics.median(r[1] for r in results)
                    count = int(statistics.median(r[2] for r in results))
                    codes = "/".join(sorted({str(r[0]) for r in results}))
                    after = " / ".join(sorted({r[3] for r in results}))
                    last = results[-1][4].replace("|", "\\|")[:300]
                    print(f"| {case.name} | {tool} | {codes} | {seconds:.1f} | {count} | {after} | {last} |", flush=True)
        finally:
            warm.close()
            bed.close()


if __name__ == "__main__":
    main()
