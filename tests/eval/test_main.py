"""The commands and their exit codes, over fakes."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cli
from assistant.types import Answer, Citation, Turn
from assistant.verify import Support
from corpus.article import Article, Chunk
from eval.__main__ import main
from eval.checker import Check
from eval.questions import Question
from eval.refusal import AskOver
from eval.retrieval import Retriever, Scored
from eval.run import Ask
from index.types import Hit
from settings import Settings

ARTICLE = Article("a1", "澄海", "澄海科技完成了8亿元融资。", "zh-Hans")
QUESTION: dict[str, Any] = {
    "id": "q1",
    "type": "number",
    "lang": "zh-Hans",
    "question": "澄海融了多少?",
    "articles": ["a1"],
    "evidence": [["a1", "8亿元融资"]],
    "answers": ["8亿元"],
}


class FakeDocuments:
    """Remembers what it was asked and finds the documents d1 and d2."""

    def __init__(self) -> None:
        self.searched: list[tuple[str, date | None]] = []

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """Both, as good as each other."""
        self.searched.append((question, asked))
        return [("d1", 0.5), ("d2", 0.5)][:k]

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """The beginning of the document d1."""
        return [Hit(Chunk("d1#0", "d1", 0, 6, "澄海在海边。"), 1.0)]

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """The first turn before the question."""
        return f"{history[0].text} {question}"

    def without(self) -> Mapping[str, Retriever]:
        """One part, which does nothing."""
        return {"idle part": self}


class FakeOpener:
    """One article; the assistant quotes it, the baseline refuses."""

    def __init__(self) -> None:
        self.documents = FakeDocuments()

    def articles(self, corpus: Path) -> list[Article]:
        """The one article, whatever the folder."""
        return [ARTICLE]

    def answering(self, corpus: Path, articles: Sequence[Article]) -> Mapping[str, Ask]:
        """The quoting assistant and the refusing baseline."""
        quote = Citation(1, "a1", "澄海", None, 0, len(ARTICLE.text), ARTICLE.text)

        def ours(question: Question) -> Answer:
            return Answer(f"{ARTICLE.text}[1]", (), (quote,), (), False, question.question, "extractive")

        def naive(question: Question) -> Answer:
            return Answer("没有。", (), (), (), True, question.question, "extractive")

        return {"assistant": ours, "naive": naive}

    def retrieval(self, dataset: Path) -> Retriever:
        """The same documents, whatever the set."""
        return self.documents

    def over_passages(self) -> AskOver:
        """An assistant that is sure where a passage holds a year, and refuses where none does."""

        def ask(question: str, passages: Sequence[Article]) -> Answer:
            sure = any("2024" in passage.text for passage in passages)
            return Answer("", (), (), (), not sure, question, "extractive", confidence=0.9 if sure else 0.2)

        return ask

    def checking(self) -> Check:
        """A checker that believes what stands in the citation word for word."""
        return lambda claim, parts: Support((), float(any(claim in part for part in parts)), ())


class Project:
    """A folder with questions, gates and a retrieval set, and a way to run commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opener = FakeOpener()
        self.write("questions/some.jsonl", json.dumps(QUESTION))
        self.write("gates.toml", "[assistant.all]\nevidence = { min = 1.0 }\n")
        self.write("set/corpus.jsonl", '{"_id": "d1", "text": "澄海在海边。漓月在山上。"}\n')
        self.write("set/queries.jsonl", '{"_id": "q1", "text": "谁?", "type": "qa"}\n')
        self.write("set/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td1\t2\n")

    def write(self, name: str, text: str) -> None:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def run(self, command: str, *words: str) -> int:
        """The exit code that `python -m eval COMMAND WORDS` would end with."""
        paths = ["--questions", str(self.folder / "questions"), "--corpus", str(self.folder)]
        argv = [command, "--runs", str(self.folder / "runs"), *(paths if command in ("run", "check") else []), *words]
        argv += ["--gates", str(self.folder / "gates.toml")] if command == "run" else []
        with pytest.raises(SystemExit) as ended:
            cli.run(lambda: main(argv, self.opener, Settings.model_construct()))
        code = ended.value.code
        assert isinstance(code, int)
        return code


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_check_passes_when_all_evidence_stands(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("check") == 0
    assert "1 questions, 0 problems" in capsys.readouterr().out


def test_check_lists_what_is_wrong_and_exits_1(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("questions/some.jsonl", json.dumps({**QUESTION, "evidence": [["a1", "9亿元融资"]]}))

    assert project.run("check") == 1
    assert "q1: evidence: '9亿元融资' does not stand in 'a1'" in capsys.readouterr().out


def test_check_lists_lines_that_are_no_questions_and_exits_1(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("questions/some.jsonl", json.dumps({**QUESTION, "lang": "fr"}))

    assert project.run("check", "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert "some.jsonl:1: lang" in problem


def test_run_prints_ours_beside_the_baseline_and_saves_the_results(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.run("run") == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1][:3] == ["all", "1", "1.000"]
    assert lines[2][:2] == ["naive", "0.000"]
    (saved,) = (project.folder / "runs").glob("run-*.json")
    assert json.loads(saved.read_text("utf-8"))["tables"]["assistant"]["all"]["evidence"] == 1.0


def test_run_exits_1_below_a_gate_and_names_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("gates.toml", "[naive.all]\nevidence = { min = 0.5 }\nanswer = { max = 0.5 }\n")

    assert project.run("run", "--json") == 1
    printed = capsys.readouterr()
    assert "gate missed: naive / all / evidence: 0.0000 is below its minimum 0.5" in printed.err
    assert json.loads(printed.out)["missed"] == ["naive / all / evidence: 0.0000 is below its minimum 0.5"]


def test_run_stops_before_asking_when_evidence_is_wrong(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("questions/some.jsonl", json.dumps({**QUESTION, "articles": ["a1", "a2"]}))

    assert project.run("run") == 1
    assert "there is no article 'a2'" in capsys.readouterr().err
    assert not (project.folder / "runs").exists()


def test_run_writes_a_report_with_a_plot(project: Project) -> None:
    assert project.run("run", "--report", str(project.folder / "docs" / "eval")) == 0

    page = (project.folder / "docs" / "eval" / "report.md").read_text("utf-8")
    assert "| all | 1 | 1.000 (0.000) |" in page
    assert "All gates hold." in page
    assert "![evidence and answer per slice](slices.png)" in page
    assert (project.folder / "docs" / "eval" / "slices.png").read_bytes().startswith(b"\x89PNG")


def test_retrieval_writes_the_run_and_prints_the_measures(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    run = project.folder / "out" / "some.trec"

    assert project.run("retrieval", "--dataset", str(project.folder / "set"), "--run", str(run), "--json") == 0
    assert run.read_text("utf-8") == "q1 Q0 d1 1 0.5 assistant\nq1 Q0 d2 2 0.49999997 assistant\n"
    table = json.loads(capsys.readouterr().out)["tables"]["assistant"]
    assert table["all"]["success@1"] == 0.5
    assert table["type:qa"]["success@1"] == 1.0


def test_retrieval_asks_other_queries_for_the_same_judgements(project: Project) -> None:
    history = [{"role": "user", "content": "澄海"}]
    row = {"_id": "q1", "text": "它呢?", "history": history, "date": "2023"}
    project.write("other.jsonl", json.dumps(row))
    words = ["--dataset", str(project.folder / "set"), "--queries", str(project.folder / "other.jsonl"), "-k", "1"]

    assert project.run("retrieval", *words) == 0
    assert project.opener.documents.searched == [("澄海 它呢?", date(2023, 12, 31))]
    assert len((project.folder / "runs" / "set.trec").read_text("utf-8").splitlines()) == 1


def test_two_saved_results_can_be_compared(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.run("run")
    (saved,) = map(str, (project.folder / "runs").glob("run-*.json"))
    capsys.readouterr()

    assert project.run("compare", saved, saved) == 0
    assert "all                      evidence" in capsys.readouterr().out


def test_all_sets_make_one_table_a_run_each_and_one_file_to_compare(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        project.write(f"other/{name}", (project.folder / "set" / name).read_text("utf-8"))
    out = project.folder / "out.json"
    words = ["--all", str(project.folder), "--run", str(project.folder / "trec"), "--out", str(out)]

    assert project.run("retrieval", *words) == 0
    printed = capsys.readouterr()
    lines = [line.split()[:3] for line in printed.out.splitlines()]
    assert lines[1:3] == [["other", "2", "0.500"], ["set", "2", "0.500"]]
    assert f"passed over: {project.folder / 'questions'}" in printed.err
    assert sorted(path.name for path in (project.folder / "trec").iterdir()) == ["other.trec", "set.trec"]

    assert project.run("compare", str(out), str(out), "--json") == 0
    compared = {(d["slice"], d["figure"]): d["questions"] for d in json.loads(capsys.readouterr().out)}
    assert compared["all", "success@1"] == 4
    assert compared["other", "success@1"] == compared["set", "success@1"] == 2
    assert compared["set type:qa", "success@1"] == 1


def test_a_set_can_be_asked_in_part_and_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("retrieval", "--all", str(project.folder), "--only", "set", "--limit", "1") == 0

    out = capsys.readouterr().out
    assert "1 of 2" in out
    assert "a sample: at most 1 a set" in out


def test_ablation_prints_each_part_with_its_difference(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    out = project.folder / "out.json"

    assert project.run("retrieval", "--dataset", str(project.folder / "set"), "--ablate", "--out", str(out)) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[2] == ["everything", "0.500", "0.500"]
    assert lines[3] == ["without", "idle", "part", "0.500", "+0.000", "0.500", "+0.000"]
    saved = json.loads(out.read_text("utf-8"))
    assert saved["changes"]["idle part"]["set"]["clear"] is False
    assert set(saved["rows"]) == {"assistant", "without idle part"}


def test_passages_say_how_much_evidence_they_hold(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    answer = {"_id": "q1", "references": ["澄海在海边。", "漓月在山上。", "无此句。"], "docs": ["d1"]}
    project.write("set/answers.jsonl", json.dumps(answer))
    words = ["--dataset", str(project.folder / "set"), "--k", "5", "--out", str(project.folder / "out.json")]

    assert project.run("passages", *words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["slice", "n", "complete@5", "evidence@5", "complete@1500ch", "evidence@1500ch"]
    assert lines[1].split() == ["all", "1", "0.000", "0.500", "0.000", "0.500"]
    assert "1 sentences of the set stand in none of their articles" in lines[3]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["retrieval"], "--dataset --all"),
        (["retrieval", "--all", "/nowhere"], "/nowhere is no folder"),
        (["retrieval", "--all", "/nowhere", "--queries", "q.jsonl"], "--queries goes with --dataset"),
        (["retrieval", "--dataset", "/nowhere", "--only", "a"], "--only and --slices go with --all"),
        (["passages", "--dataset", "/nowhere", "--k", "5,x"], "expected a whole number above 0, got 'x'"),
        (["retrieval", "--dataset", "/nowhere"], "/nowhere holds neither queries.jsonl"),
        (["run", "--gates", "/nowhere/gates.toml"], "/nowhere/gates.toml"),
        (["compare", "/nowhere/a.json", "/nowhere/b.json"], "/nowhere/a.json"),
        (["retrieval", "--dataset", "/nowhere", "-k", "0"], "expected a whole number above 0"),
        (["measure"], "measure"),
    ],
)
def test_wrong_usage_exits_2_with_a_line_that_names_it(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(lambda: main(words, FakeOpener(), Settings.model_construct()))

    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert named in printed
    assert "Traceback" not in printed


def test_the_scorer_from_outside_gives_the_same_measures(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util
    import os

    folder = os.environ.get("ASSISTANT_TEST_SCORERS")
    if not folder:
        pytest.skip("ASSISTANT_TEST_SCORERS names no folder with score_retrieval.py: agreement was NOT checked")
    spec = importlib.util.spec_from_file_location("score_retrieval", Path(folder) / "score_retrieval.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    project.write("set/qrels/test.tsv", "q1\td2\t2\nq1\td1\t1\nq1\td7\t1\nq2\td1\t2\nq3\td1\t0\n")
    run = project.folder / "some.trec"
    project.run("retrieval", "--dataset", str(project.folder / "set"), "--run", str(run), "--json")
    ours = json.loads(capsys.readouterr().out)["tables"]["assistant"]["all"]

    monkeypatch.setattr(sys, "argv", ["x", str(project.folder / "set"), str(run)])
    assert scorer.main() == 0
    printed = dict(word.split("=") for word in capsys.readouterr().out.split() if "=" in word)
    names = {
        "success@1": "success_at_1",
        "success@5": "success_at_5",
        "success@10": "success_at_10",
        "recall@10": "recall_at_10",
        "gold_recall@10": "gold_recall_at_10",
        "MRR@10": "mrr",
        "nDCG@10": "ndcg",
    }
    assert {theirs: f"{ours[name]:.4f}" for name, theirs in names.items()} == printed


CLAIMS = [
    {
        "_id": "1",
        "claim": "澄海在海边。",
        "references": ["澄海在海边。漓月在山上。"],
        "label": "attributable",
        "dataset": "own",
    },
    {
        "_id": "2",
        "claim": "澄海在山上。",
        "references": ["澄海在海边。漓月在山上。"],
        "label": "not attributable",
        "dataset": "own",
    },
    {
        "_id": "3",
        "claim": "澄海有3座桥。",
        "references": ["澄海的桥有3座。"],
        "label": "attributable",
        "dataset": "other",
    },
]


def test_checker_prints_balanced_accuracy_per_slice(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("claims/attribution.jsonl", "\n".join(map(json.dumps, CLAIMS)))
    assert project.run("checker", "--dataset", str(project.folder / "claims"), "--json") == 0
    table = json.loads(capsys.readouterr().out)["tables"]["assistant"]
    assert table["all"]["balanced_accuracy"] == 0.75
    assert (table["all"]["tp"], table["all"]["fn"], table["all"]["tn"], table["all"]["fp"]) == (1, 1, 1, 0)
    assert table["own"]["balanced_accuracy"] == 1.0
    assert "balanced_accuracy" not in table["other"]


def test_checker_says_what_a_folder_of_another_kind_lacks(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.run("checker", "--dataset", str(project.folder / "set")) == 2
    assert "holds neither attribution.jsonl nor attribution.jsonl.gz" in capsys.readouterr().err
