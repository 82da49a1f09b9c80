"""The settings, read once at the edges of the product (app.py and the `__main__` modules) and passed down as values."""

import re
from pathlib import Path
from typing import Literal, Self

from platformdirs import user_cache_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.fields import parse_fields

PREFIX = "ASSISTANT_"
LEAST_PROMPT = 1000  # tokens: the instructions, a question and a few sentences


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the setting and what it takes."""


class Settings(BaseSettings):
    """Every setting with its default; each is the environment variable `ASSISTANT_<NAME>` or a line of `.env`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    corpus_dir: Path = Path("corpus/articles")
    fields: str = ""
    index_dir: Path = Path(".index")
    cache_dir: Path = Field(default_factory=lambda: user_cache_path("news-retrieval-assistant"))
    embedding_model: str = Field(default="bundled", min_length=1)
    embedding_backend: Literal["auto", "torch", "openvino"] = "auto"
    reranker: str = ""
    reader: Literal["bundled", "off"] = "bundled"
    names_file: Path | None = None
    keep_versions: int = Field(default=5, ge=0)
    device: Literal["auto", "cpu", "cuda"] = "auto"
    llm_model: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout: float = Field(default=60.0, gt=0)
    llm_max_tokens: int = Field(default=700, gt=0)
    llm_context: int = Field(default=4096, gt=0)
    llm_sentences: int = Field(default=6, gt=0)
    llm_retries: int = Field(default=2, ge=0, le=10)
    llm_refusal: Literal["overrule", "believe"] = "overrule"
    unsupported: Literal["mark", "drop"] = "mark"

    @field_validator("fields")
    @classmethod
    def _are_fields(cls, value: str) -> str:
        parse_fields(value)
        return value

    @field_validator("llm_base_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not re.match(r"https?://[^/\s]+", value):
            raise ValueError("expected an address such as http://127.0.0.1:11434/v1")
        return value

    @model_validator(mode="after")
    def _endpoint_has_a_model(self) -> Self:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("ASSISTANT_LLM_BASE_URL is set without ASSISTANT_LLM_MODEL: name the model as well")
        return self

    @model_validator(mode="after")
    def _context_holds_a_reply(self) -> Self:
        if self.llm_model and self.llm_context < self.llm_max_tokens + LEAST_PROMPT:
            raise ValueError(
                f"ASSISTANT_LLM_CONTEXT={self.llm_context} leaves no room for a prompt beside "
                f"ASSISTANT_LLM_MAX_TOKENS={self.llm_max_tokens}: expected at least {self.llm_max_tokens + LEAST_PROMPT}"
            )
        return self


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: A value is of the wrong kind; the message names each such setting.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"{PREFIX}{'_'.join(map(str, e['loc'])).upper()}={e.get('input')!r}: {e['msg']}" if e["loc"] else e["msg"]
            for e in error.errors()
        ]
        raise SettingsError("; ".join(problems)) from error
