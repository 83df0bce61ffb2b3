#!/usr/bin/env bash
# Charts, deployed as a real Helm renders them: the tests of charts that the ordinary run leaves out without a helm.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

HELM_VERSION=v4.3.2
need_go
go_tool helm.sh/helm/v4/cmd/helm@$HELM_VERSION helm
testbed=$(src/test/kubernetes/testbed.sh) || cannot "there is no control plane for tests"

log=$PWD/target/field/helm-test.log
PATH=$PWD/target/field/go:$PATH ML_PIPELINE_TESTBED=$testbed ML_PIPELINE_REQUIRE_KUBERNETES=true \
  "$MVN" -B -q -ntp -f engine-pom.xml -P benchmark -Dspotbugs.skip -Dspotless.check.skip -Dexcluded.tags=none test \
  -Dtest=RenderedOnClusterTest,ChartTest >"$log" 2>&1 || fail "the tests of charts" "$log"
grep -q '<skipped' target/engine/surefire-reports/TEST-*RenderedOnClusterTest.xml && fail "a test of charts was left out" "$log"
ok "charts deployed as helm $HELM_VERSION renders them"
