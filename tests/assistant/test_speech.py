"""Who says what a sentence reports: named in it, in its neighbour, or by a pronoun."""

import pytest

from assistant.evidence import evidence_at
from assistant.speech import Speaker, speaker_of
from corpus.article import Language
from tests.fakes import article


def speaker(text: str, words: str, language: Language = "zh-Hans") -> Speaker | None:
    """The speaker of the sentence of a text that holds these words."""
    evidence = evidence_at(article("a", text, language=language), text.index(words), 0.0)
    assert evidence is not None
    return speaker_of(evidence)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("远帆资本合伙人杜若川对此直言：“这门生意三年内不会赚钱。”", "杜若川"),
        ("杜若川认为，这门生意三年内不会赚钱。", "杜若川"),
        ("在杜若川看来，这门生意三年内不会赚钱。", "杜若川"),
        ("据知情人士透露，这笔交易下周签字。", "知情人士"),
        ("用杜若川的话来说，这是借来的时间。", "杜若川"),
        ("執行長魏子衡（Wei Tzu-heng）上週在論壇上表示，新廠明年動工。", "魏子衡"),
        ("「新廠明年一定動工。」魏子衡說。", "魏子衡"),
        ("研究员裴书宁给出的判断是价格还会再跌。", "裴书宁"),
        ("首席战略官伊恩·马尔科的反思是公司太保守。", "伊恩·马尔科"),
        ('"We will not sell," said Mara Ellison, who runs the fund.', "Mara Ellison"),
        ("Mara Ellison, who runs the fund, said it would not sell.", "Mara Ellison"),
        ("General counsel Mara Ellison told reporters that the fund would not sell.", "Mara Ellison"),
        ("According to Mara Ellison, the fund will not sell.", "Mara Ellison"),
        ("The fund will not sell, two people familiar with the matter said.", "two people familiar with the matter"),
        ('Mara Ellison of Harrow Research was blunt: "They will never sell the fund."', "Mara Ellison"),
    ],
)
def test_the_sentence_names_its_speaker(text: str, name: str) -> None:
    said = speaker(text, text[:3], "en" if text.isascii() else "zh-Hans")
    assert said is not None
    assert said.name == name == said.evidence.article.text[said.start : said.end]
    assert said.start >= said.evidence.start


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("合伙人杜若川没有回避这个问题。“这门生意三年内不会赚钱。”他说。", "这门生意", "杜若川"),
        ("杜若川在会上说：“市场太热了。现在进场的人都会后悔。两年以后再看。”", "现在进场", "杜若川"),
        ("董事長魏子衡解釋了延後的原因。他強調，新廠明年一定動工。", "他強調", "魏子衡"),
        ("“我们等得起。”\n“别人未必等得起，这才是关键。”杜若川说。", "别人未必", "杜若川"),
        ('Mara Ellison runs the fund. "We will not sell this year," she said.', "We will", "Mara Ellison"),
        ('"We will not sell," Mara Ellison said. "Nobody has asked us nicely so far."', "Nobody", "Mara Ellison"),
    ],
)
def test_a_neighbour_names_the_speaker(text: str, words: str, name: str) -> None:
    said = speaker(text, words, "en" if text.isascii() else "zh-Hans")
    assert said is not None
    assert said.name == name


def test_the_neighbour_that_names_the_speaker_is_what_to_cite() -> None:
    said = speaker("合伙人杜若川没有回避这个问题。“这门生意三年内不会赚钱。”他说。", "三年内")
    assert said is not None
    assert said.evidence.text == "合伙人杜若川没有回避这个问题。"


@pytest.mark.parametrize(
    "text",
    [
        "公司去年营收12亿元，同比增长三成。",
        "这个说法没有根据，也没有先例可循。",
        "这本小说卖出了三十万册，被称为年度之书。",
        "总的来说，市场比去年冷了许多。",
        "可以毫不夸张地说，这是行业的转折点。",
        "他们把它叫作“松针”，用来转换算子。",
        "The fund sold its stake for $40 million last spring.",
        "Losses will not begin to narrow before 2027.",
    ],
)
def test_a_plain_statement_has_no_speaker(text: str) -> None:
    assert speaker(text, text[:3], "en" if text.isascii() else "zh-Hans") is None


def test_who_is_quoted_within_a_quotation_is_not_the_speaker() -> None:
    said = speaker("杜若川说：“老板告诉我们不要着急，慢慢来。”", "老板")
    assert said is not None
    assert said.name == "杜若川"


def test_words_of_one_paragraph_are_not_given_to_the_next_ones_speaker() -> None:
    assert speaker("市场一片安静，没有人下单。\n“我们不急。”杜若川说。", "市场") is None
