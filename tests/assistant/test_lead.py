"""Leads: what is lifted out of the sentences of an answer, and when nothing is."""

from datetime import date

import pytest

from assistant.evidence import quotable_spans
from assistant.figure_lead import MOST_READ, with_unit
from assistant.finding import find
from assistant.found import Found
from assistant.kinds import kind_of
from assistant.lead import Lead, find_lead, listed
from assistant.quantities import quantities
from assistant.question import analyse, asks_of
from assistant.scoring import SentenceScorer
from assistant.service import Assistant
from assistant.wording import in_script, in_words
from corpus.article import Article, Language
from index.reader import Reader
from index.search import Index
from index.types import Filters
from tests.fakes import FakeEmbedder, Needs

TEXT = """青杉科技收购云雀半导体
青杉科技宣布以3.2亿元收购云雀半导体全部股权。这笔交易于2024年5月8日完成。
青杉科技的股东包括松涛资本、海棠创投、北辰基金和云顶银行。
去年云雀半导体的毛利率为41%，员工有620人。
"""


def found_for(question: str, assistant: Assistant) -> Found:
    return find(question, assistant.index, assistant.scorer, None, assistant.calibration, Filters())


def lead_for(question: str, text: str = TEXT, reader: Reader | None = None) -> Lead | None:
    article = Article("a", text.splitlines()[0], text, "zh-Hans", None, "", "", "", ())
    assistant = Assistant(Index.of((article,), FakeEmbedder()))
    found = found_for(question, assistant)
    names = assistant.index.generation.names
    return find_lead(found.question, found.ranked[:3], assistant.scorer.vectors, names, reader=reader)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("青杉科技花了多少钱收购云雀半导体？", "3.2亿元"),
        ("云雀半导体的毛利率是多少？", "41%"),
        ("这笔交易是哪一天完成的？", "2024年5月8日"),
        ("青杉科技有哪些股东？", "松涛资本、海棠创投、北辰基金、云顶银行"),
        ("How much did 青杉科技 pay for 云雀半导体?", "RMB 320 million (3.2亿元)"),
    ],
)
def test_what_is_asked_for_is_lifted_in_the_askers_language(question: str, lead: str) -> None:
    found = lead_for(question)
    assert found is not None
    assert found.text == lead
    assert all(e.article.text[e.start : e.end] == e.text for e in found.evidence)


def test_this_years_month_is_told_with_the_year_of_the_article() -> None:
    article = Article("a", "合同", "云雀与青杉的合同今年12月到期。", "zh-Hans", date(2025, 3, 4))
    assistant = Assistant(Index.of((article,), FakeEmbedder()))
    found = found_for("When does the contract of 云雀 end?", assistant)
    lead = find_lead(found.question, found.ranked, assistant.scorer.vectors, assistant.index.generation.names)
    assert lead is not None
    assert lead.text == "December 2025 (今年12月)"


def test_a_figure_of_others_than_those_asked_about_is_lifted_less_readily() -> None:
    text = "松岭云裁员\n松岭云的最终统计是裁员1,430人，另有约220人在裁员后自行离职。\n"
    found = lead_for("松岭云裁员后自行离职的之外，裁员多少人？", text)
    assert found is not None
    assert found.text == "1,430人"


@pytest.mark.parametrize("figure", ["4.1亿元", "2.7亿元"])
def test_the_figure_without_which_its_sentence_would_not_answer_is_lifted(figure: str) -> None:
    text = "松岭云的投入\n松岭云研发投入4.1亿元、市场投入2.7亿元。\n"
    found = lead_for("松岭云花了多少钱？", text, Needs(figure, least=-9.0, worth=18.0))
    assert found is not None
    assert found.text == figure


def test_no_more_than_a_few_figures_are_left_out_in_turn() -> None:
    amounts = "、".join(f"{n}.5亿元" for n in range(2, 22))
    reader = Needs("亿")
    lead_for("松岭云花了多少钱？", f"松岭云的投入\n松岭云先后投入{amounts}。\n", reader)
    assert 0 < reader.read <= 2 * MOST_READ


def test_what_is_counted_is_no_amount_of_money() -> None:
    found = lead_for("明溪水库的工程要安置多少居民？", "明溪水库扩建\n明溪水库扩建工程于周一启动，预计投资32.5亿元。\n")
    assert found is None or "亿元" not in found.text


def test_a_house_number_is_no_figure_that_is_asked_for() -> None:
    found = lead_for(
        "石桥书店新店面积是多少？", "石桥书店搬迁\n石桥书店将于7月迁往望海路88号，新店面积为1260平方米。\n"
    )
    assert found is None or "88" not in found.text


@pytest.mark.parametrize("question", ["青杉园区首度送电是哪一天？", "青杉园区几号首度送电？"])
def test_a_question_for_a_day_is_not_answered_by_a_month(question: str) -> None:
    text = (
        "青杉园区首度送电\n青杉园区11月首度送电，但离满负荷还很远。\n经理说，青杉园区已于11月24日首度送电，容量45兆瓦。"
    )
    found = lead_for(question, text)
    assert found is not None
    assert found.text == "11月24日"


