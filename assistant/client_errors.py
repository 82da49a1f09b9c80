"""What the clients of language models raise, in a few words for readers, and whether another try may mend it."""

from importlib import import_module

# Where the errors of providers' own clients live; LangChain hands them through as they are.
CLIENT_ERRORS = (
    ("langchain_core.exceptions", "LangChainException"),
    ("openai", "OpenAIError"),
    ("httpx", "HTTPError"),
    ("httpx2", "HTTPError"),
    ("anthropic", "AnthropicError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("ollama", "ResponseError"),
    ("groq", "GroqError"),
    ("google.api_core.exceptions", "GoogleAPIError"),
)
KNOWN = {401: "the key was refused", 403: "the key was refused", 404: "the server does not know it"}
KNOWN |= {408: "no answer in time", 429: "too many requests"}
CONNECTION = {"APIConnectionError", "HTTPError", "ModelConnectionError", "ConnectionError", "OSError"}


def client_errors() -> tuple[type[Exception], ...]:
    """The errors of those clients that are installed."""
    found: list[type[Exception]] = []
    for module, name in CLIENT_ERRORS:
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:
            continue  # a provider that is not installed raises nothing
    return tuple(found)


def reason_of(error: Exception, said: bool = False) -> str:
    """Why a request failed, in a few words and without addresses, keys or stack text.

    Args:
        error: What the client raised.
        said: Whether part of the answer had come.
    """
    status = _status(error)
    if status is not None:
        return f"{KNOWN.get(status, 'the server answered with an error')} ({status})"
    if _timed_out(error):
        return "no answer in time"
    if _names(error) & CONNECTION:
        return "its answer broke off" if said else "the server cannot be reached"
    return "its answer could not be read"


def is_transient(error: Exception) -> bool:
    """Whether the same request may go through a little later: no connection, too many requests, a fault of the server.

    Silence until the time-out is not: it has cost the reader that long already.
    """
    status = _status(error)
    if status is not None:
        return status == 429 or status >= 500
    return bool(_names(error) & CONNECTION) and not _timed_out(error)


def _status(error: Exception) -> int | None:
    """The HTTP status that an error tells of; botocore's stands inside the response."""
    status = getattr(error, "status_code", None)
    response = getattr(error, "response", None)
    if isinstance(response, dict):
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status if isinstance(status, int) else None


def _names(error: Exception) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}


def _timed_out(error: Exception) -> bool:
    return any("Timeout" in name for name in _names(error))
