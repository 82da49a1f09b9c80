"""Names of models are taken apart alike everywhere, and what a provider needs agrees with pyproject.toml."""

import tomllib
from pathlib import Path

import pytest

from assistant.providers import LOCAL, PROVIDERS, install_line, named

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("name", "base_url", "model", "provider"),
    [
        ("qwen2.5:7b", "http://127.0.0.1:11434/v1", "qwen2.5:7b", "openai"),
        ("deepseek-chat", "https://api.example/v1", "deepseek-chat", "openai"),
        ("openai:gpt-x", "", "gpt-x", "openai"),
        ("gpt-x", "", "gpt-x", "openai"),
        ("anthropic:claude-x", "", "claude-x", "anthropic"),
        ("anthropic:claude-x", "https://proxy.example", "claude-x", "anthropic"),
        ("azure_openai:deployment", "https://me.example", "deployment", "azure_openai"),
        ("bedrock:vendor.model-v1:0", "", "vendor.model-v1:0", "bedrock_converse"),
    ],
)
def test_a_name_says_which_provider_is_asked(name: str, base_url: str, model: str, provider: str) -> None:
    found, which = named(name, base_url)
    assert which is not None
    assert (found, which.model_provider) == (model, provider)


def test_a_provider_that_only_langchain_knows_is_left_to_it() -> None:
    assert named("mistralai:small", "") == ("mistralai:small", None)


def test_requirements_and_extras_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for provider in PROVIDERS.values():
        assert provider.requirement in (extras[provider.extra] if provider.extra else project["dependencies"])
    assert extras["local"] == [LOCAL]


def test_the_line_that_installs_a_package_names_it_and_its_extra() -> None:
    assert install_line("some-package==1.2", "thing").startswith(
        "install it with `.venv/bin/python -m pip install some-package==1.2`"
    )
