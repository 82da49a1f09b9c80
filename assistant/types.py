"""What the assistant takes and gives."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.types import Hit

Role = Literal["user", "assistant"]
Mode = Literal["extractive", "llm"]
VersionStatus = Literal["reported", "later report", "correction", "rumour"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A whole sentence of an article: `article.text[start:end] == quote`.

    Attributes:
        number: What its markers say.
        article_id: The article.
        title: Its headline.
        published: The day of its publication, or None where it is not known.
        start: Offset of the sentence in the article's text.
        end: Offset behind its last character.
        quote: The sentence.
        page: The number of the page on which it begins, or None where the article has no pages.
    """

    number: int
    article_id: str
    title: str
    published: date | None
    start: int
    end: int
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One line or sentence of an answer, without its markers.

    Attributes:
        text: The words.
        citations: The numbers of the citations that support it, in the order in which their markers stand; for a sentence
            without support, the one to compare it with, if any.
        supported: Whether code found its support; only a language model's sentence can lack it.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """What one article says of something that the articles do not agree about.

    Attributes:
        value: The figure or date as the article writes it.
        article_id: The article.
        title: Its headline.
        published: The day of its publication, or None where it is not known.
        status: Whether the article passes it on as a rumour, corrects something with it, came out after one that says
            something else, or just reports it.
        citation: The number of the citation that it stands in.
    """

    value: str
    article_id: str
    title: str
    published: date | None
    status: VersionStatus
    citation: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing of which the articles give different values.

    Attributes:
        subject: What it is about, in the words of the question or of the article.
        versions: At least two that differ, oldest first, those without a date behind.
    """

    subject: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer as far as it has been composed; `text` holds complete [n] markers only."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer: every [n] in `text` is the number of one citation, and every citation is used.

    Attributes:
        text: What the reader sees: a lead, then the evidence, each line with its markers.
        sentences: The same, taken apart.
        citations: Numbered from 1 in the order of their first use; empty when abstained.
        hits: The passages that were found, best first; the nearest ones when abstained.
        abstained: Whether the answer is the refusal.
        standalone_question: The question as it was searched for, after a follow-up was rewritten.
        mode: Which way the answer was made.
        notices: What the reader should know besides, in the asker's language: a part not found, a failed model.
        disagreements: Of what the articles give different values; every value stands in a cited sentence of the answer.
        confidence: The probability, as the refusal weighs it, that the articles answer; None where nothing weighed it.
    """

    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    abstained: bool
    standalone_question: str
    mode: Mode
    notices: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What answers, and over what: the generation that is served at this moment.

    Attributes:
        articles: How many articles the index holds.
        chunks: How many chunks they were cut into.
        generation: The name of the generation being served.
        languages: How many articles there are in each language and script.
        earliest: The first day of publication among them, or None when no article has a date.
        latest: The last one.
        embedding_model: The name or folder of the embedding model.
        backend: What runs it: "torch" or "openvino".
        device: Where it runs: "cpu" or "cuda".
        mode: Which way answers are made.
        llm_model: The language model, or "" in extractive mode.
        sources: The names of the publications, the most frequent first.
    """

    articles: int
    chunks: int
    generation: str
    languages: dict[str, int]
    earliest: date | None
    latest: date | None
    embedding_model: str
    backend: str
    device: str
    mode: Mode
    llm_model: str
    sources: tuple[str, ...] = ()
