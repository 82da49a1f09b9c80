"""What the documents promise about the product, held against the product, so that they cannot drift apart."""

import re
import tomllib
from pathlib import Path

import pytest

from settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/design.md", "docs/articles.md", "docs/log.md", "docs/reliability.md"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)\s]*)?\)")


def test_the_example_of_an_env_file_names_every_setting_and_no_other() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = {line.lstrip("# ").split("=")[0] for line in lines if re.match(r"#? ?[A-Z_]+=", line)}

    assert named == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_links_to_exists(document: str) -> None:
    path = ROOT / document

    missing = [target for target in LINK.findall(path.read_text("utf-8")) if not (path.parent / target).exists()]

    assert missing == []


def test_the_design_gives_every_setting_and_every_dependency_with_its_version() -> None:
    design = (ROOT / "docs/design.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    rows = {f"`{name.split('[')[0]}` | {version}" for name, _, version in (pin.partition("==") for pin in pins)}
    settings = {f"`{PREFIX}{name.upper()}`" for name in Settings.model_fields}

    assert {expected for expected in rows | settings if expected not in design} == set()


def test_the_readme_and_the_design_name_every_folder_and_module_of_the_tree() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs/design.md").read_text("utf-8")
    packages = ("corpus", "index", "assistant", "eval", "ui")
    modules = {f.stem for package in packages for f in (ROOT / package).glob("*.py") if not f.stem.startswith("__")}

    assert {name for name in modules if not re.search(rf"\b{name}\b", text)} == set()
