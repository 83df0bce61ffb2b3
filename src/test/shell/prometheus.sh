#!/usr/bin/env bash
# Prints a Prometheus server: the one that ML_PIPELINE_PROMETHEUS names, one of the PATH, or one below target/. With --fetch
# it takes the last of these from Debian's package, which is unpacked, not installed. Ends with 1 when there is none.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70

own=$PWD/target/prometheus/usr/bin/prometheus
for server in "${ML_PIPELINE_PROMETHEUS:-}" prometheus "$own"; do
  if [ -n "$server" ] && "$server" --version >/dev/null 2>&1; then
    command -v "$server"
    exit 0
  fi
done
if [ "${1:-}" = --fetch ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
  mkdir -p target/prometheus
  (cd target/prometheus && apt-get download prometheus >&2 && dpkg-deb -x prometheus_*.deb . && rm -f prometheus_*.deb)
  if "$own" --version >/dev/null 2>&1; then
    echo "$own"
    exit 0
  fi
fi
exit 1
