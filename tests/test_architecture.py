"""What the tree promises about itself: nothing heavy is loaded unasked, and what is pinned is pinned once.

Which package may import which, and where each heavy library lives, import-linter checks (`make check`).
"""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {
    *("torch", "faiss", "gradio", "langchain", "langchain_core", "sentence_transformers", "transformers", "openvino"),
    *(
        "pypdfium2",
        "pypdf",
        "docx",
        "pptx",
        "openpyxl",
        "odfdo",
        "pysubs2",
        "striprtf",
        "rapidocr",
        "onnxruntime",
        "cv2",
    ),
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "modules",
    [
        "corpus, index, assistant, eval, ui",
        "index.__main__",
        "assistant.__main__",
        "eval.__main__",
        "app",
    ],
)
def test_importing_loads_no_heavy_library(modules: str) -> None:
    code = f"import sys, {modules}; print(*(name for name in sys.modules if '.' not in name))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert HEAVY & set(ran.stdout.split()) == set()


def test_every_direct_dependency_is_locked_at_its_pin() -> None:
    pins = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]

    # torch is installed before the lock, from whichever index the user names.
    missing = {_plain(pin) for pin in pins} - {_plain(line) for line in LOCK}

    assert missing == {_plain(pin) for pin in pins if pin.startswith("torch==")}


def test_the_makefile_installs_the_torch_that_is_pinned() -> None:
    torch = next(pin for pin in PROJECT["project"]["dependencies"] if pin.startswith("torch=="))

    for file in ("Makefile", "tools/lock.sh"):
        assert torch in (ROOT / file).read_text("utf-8"), file


def test_the_lock_names_each_package_once_in_order() -> None:
    assert sorted(set(LOCK), key=lambda line: line.split("==")[0].lower()) == LOCK
    assert len({_plain(line).split("==")[0] for line in LOCK}) == len(LOCK)


def _plain(pin: str) -> str:
    """A pin without extras, its name as package registries compare it."""
    name, _, version = pin.partition("==")
    return f"{name.split('[')[0].lower().replace('_', '-')}=={version}"
