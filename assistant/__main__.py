"""`python -m assistant ask`: one question, or many from a file."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from assistant.open import assistant_over, open_assistant, open_embedder, open_reader, open_reranker
from assistant.question import accepted
from assistant.records import Request, answer_record, history_of, request_of
from assistant.service import Assistant
from assistant.types import Answer
from cli import OK, run
from index.options import add_filters, as_day, filters_given
from index.search import Index
from settings import Settings, load_settings


def main() -> int:
    """Parse the command line and do what it says; returns the exit code."""
    settings = load_settings()
    parser = _parser(settings)
    args = parser.parse_args()
    if (args.question is None) == (args.batch is None):
        parser.error("give either a QUESTION or --batch IN.jsonl")
    if args.batch and not args.output:
        parser.error("--batch needs --output OUT.jsonl")
    requests = list(_batch(args.batch)) if args.batch else [_single(args)]
    assistant = _opened(settings.model_copy(update={"index_dir": args.index}), requests)
    if args.batch:
        return _answer_all(assistant, requests, args.output)
    return _answer_one(assistant, requests[0], args.json)


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Ask the articles.")
    asker = parser.add_subparsers(dest="command", required=True).add_parser("ask", help="answer with citations")
    asker.add_argument("question", nargs="?")
    asker.add_argument("--index", type=Path, default=settings.index_dir, metavar="DIR", help="default: %(default)s")
    asker.add_argument(
        "--history", type=Path, metavar="FILE", help="the conversation so far: a JSON list of {role, content}"
    )
    asker.add_argument("--date", type=as_day, metavar="YYYY-MM-DD", help="the day on which the question is asked")
    asker.add_argument("--json", action="store_true", help="print JSON")
    asker.add_argument("--batch", type=Path, metavar="IN.jsonl", help="one question a line: id, question, history, ...")
    asker.add_argument("--output", type=Path, metavar="OUT.jsonl", help="one answer a line")
    add_filters(asker)
    return parser


def _single(args: argparse.Namespace) -> Request:
    history = history_of(_json(args.history, _text(args.history))) if args.history else ()
    return Request("question", accepted(args.question), history, args.date, filters_given(args))


def _batch(path: Path) -> Iterator[Request]:
    for number, line in enumerate(_text(path).split("\n"), 1):  # splitlines() would cut at U+2028 inside a question
        if line.strip():
            record = _json(path, line, number)
            if not isinstance(record, dict):
                raise ValueError(f"{path}, line {number}: expected a JSON object, found {line[:40]!r}")
            try:
                yield request_of(record)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}): name a file that is there") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error


def _json(path: Path, text: str, line: int = 1) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}, line {line}: not JSON ({error})") from error
    return value


def _opened(settings: Settings, requests: list[Request]) -> Assistant:
    """The assistant over the index; over nothing where every request brings its own passages."""
    if requests and all(request.passages is not None for request in requests):
        reranker, reader = open_reranker(settings), open_reader(settings)
        index = Index.of((), open_embedder(settings), reranker=reranker, reader=reader)
        return assistant_over(index, settings)
    return open_assistant(settings)


def _answer_all(assistant: Assistant, requests: list[Request], output: Path) -> int:
    # Half a surrogate pair, which UTF-8 knows none of, becomes JSON's own escape.
    with output.open("w", encoding="utf-8", errors="backslashreplace") as file:
        for request in tqdm(requests, "asking", disable=not sys.stderr.isatty()):
            answer, seconds = _timed(assistant, request)
            file.write(json.dumps(answer_record(answer, request.id, seconds), ensure_ascii=False) + "\n")
            file.flush()  # a batch that is stopped keeps what it has answered
    print(f"{len(requests)} answers in {output}")
    return OK


def _timed(assistant: Assistant, request: Request) -> tuple[Answer, float]:
    started = time.monotonic()
    if request.passages is not None:
        over = assistant.index
        index = Index.of(request.passages, over.embedder, reranker=over.reranker, reader=over.reader)
        assistant = assistant.over(index)
    answer = assistant.ask(request.question, request.history, asked=request.asked, filters=request.filters)
    return answer, time.monotonic() - started


def _answer_one(assistant: Assistant, request: Request, as_json: bool) -> int:
    answer, seconds = _timed(assistant, request)
    if as_json:
        print(json.dumps(answer_record(answer, request.id, seconds), ensure_ascii=False))
        return OK
    if answer.standalone_question != request.question:
        print(f"({answer.standalone_question})")
    print(answer.text)
    for c in answer.citations:
        page = f", p. {c.page}" if c.page else ""
        print(f"  [{c.number}] {c.title} ({c.article_id}, {c.published or 'undated'}{page})")
    for text in answer.notices:
        print(f"note: {text}", file=sys.stderr)
    if answer.abstained:
        for article_id in dict.fromkeys(h.chunk.article_id for h in answer.hits[:3]):
            print(f"  nearest: {assistant.index.article(article_id).title} ({article_id})")
    return OK


if __name__ == "__main__":
    run(main)
