#!/usr/bin/env bash
# Rollouts of Argo, led by its real controller on the test bed: canaries and colours, pauses, promotions, aborts, analyses, the way
# back; and the same inputs judged by verify and by an AnalysisRun, whose table it prints. The controller is built of its module as
# the Go proxy delivers it, its kinds with it (6 minutes of CPU the first time, 1.5 GB of modules).
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

ARGO_ROLLOUTS_VERSION=v1.10.1
need_go
module=github.com/argoproj/argo-rollouts@$ARGO_ROLLOUTS_VERSION
folder=$PWD/target/field/argo
if [ "$(cat "$folder/version" 2>/dev/null)" != "$module" ]; then
  echo "   building $module ..."
  mkdir -p "$folder/crds"
  log=$PWD/target/field/argo-build.log
  # Its "replace" lines count only where it is the main module, which "go install" doesn't make it.
  dir=$(cd "$folder" && go mod download -json "$module" 2>"$log" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
  [ -n "$dir" ] || cannot "$module could not be downloaded: $(tail -n 1 "$log")"
  (cd "$dir" && CGO_ENABLED=0 GOFLAGS=-mod=readonly go build -trimpath -o "$folder/rollouts-controller" ./cmd/rollouts-controller) >"$log" 2>&1 ||
    cannot "$module could not be built: $(tail -n 1 "$log")"
  install -m 644 "$dir"/manifests/crds/*-crd.yaml "$folder/crds" || cannot "$module has no kinds"
  echo "$module" >"$folder/version"
fi
testbed=$(src/test/kubernetes/testbed.sh) || cannot "there is no control plane for tests"
prometheus=$(src/test/shell/prometheus.sh --fetch 2>/dev/null) || cannot "there is no Prometheus"

tests='ArgoCanaryOnClusterTest,ArgoColoursOnClusterTest,ArgoAnalysisOnClusterTest,ArgoComparisonOnClusterTest'
log=$PWD/target/field/argo-test.log
reports=$PWD/target/field/argo-reports
rm -rf "$reports" "$folder/comparison.md"
env -u ML_PIPELINE_KUBECONFIG ML_PIPELINE_TESTBED="$testbed" ML_PIPELINE_PROMETHEUS="$prometheus" ML_PIPELINE_ARGO_ROLLOUTS="$folder" \
  ML_PIPELINE_REQUIRE_KUBERNETES=true ML_PIPELINE_REQUIRE_PROMETHEUS=true ML_PIPELINE_REQUIRE_ARGO_ROLLOUTS=true \
  "$MVN" -B -q -ntp -f engine-pom.xml -P benchmark -Dspotbugs.skip -Dspotless.check.skip -Dexcluded.tags=none \
  -Dreports.directory="$reports" test -Dtest="$tests" >"$log" 2>&1 || fail "the tests of Argo Rollouts" "$log"
grep -q '<skipped' "$reports"/TEST-*.xml && fail "a test of Argo Rollouts was left out" "$log"
ok "$(cat "$reports"/TEST-*.xml | grep -c '<testcase') tests of Rollouts led by the controller of Argo Rollouts $ARGO_ROLLOUTS_VERSION"

# Times differ from run to run; what each says of the same inputs does not.
outcomes() { awk -F '|' '{ print $2 "|" $3 "|" $5 }' "$1"; }
sed -n '/^| Inputs |/,/^$/p' docs/verification.md | tail -n +3 | sed '/^$/d' >target/field/argo-documented.md
[ "$(outcomes target/field/argo-documented.md)" = "$(outcomes "$folder/comparison.md")" ] ||
  fail "docs/verification.md says otherwise of the same inputs than this run" "$folder/comparison.md"
cat "$folder/comparison.md"
ok "the same inputs, judged by verify and by an AnalysisRun, as docs/verification.md has them"
