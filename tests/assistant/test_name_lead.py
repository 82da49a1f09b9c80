"""The one name that is asked for."""

from dataclasses import replace

import pytest

from assistant.evidence import Evidence
from assistant.name_lead import SURE, only_name
from assistant.question import analyse
from assistant.scoring import Scored
from assistant.wording import name_in_words
from corpus.article import Article
from index.aliases import Aliases

NAMES = Aliases([("松涛精密", "Sontao Precision"), ("贺佳音", "He Jiayin")])


def scored(text: str, reads: float | None = 3.0) -> Scored:
    article = Article("a", "", text, "zh-Hans")
    return Scored(Evidence(article, 0, len(text), text, text, 1.0), 5.0, 0.9, 0.5, 1.0, 1.0, 1.0, reads=reads)


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("折柳的研究由谁负责？", "折柳研究主管倪克非9日说明了此事。", "倪克非"),
        ("Who runs research at Foldwillow?", "折柳研究主管倪克非9日说明了此事。", "倪克非"),
        ("倪克非之后由谁负责？", "折柳研究主管倪克非由主管贺佳音接替。", "贺佳音"),
        ("Who follows He Jiayin?", "人力资源主管贺佳音由主管倪克非接替。", "倪克非"),
        ("折柳的研究由谁负责？", "主管倪克非与主管贺佳音各管一半。", ""),
        ("是谁供货的？", "供货的是Sontao Precision。", ""),  # a company by its Chinese form
        ("Who said so?", "The mayor said so in Hong Kong.", ""),
        ("谁接手？", "His successor is Gergely Tóth of Audi.", "Gergely Tóth"),
        ("是哪家银行提供的？", "另有滨屿银行提供的可转债，由北门创投担保。", "滨屿银行"),
        ("Which investor led it?", "另有滨屿银行提供的可转债，由北门创投担保。", "北门创投"),
        ("折柳的营收是多少？", "折柳研究主管倪克非9日说明了此事。", ""),
    ],
)
def test_it_is_the_only_one_of_its_kind_in_the_sentence(question: str, sentence: str, name: str) -> None:
    assert only_name(analyse(question, NAMES.named(question)), scored(sentence), NAMES) == name


def test_nothing_is_lifted_where_the_reader_is_not_sure() -> None:
    asked, best = analyse("折柳的研究由谁负责？"), scored("折柳研究主管倪克非9日说明了此事。")
    assert only_name(asked, replace(best, reads=SURE - 0.1), NAMES) == ""
    assert only_name(asked, replace(best, reads=None), NAMES) == ""


def test_an_english_reader_gets_the_known_form_or_pinyin_or_nothing() -> None:
    assert name_in_words("贺佳音", "en", NAMES, "zh-Hant") == "He Jiayin (贺佳音)"
    assert name_in_words("倪克非", "en", NAMES, "zh-Hans") == "Ni Kefei (倪克非)"
    assert name_in_words("倪克非", "en", NAMES, "zh-Hant") == ""  # in Taiwan he may be Ni Ke-fei
    assert name_in_words("邬景行", "en", NAMES, "zh-Hans") == ""
    assert name_in_words("贺佳音", "zh-Hant", NAMES, "zh-Hans") == "賀佳音"
    assert name_in_words("Gergely Tóth", "zh-Hans", NAMES, "en") == "Gergely Tóth"
