"""Which language models can be named: what LangChain calls their providers, and the package that each needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that the product names itself; any other of LangChain's works by its own name and settings.

    Attributes:
        model_provider: What LangChain's `init_chat_model` calls it.
        requirement: The package, pinned as in pyproject.toml.
        extra: The extra of pyproject.toml that holds it; "" where every installation has it.
        address: The option that takes the address of the endpoint.
    """

    model_provider: str
    requirement: str
    extra: str = ""
    address: str = "base_url"


PROVIDERS = {
    "openai": Provider("openai", "langchain-openai==1.7.3"),
    "azure_openai": Provider("azure_openai", "langchain-openai==1.7.3", "azure", "azure_endpoint"),
    "anthropic": Provider("anthropic", "langchain-anthropic==1.7.7", "anthropic"),
    "bedrock": Provider("bedrock_converse", "langchain-aws==1.9.1", "bedrock"),
    "bedrock_converse": Provider("bedrock_converse", "langchain-aws==1.9.1", "bedrock"),
}
LOCAL = "xllamacpp==2026.10.11549"


def named(name: str, base_url: str) -> tuple[str, Provider | None]:
    """The model and its provider; a provider that only LangChain knows stays in the name, with None.

    A server's own names hold colons too (`qwen2.5:7b`): with an address, what stands before one is a provider only when it
    is one of `PROVIDERS`.
    """
    provider, _, model = name.partition(":")
    if model and provider in PROVIDERS:
        return model, PROVIDERS[provider]
    if base_url or not model:
        return name, PROVIDERS["openai"]
    return name, None


def install_line(requirement: str, extra: str) -> str:
    """How to get a missing package, for an error."""
    return f"install it with `.venv/bin/python -m pip install {requirement}` (the extra {extra!r} of pyproject.toml)"
