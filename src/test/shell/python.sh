#!/usr/bin/env bash
# Prints a Python that has scikit-learn and skl2onnx: the one that ML_PIPELINE_PYTHON names, one of the PATH, or one below
# target/. With --build it makes the last of these from PyPI. Ends with 1 when there is none.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 70

usable() { "$1" -c 'import skl2onnx, sklearn' >/dev/null 2>&1; }

own=target/python/bin/python
for python in "${ML_PIPELINE_PYTHON:-}" python3 python "$PWD/$own"; do
  if [ -n "$python" ] && usable "$python"; then
    command -v "$python"
    exit 0
  fi
done
if [ "${1:-}" = --build ] && python3 -m venv target/python && "$own" -m pip install -q scikit-learn skl2onnx >&2 \
  && usable "$own"; then
  echo "$PWD/$own"
  exit 0
fi
exit 1