def test_a_reader_of_the_other_script_gets_the_short_sentence_in_that_script() -> None:
    found = lead_for("誰收購了雲雀半導體？")
    assert found is not None
    assert "收購雲雀半導體" in found.text


def test_a_bare_number_comes_with_what_it_counts() -> None:
    text = "月台智能测了延迟\n月台智能说，往返一次会慢190毫秒，比预想的多。\n"
    found = lead_for("往返一次会慢多少毫秒？", text)
    assert found is not None
    assert found.text == "190毫秒"


def test_a_share_is_asked_for_by_how_much_of() -> None:
    assert kind_of("How much of Halden's power comes from rivers?") == "share"


def test_words_go_to_the_other_script_one_by_one() -> None:
    assert in_script("月之暗面团队", "zh-Hant") == "月之暗面團隊"
    assert in_script("月之暗面團隊", "zh-Hans") == "月之暗面团队"
    assert in_script("月之暗面团队", "en") == "月之暗面团队"


def test_why_gets_no_lead() -> None:
    assert lead_for("青杉科技为什么收购云雀半导体？") is None


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("投资方包括甲资本、乙创投和丙基金。", ["甲资本", "乙创投", "丙基金"]),
        ("他、她都来了。", []),
        ("公司分别投了月台智能、晨屿、松涛等。", ["月台智能", "晨屿", "松涛"]),
    ],
)
def test_the_members_of_a_list_are_told_apart(sentence: str, members: list[str]) -> None:
    assert listed(sentence) == members


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("about $58 million", "zh-Hant", "約5800萬美元（about $58 million）"),
        ("September 25, 2023", "zh-Hans", "2023年9月25日（September 25, 2023）"),
        ("近40亿美元", "en", "nearly US$4 billion (近40亿美元)"),
        ("不少于1.2万张", "en", "at least 12,000 (不少于1.2万张)"),
        ("不超过30亿元", "en", "up to RMB 3 billion (不超过30亿元)"),
        ("不到30亿元", "en", "less than RMB 3 billion (不到30亿元)"),
        ("起码500人", "en", "at least 500 people (起码500人)"),
        ("数百亿元", "en", "数百亿元"),
        ("二十几亿元", "en", "over RMB 2 billion (二十几亿元)"),
        ("逾三分之二", "en", "over two thirds (逾三分之二)"),
        ("四分之一", "en", "a quarter (四分之一)"),
        ("八分之一", "en", "an eighth (八分之一)"),
        ("百分之三点五", "en", "3.5% (百分之三点五)"),
        ("两个半月", "en", "2.5 months (两个半月)"),
        ("3个多月", "en", "over 3 months (3个多月)"),
        ("23年10月", "en", "October 2023 (23年10月)"),
        ("113年10月", "en", "October 2024 (113年10月)"),
        ("多达500人", "en", "as many as 500 people (多达500人)"),
        ("no fewer than 12,000", "zh-Hans", "至少1.2万（no fewer than 12,000）"),
        ("no more than $3 billion", "zh-Hant", "最多30億美元（no more than $3 billion）"),
        ("3.2億元", "zh-Hans", "3.2亿元"),
        ("72%", "en", "72%"),
    ],
)
def test_figures_are_said_in_the_askers_language_beside_the_original(text: str, language: str, words: str) -> None:
    (quantity,) = quantities(text)
    assert in_words(quantity, language) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "number", "language", "words"),
    [
        ("手上的现金够用20個月。", "20", "en", "20 months (20個月)"),
        ("每次回答慢190毫秒。", "190", "en", "190 milliseconds (190毫秒)"),
        ("认购了3.1倍。", "3.1", "en", "3.1 times (3.1倍)"),
        ("裁了62名。", "62", "en", "62 people (62名)"),
        ("Each answer takes 190 milliseconds longer.", "190", "zh-Hans", "190毫秒（190 milliseconds）"),
        ("The lease runs for 10 years.", "10", "zh-Hant", "10年（10 years）"),
        ("It runs 31 trains a day.", "31", "zh-Hans", "31"),
    ],
)
def test_what_a_figure_counts_is_said_with_it(sentence: str, number: str, language: Language, words: str) -> None:
    quantity = next(q for q in quantities(sentence) if number in q.text)
    assert in_words(with_unit(quantity, sentence), language) == words


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("公司叫什么名字，花了多少钱？", ["公司叫什么名字，", "花了多少钱？"]),
        ("Who led the round, and how much did they put in?", ["Who led the round,", "and how much did they put in?"]),
        ("How much did Amazon, which is a cloud firm, pay?", ["How much did Amazon, which is a cloud firm, pay?"]),
        ("按他的说法，去年亏了多少？", ["按他的说法，去年亏了多少？"]),
    ],
)
def test_a_question_is_parted_where_it_asks_something_else(question: str, parts: list[str]) -> None:
    assert list(asks_of(question)) == parts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How highly was it valued when it last sold shares?", "money"),
        ("When was it closed?", "date"),
        ("持股最多的是谁？", "who"),
        ("谁投了多少钱？", "money"),
        ("按他的说法，一共花了多少？", "money"),
        ("裁员人数各家怎么说？", "conflict"),
        ("Who advised waiting to see how long the money lasts?", "who"),
        ("Which analyst asked why the plant was late?", "who"),
        ("Who founded it, and when did they leave?", "date"),
    ],
)
def test_the_kind_of_answer_is_told_by_what_is_asked(question: str, kind: str) -> None:
    assert kind_of(question).value == kind


