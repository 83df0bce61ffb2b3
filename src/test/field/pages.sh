#!/usr/bin/env bash
# The pages in a real Jenkins and a real browser, in light and dark: axe-core, the console under an enforced policy for the
# content of pages, a width of 360 points, and a walk by the keyboard alone.
# ML_PIPELINE_JENKINS_WAR names jenkins.war, ML_PIPELINE_JENKINS_PLUGINS a folder with the .hpi files of the dependencies and of
# theme-manager and dark-theme. Chromium and its driver are Debian's packages chromium and chromium-driver; axe-core comes from npm.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

AXE=axe-core@4.10.3
need python3
need chromium
need chromedriver
[ -e "${ML_PIPELINE_JENKINS_WAR:-}" ] || cannot "ML_PIPELINE_JENKINS_WAR names no jenkins.war"
[ -e "${ML_PIPELINE_JENKINS_PLUGINS:-}/dark-theme.hpi" ] || cannot "ML_PIPELINE_JENKINS_PLUGINS names no folder with dark-theme.hpi"
axe=target/field/axe/package/axe.min.js
if [ ! -e $axe ]; then
  need npm
  mkdir -p target/field/axe
  (cd target/field/axe && npm pack --silent $AXE >/dev/null && tar -xzf axe-core-*.tgz) || cannot "axe-core did not come from npm"
fi
need_engine
if [ -z "${ML_PIPELINE_HPI:-}" ]; then
  offline=
  mvn_run -o -q -f pom.xml dependency:resolve >target/field/pages-maven.log 2>&1 && offline=-o
  mvn_run $offline -q -f pom.xml -DskipTests package >>target/field/pages-maven.log 2>&1 || fail "the plugin was not built" target/field/pages-maven.log
  ML_PIPELINE_HPI=target/ml-pipeline.hpi
fi
exec python3 src/test/field/pages.py "$ML_PIPELINE_JENKINS_WAR" "$ML_PIPELINE_HPI" "$ML_PIPELINE_JENKINS_PLUGINS" $axe
