#!/usr/bin/env bash
# The command line as it is built for Linux on ARM64, run under emulation: the doctor's checks, and a training whose trees have
# the digest that they have on x86-64. Debian's packages of QEMU's user mode and of ARM64's Java are unpacked, not installed.
# Ends with 0 when all is as it should be, with 1 when something isn't, with 77 when it could not run here.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70
. src/test/field/field.sh

need apt-get
need dpkg-deb
work=$PWD/target/field/arm64
root=$work/root
apt=$work/apt
mkdir -p "$root" "$apt/lists/partial" "$apt/archives/partial" "$work/host"

# Lists and packages of the other architecture, without telling the machine's own apt of it.
apt_arm64() {
  apt-get -q -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Dir::State="$apt" -o Dir::State::lists="$apt/lists" \
    -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" -o Debug::NoLocking=true "$@"
}

if [ ! -x "$root/usr/lib/jvm/java-17-openjdk-arm64/bin/java" ]; then
  echo "   fetching Java for ARM64 ..."
  : >"$apt/status"
  apt_arm64 update >"$work/apt.log" 2>&1 || cannot "Debian's packages for ARM64 can't be listed: $(last "$work/apt.log")"
  apt_arm64 install -y --no-install-recommends --download-only openjdk-17-jre-headless libgomp1 libstdc++6 >>"$work/apt.log" 2>&1 ||
    cannot "Debian's packages for ARM64 can't be fetched: $(last "$work/apt.log")"
  for package in "$apt"/archives/*.deb; do
    dpkg-deb -x "$package" "$root" || fail "$package can't be unpacked"
  done
  # Links to /etc, where the files of another Java may lie, or none.
  find "$root" -lname '/*' | while read -r link; do
    ln -sfn "$root$(readlink "$link")" "$link"
  done
fi
if [ ! -x "$work/host/usr/bin/qemu-aarch64-static" ]; then
  (cd "$work/host" && apt-get -q download qemu-user-static >"$work/qemu.log" 2>&1 && dpkg-deb -x qemu-user-static_*.deb .) ||
    cannot "Debian's qemu-user-static can't be fetched: $(last "$work/qemu.log")"
fi

# ONNX Runtime reads what the processor can do, and ends where it finds this machine's.
mkdir -p "$root/proc"
for processor in $(seq 0 $(($(nproc) - 1))); do
  printf '%s\n' "processor : $processor" 'BogoMIPS : 243.75' 'CPU implementer : 0x41' 'CPU architecture: 8' 'CPU variant : 0x3' \
    'CPU part : 0xd0c' 'CPU revision : 1' \
    'Features : fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp' ''
done >"$root/proc/cpuinfo"

echo "   building the command line for ARM64, and for this machine ..."
need_engine
dist=$work/engine/dist
"$MVN" -B -q -ntp -f engine-pom.xml -P linux-aarch64 -Dengine.directory="$work/engine" -DskipTests -Dspotbugs.skip \
  -Dspotless.check.skip package >"$work/build.log" 2>&1 || fail "the command line for ARM64 was not built" "$work/build.log"

cat >"$work/java" <<EOF
#!/bin/sh
exec '$work/host/usr/bin/qemu-aarch64-static' -cpu neoverse-n1 -L '$root' '$root/usr/lib/jvm/java-17-openjdk-arm64/bin/java' "\$@"
EOF
chmod +x "$work/java"
arm64() { JAVA=$work/java timeout 1200 "$dist/bin/ml-pipeline" "$@"; }

arm64 doctor >"$work/doctor.log" 2>&1 || fail "the doctor's checks" "$work/doctor.log"
grep -q ' aarch64' "$work/doctor.log" || fail "the doctor names another machine" "$work/doctor.log"
ok "doctor: $(grep -c '^ok' "$work/doctor.log") checks hold on ARM64"

example=docs/examples/german-credit/german_credit.csv
for algorithm in gradient_boosting random_forest; do
  for side in arm64 "$BIN"; do
    out=$work/$algorithm.$(basename "$side")
    rm -rf "$out"
    "$side" train --data "$example" --label credit_risk --pos-label bad --algorithm $algorithm --output "$out" \
      >"$out.log" 2>&1 || fail "training $algorithm" "$out.log"
  done
  cmp -s "$work/$algorithm.arm64/model.onnx" "$work/$algorithm.ml-pipeline/model.onnx" ||
    fail "$algorithm is another model on ARM64"
  ok "$algorithm: the same model on ARM64 and on x86-64"
done

for side in arm64 "$BIN"; do
  out=$work/evaluation.$(basename "$side").json
  "$side" validate --model "$work/gradient_boosting.ml-pipeline" --output "$out" >"$out.log" 2>&1 || fail "validating" "$out.log"
done
python3 - "$work/evaluation.arm64.json" "$work/evaluation.ml-pipeline.json" <<'EOF' || fail "the metrics differ"
import json, sys
one, other = (json.load(open(path))["metrics"] for path in sys.argv[1:])
# What depends on the machine.
speed = ("latency_", "cold_start_", "throughput_", "peak_memory_")

def same(x, y):
    """Values to the last bit; intervals to the last digits, since logarithms may differ in theirs."""
    ends = ("lower", "upper")
    x, y = ({**metric, "interval": {**(metric.get("interval") or {})}} for metric in (x, y))
    near = all(abs(x["interval"].pop(end, 0) - y["interval"].pop(end, 0)) < 1e-12 for end in ends)
    return near and x == y


sys.exit(not all(same(one[name], other[name]) for name in one if not name.startswith(speed)))
EOF
ok "validate: the same metrics on ARM64 and on x86-64"
