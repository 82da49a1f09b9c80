"""The assistant: a question and the conversation so far in, a checked answer out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.citations import rendered
from assistant.combining import Composed, combined
from assistant.conversation import recent
from assistant.dates import resolve_dates
from assistant.extractive import Selection, compose, select
from assistant.finding import find
from assistant.found import Found, answered, refused
from assistant.lead import find_lead
from assistant.llm import ChatModel, LanguageModelError
from assistant.material import material
from assistant.notices import notice
from assistant.overview import overview
from assistant.overview_requests import Overview, OverviewRequest, overview_request
from assistant.question import accepted, analyse
from assistant.refusal import READING, Calibration, Judgement, grounds
from assistant.rewriting import standing_alone
from assistant.scoring import SentenceScorer
from assistant.speakers import with_speakers
from assistant.status import status_of
from assistant.types import Answer, Draft, Status, Turn
from assistant.versions import with_claims, with_values
from assistant.writing import WritingRules, attribute, write
from corpus.article import Article
from index.reader import Piece, Reader
from index.search import Index
from index.types import Filters, Hit


class Assistant:
    """Answers over one index; with a language model it writes, without one it quotes."""

    def __init__(
        self,
        index: Index,
        chat: ChatModel | None = None,
        selection: Selection | None = None,
        calibration: Calibration | None = None,
        writing: WritingRules | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.index, self.chat, self.reader = index, chat, reader
        self.selection = selection or Selection()
        self.calibration = calibration or (Calibration() if reader is None else READING)
        self.writing = writing or WritingRules()
        self.scorer = SentenceScorer(index.embedder)

    def over(self, index: Index) -> "Assistant":
        """The same assistant over another index."""
        return Assistant(index, self.chat, self.selection, self.calibration, self.writing, self.reader)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        asked: date | None = None,
        filters: Filters = Filters(),
    ) -> Answer:
        """The whole answer at once; see `stream`."""
        for event in self.stream(question, history=history, asked=asked, filters=filters):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with an Answer")

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        asked: date | None = None,
        filters: Filters = Filters(),
    ) -> Iterator[Draft | Answer]:
        """The answer as it is made: any number of drafts, then exactly one answer.

        Args:
            question: What is asked, in Chinese or English.
            history: The conversation so far, oldest first, the question not included.
            asked: The day on which it is asked: `last year` counts from it.
            filters: Conditions on the articles.

        Raises:
            ValueError: The question is empty or too long.
        """
        question = accepted(question)
        standalone = self.rewrite(question, history)
        request = _overview_request(question, standalone)
        if request is not None:
            yield from self._overview(request, standalone, history, filters, asked)
            return
        problems: list[str] = []
        found = find(
            resolve_dates(standalone, asked) if asked else standalone,
            self.index.snapshot(asked),
            self.scorer,
            self.reader,
            self.calibration,
            filters,
            asked=asked,
            told=recent(history),
        )
        if self.chat is not None:
            try:
                yield from self._written(self.chat, found, problems)
                return
            except LanguageModelError as error:
                problems.append(
                    notice("model failed", found.question.language, model=self.chat.name, reason=str(error))
                )
        yield from self._quoted(found, problems)

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """The question made to stand alone, as it is searched for."""
        return standing_alone(question, history, self.chat)

    def prepare(self) -> None:
        """Load the models that the first question would wait for; a language model is not asked."""
        self.index.search("顾砚青 Gu Yanqing 新闻 news", 1)  # a name in both languages: it is looked for by its Pinyin
        if self.reader is not None:
            self.reader.log_odds("新闻", [Piece("", "news")])

    def search(self, query: str, k: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """The k best passages."""
        return self.index.search(query, k, filters)

    def article(self, article_id: str) -> Article:
        """An article by its id.

        Raises:
            KeyError: There is none.
        """
        return self.index.article(article_id)

    def status(self) -> Status:
        """What answers, and over what."""
        return status_of(self.index, self.chat)

    def _written(self, chat: ChatModel, found: Found, problems: list[str]) -> Iterator[Draft | Answer]:
        question = found.question
        ranked = [s.evidence for s in found.ranked]
        evidence = material(question, ranked, self.writing.sentences, self.writing.prompt)
        if not evidence or found.judgement.refused:
            yield refused(found, "llm", problems)
            return
        text = ""
        believed = self.writing.refusal == "believe"
        for text in write(question, evidence, chat, strict=believed):
            yield Draft(text)
        if believed and not text:
            told = grounds(question, found.ranked, found.hits, found.generation, self.index.embedder)
            yield refused(replace(found, judgement=Judgement(0.0, True, told)), "llm", problems)
            return
        written = attribute(question, text, evidence, self.index.embedder, self.writing.unsupported)
        if not any(s.supported for s in written[0]):
            problems.append(notice("model unsupported" if written[0] else "model found nothing", question.language))
            yield from self._quoted(found, problems)
            return
        sentences, citations = combined(written, self._composed(found), question.language)
        yield answered(found, sentences, citations, "llm", problems)

    def _quoted(self, found: Found, problems: list[str]) -> Iterator[Draft | Answer]:
        if found.judgement.refused:
            yield refused(found, "extractive", problems)
            return
        sentences, citations = self._composed(found)
        for count in range(1, len(sentences)):
            yield Draft(rendered(sentences[:count]))
        yield answered(found, sentences, citations, "extractive", problems)

    def _overview(
        self,
        request: OverviewRequest,
        standalone: str,
        history: Sequence[Turn],
        filters: Filters,
        asked: date | None,
    ) -> Iterator[Draft | Answer]:
        index = self.index.snapshot(asked)
        index = index.with_parts(replace(index.parts, reading=False))  # a topic asks nothing
        made = overview(request, index, self.scorer, history, filters)
        found = Found(analyse(standalone), index.generation, made.hits, [], None)
        sentences, citations = made.composed
        if not citations:
            yield refused(found, "extractive", [])
            return
        for count in range(1, len(sentences)):
            yield Draft(rendered(sentences[:count]))
        yield answered(found, sentences, citations, "extractive", [])

    def _composed(self, found: Found) -> Composed:
        question, chosen = found.question, select(found.question, found.ranked, self.selection)
        if found.dispute is not None:
            chosen = with_claims(chosen, found.ranked, found.dispute)
        lead = None
        if found.dispute is not None or not question.versions:  # one value is no answer to a question for several
            lead = find_lead(question, chosen, self.scorer.vectors, found.generation.names, reader=self.reader)
        quoted = compose(chosen, lead)
        if found.dispute is not None:
            quoted = with_values(quoted, found.dispute, question.language)
        return with_speakers(quoted, [s.evidence for s in chosen])


def _overview_request(question: str, standalone: str) -> OverviewRequest | None:
    """The request for an overview that a question is; what its topic leaves to the conversation, the rewriting tells."""
    request = overview_request(question)
    if request is None or request.kind is Overview.SUMMARY or standalone == question:
        return request
    rewritten = overview_request(standalone)
    return rewritten if rewritten is not None and rewritten.topic else request