def test_nothing_but_a_time_is_the_number_of_months_that_is_asked_for() -> None:
    text = "云雀半导体的月活用户不超过3,000万。"
    told = "云雀半导体手上的现金还够用20个月，月活用户不超过3,000万。"
    leads = []
    for one in (text, told):
        assistant = Assistant(Index.of((Article("a", "云雀", one, "zh-Hans"),), FakeEmbedder()))
        question = analyse("云雀半导体的现金还够用几个月？")
        found = found_for(question.text, assistant)
        lead = find_lead(question, found.ranked, assistant.scorer.vectors, found.generation.names)
        leads.append(lead.text if lead else "")
    assert leads == ["", "20个月"]


def test_every_part_of_a_question_is_answered_by_its_own_sentence() -> None:
    article = Article("a", "青杉", TEXT, "zh-Hans", None, "", "", "", ())
    assistant = Assistant(Index.of((article,), FakeEmbedder()))
    found = found_for("云雀半导体的毛利率是多少？这笔交易是哪一天完成的？", assistant)
    best = [max(found.ranked, key=lambda s: s.asks[part]).evidence.text for part in (0, 1)]
    assert "毛利率" in best[0]
    assert "5月8日" in best[1]


def test_names_of_the_question_are_left_out_where_sentences_are_compared() -> None:
    assert quotable_spans(TEXT)
    question = analyse("青杉科技的毛利率是多少？", ["青杉科技"])
    assert question.names == ("青杉科技",)
    assert SentenceScorer(FakeEmbedder()).score(question, [], Index.of((), FakeEmbedder()).generation) == []


def test_a_part_of_a_question_is_answered_by_no_date_that_the_question_names() -> None:
    text = "青杉科技收购云雀半导体\n青杉科技2024年6月的估值是31亿元，云雀半导体员工有620人。\n"
    assert lead_for("青杉科技2024年6月的估值是多少，员工是什么时候入职的？", text) is None
    both = lead_for("青杉科技2024年6月的估值是多少，云雀半导体有多少员工？", text)
    assert both is not None
    assert both.text == "31亿元；620人"
    later = text.replace("员工有620人", "2025年3月上市")
    both = lead_for("青杉科技2024年6月的估值是多少，云雀半导体什么时候上市？", later)
    assert both is not None
    assert both.text == "31亿元；2025年3月"


def test_two_parts_of_a_question_have_not_the_same_figure() -> None:
    text = "松岭云上市\n松岭云上市集资最多54亿港元。\n"
    assert lead_for("松岭云上市原先拟集资多少，实际集到多少？", text) is None


def test_a_whole_sentence_is_no_part_of_a_lead() -> None:
    text = "青杉科技\n青杉科技宣布以3.2亿元收购云雀半导体全部股权。\n这笔交易的完成时间没有公布。\n"
    assert lead_for("青杉科技花了多少錢收購雲雀半導體，交易是什麼時候完成的？", text) is None


@pytest.mark.parametrize(
    ("text", "lifted", "english"),
    [
        ("合同今年12月到期", "今年12月", "December of that year (今年12月)"),
        ("投产推迟到明年4月", "明年4月", "April of the next year (明年4月)"),
        ("餘款要等到6月底", "6月底", "the end of June (6月底)"),
        ("去年9月下旬开工", "去年9月下旬", "late September of the year before (去年9月下旬)"),
        ("全部交付要到2026年底", "2026年底", "the end of 2026 (2026年底)"),
        ("6月18日承认", "6月18日", "18 June (6月18日)"),
        ("It is to leave the line in mid-September.", "mid-September", "mid-September"),
        ("The plant opened in September.", "September", "September"),
    ],
)
def test_a_date_is_lifted_with_what_makes_it_later_or_earlier(text: str, lifted: str, english: str) -> None:
    (found,) = quantities(text)
    whole = with_unit(found, text)
    assert whole.text == lifted
    assert in_words(whole, "en") == english


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("It is to leave the line in mid-September.", "9月中旬（mid-September）"),
        ("by the end of June 2025", "2025年6月底（the end of June 2025）"),
        ("in early 2025", "2025年初（early 2025）"),
    ],
)
def test_a_chinese_reader_is_told_which_part_of_a_month_or_year(text: str, chinese: str) -> None:
    (found,) = quantities(text)
    assert in_words(with_unit(found, text), "zh-Hans") == chinese
