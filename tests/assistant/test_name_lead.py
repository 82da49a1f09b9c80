"""The name of a lead: lifted where its sentence answers no longer without it, by a reader that is told what it needs."""

import pytest

from assistant.lead import find_lead
from assistant.name_lead import MOST_READ, SHORT
from assistant.service import Assistant
from corpus.article import Language
from index.reader import Reader
from index.search import Index
from index.types import Filters
from tests.fakes import FakeEmbedder, Needs, article

ROUND = "青杉科技的B轮融资由松涛资本领投，海棠创投跟投。"
STAFF = "接替云雀半导体董事长的是研究负责人倪克非，他上周到任。"


@pytest.fixture(autouse=True)
def no_sentence_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.name_lead.SHORT", {False: 0, True: 0})


def lead_for(question: str, text: str, reader: Reader | None, language: Language = "zh-Hans") -> str | None:
    assistant = Assistant(Index.of((article("a", text, title="云", language=language),), FakeEmbedder()))
    found = assistant._find(question, Filters(), None, "")
    names = found.generation.names
    lead = find_lead(found.question, found.ranked[:3], assistant.scorer.vectors, names, reader=reader)
    return lead.text if lead else None


@pytest.mark.parametrize("name", ["松涛资本", "海棠创投"])
def test_the_name_without_which_its_sentence_would_not_answer_is_lifted(name: str) -> None:
    assert lead_for("青杉科技的B轮是谁投的？", ROUND, Needs(name, least=0.0)) == name


@pytest.mark.parametrize(
    ("question", "reader"),
    [
        ("青杉科技的B轮是谁投的？", None),
        ("青杉科技的B轮是谁投的？", Needs("松涛资本", least=-8.0)),  # the sentence does not answer
        ("青杉科技的B轮是谁投的？", Needs("松涛资本", "海棠创投")),  # either could be meant
        ("青杉科技的B轮是谁投的？", Needs("B轮", least=2.0)),  # none could
        ("松涛资本投了谁的B轮？", Needs("松涛资本", least=0.0)),  # named by the question itself
        ("青杉科技为什么融资？", Needs("松涛资本", least=0.0)),  # no name is asked for
    ],
)
def test_none_is_lifted_where_none_is_clear(question: str, reader: Reader | None) -> None:
    assert lead_for(question, ROUND, reader) is None


def test_offices_are_no_part_of_a_name_and_people_are_spelled_for_an_english_asker() -> None:
    reader = Needs("倪克非", least=0.0)
    assert lead_for("接替云雀半导体董事长的是谁？", STAFF, reader) == "倪克非"
    assert lead_for("Who is the new chairman of 云雀半导体?", STAFF, reader) == "倪克非 (Pinyin: Ni Kefei)"
    # Taiwan spells names in other ways.
    hant = "接替雲雀半導體董事長的是研究負責人倪克非，他上週到任。"
    assert lead_for("Who is the new chairman of 雲雀半導體?", hant, reader, "zh-Hant") == "倪克非"


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("Who runs 青杉科技?", "Victor Wang runs 青杉科技.", "Victor Wang"),
        ("Which fund did Northgate Capital back?", "Northgate Capital backed Redwood Capital.", "Redwood Capital"),
        ("英国的首相是谁？", "英国的首相是Luke Parker。", "Luke Parker"),
        ("云雀半导体的大模型叫什么名字？", "云雀半导体发布了大模型“云岭”。", "云岭"),
        ("青杉科技的代工厂是谁？", "青杉科技的代工厂是和硕联合。", "和硕联合"),
        ("青杉科技的法律顾问是谁？", "青杉科技的法律顾问是金杜律师事务所。", "金杜律师事务所"),
        ("青杉科技的B轮谁说太贵？", "松涛资本直言青杉科技的B轮太贵。", "松涛资本"),
        ("青杉科技的数据由谁管？", "青杉科技的数据中心交给云杉科技。", "云杉科技"),
        ("青杉科技的B轮由谁领投？", "青杉科技的B轮由松禾资本领投。", "松禾资本"),
        ("What is the name of the fund that backed Quillon?", "Tamsin Ventures backed Quillon.", "Tamsin Ventures"),
    ],
)
def test_a_name_is_lifted_whole(question: str, text: str, name: str) -> None:
    assert lead_for(question, text, Needs(name, least=0.0)) == name


@pytest.mark.parametrize(
    "question", ["青杉科技的新名称是什么时候公布的？", "青杉科技为什么名列榜首？", "Was the deal called off?"]
)
def test_who_asks_for_no_name_gets_none(question: str) -> None:
    assert lead_for(question, ROUND, Needs("松涛资本", least=0.0)) is None


def test_what_is_quoted_is_what_somebody_says() -> None:
    text = "云雀半导体的股东周岚说：“松涛资本早就退出了，我也一样。”"
    assert lead_for("云雀半导体的股东是谁？", text, Needs("松涛资本", least=0.0)) is None


def test_a_short_sentence_needs_none_but_for_who_does_not_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.name_lead.SHORT", SHORT)
    reader = Needs("松涛资本", least=0.0)
    assert lead_for("青杉科技的B轮是谁投的？", ROUND, reader) is None
    assert lead_for("Who invested in 青杉科技?", ROUND, reader) == "松涛资本"


def test_no_more_than_a_few_names_are_left_out_in_turn() -> None:
    text = "青杉科技的股东有" + "、".join(f"{c}涛资本" for c in "甲乙丙丁松柏梅兰竹菊东南西北") + "。"
    reader = Needs("松涛资本")
    lead_for("青杉科技的大股东是谁？", text, reader)
    assert reader.read == MOST_READ + 1
