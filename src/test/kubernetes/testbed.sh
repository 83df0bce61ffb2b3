#!/bin/sh
# Prints the path of a usable testbed binary (the control plane of this folder), or says on standard error why there is
# none and ends with 1. Looks, in this order, at
#   ML_PIPELINE_TESTBED      a binary; used as it is
#   target/testbed/HASH      what this script made earlier of these very sources
#   ML_PIPELINE_TESTBED_XZ   a compressed build; used if its -version names these very sources
#   go                       builds it: about 9 minutes on 2 quiet cores the first time, 2.5 GB of memory;
#                            not with --no-build
# The result is kept in target/testbed/HASH, where the tests find it by themselves.
set -eu
sources=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$sources/../../.." && pwd)

if [ -n "${ML_PIPELINE_TESTBED:-}" ]; then
  if [ -x "$ML_PIPELINE_TESTBED" ]; then
    echo "$ML_PIPELINE_TESTBED"
    exit 0
  fi
  echo "testbed: ML_PIPELINE_TESTBED ($ML_PIPELINE_TESTBED) is not an executable file" >&2
  exit 1
fi

# The lines of sha256sum sorted by name; Testbed.java computes the same.
lines=$(cd "$sources" && for f in *.go go.mod go.sum; do sha256sum "$f"; done | LC_ALL=C sort -k 2)
hash=$(echo "$lines" | sha256sum | cut -c 1-16)
dir=$root/target/testbed/$hash
binary=$dir/testbed
if [ -x "$binary" ]; then
  echo "$binary"
  exit 0
fi
mkdir -p "$dir"
part=$dir/testbed.part.$$
trap 'rm -f "$part"' EXIT

if [ -n "${ML_PIPELINE_TESTBED_XZ:-}" ] && [ -r "$ML_PIPELINE_TESTBED_XZ" ]; then
  if xz -dc "$ML_PIPELINE_TESTBED_XZ" > "$part" && chmod +x "$part" \
      && [ "$("$part" -version | tail -n +2 | LC_ALL=C sort -k 2)" = "$lines" ]; then
    mv "$part" "$binary"
    echo "$binary"
    exit 0
  fi
  echo "testbed: $ML_PIPELINE_TESTBED_XZ was built from other sources than $sources" >&2
fi

if [ "${1:-}" = --no-build ]; then
  echo "testbed: no build at hand, and none was to be made" >&2
  exit 1
fi
if ! command -v go > /dev/null 2>&1; then
  echo "testbed: no build at hand and no go to make one; see $0" >&2
  exit 1
fi
version=$(sed -n 's/^require k8s.io\/kubernetes //p; s/^\tk8s.io\/kubernetes \(v[0-9.]*\)$/\1/p' "$sources/go.mod" | head -n 1)
major=$(echo "${version#v}" | cut -d . -f 1)
minor=$(echo "${version#v}" | cut -d . -f 2)
v=k8s.io/component-base/version
echo "testbed: building Kubernetes $version with $(go version | cut -d ' ' -f 3); the first time this takes minutes" >&2
(cd "$sources" && CGO_ENABLED=0 go build -trimpath \
  -ldflags "-s -w -X $v.gitVersion=$version -X $v.gitMajor=$major -X $v.gitMinor=$minor" -o "$part" . >&2)
mv "$part" "$binary"
echo "$binary"
