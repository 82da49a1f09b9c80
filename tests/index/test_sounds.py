"""Names that are told by their sound alone, between articles in two languages."""

from collections.abc import Sequence

import pytest

from index.build import in_memory
from index.generation import Generation
from index.search import Index
from tests.fakes import FakeEmbedder, article

CHINESE = [
    "岚屿科技昨天发布了年报。岚屿的营收是三亿元，岚屿没有说明原因。",
    "顾砚青是岚屿的创始人。顾砚青说，岚屿明年还会扩产。",
    "范凌云和万凌云昨天到场。",
]
ENGLISH = [
    "Lanyu lost a tenth of its staff. Its founder Gu Yanqing blamed the weather.",
    "Analysts at Lichen were surprised, and Lichen said so. A mali is a gardener; the Mali of the story is one.",
    "Shares of Songmu fell. Zhuo Mingyue of Songmu said nothing. A panda was seen; Panda is a brand.",
]


def collection(chinese: Sequence[str] = CHINESE, english: Sequence[str] = ENGLISH) -> Generation:
    texts = [article(f"zh{n}", text) for n, text in enumerate(chinese)]
    return in_memory(
        [*texts, *(article(f"en{n}", text, language="en") for n, text in enumerate(english))], FakeEmbedder()
    )


@pytest.fixture(scope="module")
def both() -> Generation:
    return collection()


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("岚屿裁了多少人？", (("岚屿", "Lanyu"),)),
        ("嵐嶼裁了多少人？", (("岚屿", "Lanyu"),)),
        ("顾砚青怪的是什么？", (("顾砚青", "Gu Yanqing"),)),
        ("松木的股价怎么了？", (("松木", "Songmu"),)),
        ("卓明月说了什么？", (("卓明月", "Zhuo Mingyue"),)),
        ("明月松间照是谁写的？", ()),  # Mingyue stands behind a surname
        ("盼达的品牌是什么？", ()),  # panda is a word
        ("砺辰怎么说？", (("砺辰", "Lichen"),)),  # a word too, but never written as one here
        ("玛莉怎么说？", ()),
        ("云杉银行的行长是谁？", ()),
    ],
)
def test_what_english_articles_call_a_name_of_the_question(
    both: Generation, question: str, heard: tuple[tuple[str, str], ...]
) -> None:
    assert both.heard(question) == heard


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("What was Lanyu's revenue?", (("岚屿", "Lanyu"),)),
        ("Who is Gu Yanqing?", (("顾砚青", "Gu Yanqing"),)),
        ("Who is Yanqing Gu?", (("顾砚青", "Yanqing Gu"),)),
        ("What did Lingyun publish?", ()),  # the given name of two people
        ("Who runs Tencent?", ()),
        ("How many people came?", ()),
    ],
)
def test_what_chinese_articles_call_a_name_of_the_question(
    both: Generation, question: str, heard: tuple[tuple[str, str], ...]
) -> None:
    assert both.heard(question) == heard


def test_of_two_names_with_one_sound_neither_is_taken_unless_one_is_clearly_the_usual_one() -> None:
    one, other = "岚屿的营收增长。岚屿的股价上涨。", "澜屿的营收下降。澜屿的股价下跌。"
    assert collection([one, other]).heard("What was Lanyu's revenue?") == ()
    assert collection([one, f"另讯，{one}", other]).heard("What was Lanyu's revenue?") == (("岚屿", "Lanyu"),)


def test_a_collection_in_one_language_hears_nothing_of_the_other() -> None:
    assert collection(english=()).heard("岚屿裁了多少人？") == ()
    assert collection(chinese=()).heard("What was Lanyu's revenue?") == ()


def test_the_names_that_are_heard_find_the_article() -> None:
    filler = [article(f"f{n}", f"Notice {n}: shares of other firms fell.", language="en") for n in range(6)]
    texts = [article("zh", CHINESE[0]), article("en", ENGLISH[0], language="en"), *filler]
    hits = Index.of(texts, FakeEmbedder()).search("岚屿裁了多少人？", 2)
    assert {hit.chunk.article_id for hit in hits} == {"zh", "en"}


def test_a_view_that_hears_a_question_leaves_the_collection_as_it_is(both: Generation) -> None:
    view = both.hearing("岚屿裁了多少人？")
    assert view.names.same("岚屿") == ("岚屿", "lanyu")
    assert "lanyu" not in both.names.same("岚屿")
    assert view.dense is both.dense
    assert both.hearing("云杉银行的行长是谁？") is both
