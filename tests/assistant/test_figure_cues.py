"""What the words around a figure say of it."""

import pytest

from assistant.figure_cues import of_change, of_extreme, of_several, of_time
from assistant.quantities import Quantity, quantities

LIKE_FOR_LIKE = "两类出资人中，保险公司和地方国资的占比分别为18.5%和33.2%。"


def figure(text: str, words: str) -> Quantity:
    return next(q for q in quantities(text) if words in q.text)


@pytest.mark.parametrize(
    ("question", "text", "words", "sign"),
    [
        ("2023年卖出多少辆？", "从2019年的销量120万辆到2023年的950万辆", "950万", 1),
        ("2023年卖出多少辆？", "从2019年的销量120万辆到2023年的950万辆", "120万", -1),
        ("How many were sold in 2023?", "Sales rose from 1.2 million in all of 2019 to 9.5 million.", "9.5", -1),
        ("一共卖出多少辆？", "从2019年的销量120万辆到2023年的950万辆", "120万", 0),
        ("2023年比2019年多卖多少辆？", "从2019年的销量120万辆到2023年的950万辆", "120万", 0),
        ("2023年卖出多少辆？", "销量为950万辆，比2019年多", "950万", 0),
        ("2023年10月那轮募到多少？", "去年十月的一轮是3亿美元，2023年全年是25亿元", "3亿", 1),
        ("2023年10月那轮募到多少？", "去年十月的一轮是3亿美元，2023年全年是25亿元", "25亿", 0),
        ("2023年10月那轮募到多少？", "今年3月的一轮是3亿美元", "3亿", -1),
        ("2023年10月和12月共募到多少？", "去年十月的一轮是3亿美元", "3亿", 0),
    ],
)
def test_a_figure_is_of_the_last_time_named_before_it(question: str, text: str, words: str, sign: int) -> None:
    assert of_time(question, text, figure(text, words)) == sign


@pytest.mark.parametrize(
    ("question", "text", "words", "sign"),
    [
        ("这次最多降了多少？", "平均降价20%，最高降幅55%", "55%", 1),
        ("这次最多降了多少？", "平均降价20%，最高降幅55%", "20%", -1),
        ("平均降了多少？", "平均降价20%，最高降幅55%", "20%", 1),
        ("这次降价多少？", "平均降价20%，最高降幅55%", "55%", 0),
        ("What is the maximum fine?", "Fines average $300 and the maximum is $5,000", "$5,000", 1),
        ("至少要交多少？", "每人须交3,000元，至少先付500元", "500元", 1),
        ("至少要交多少？", "每人须交3,000元，至少先付500元", "3,000元", 0),
    ],
)
def test_the_highest_the_lowest_and_the_average_are_told_apart(question: str, text: str, words: str, sign: int) -> None:
    assert of_extreme(question, text, figure(text, words)) == sign


@pytest.mark.parametrize(
    ("text", "words", "thing"),
    [
        (LIKE_FOR_LIKE, "18.5%", "保险公司"),
        (LIKE_FOR_LIKE, "33.2%", "地方国资的占比"),
        ("江湾、新港、平洲三地的客流分别是3万、5万、8万人次。", "5万", "新港"),
        ("江湾和新港的客流为3万和5万人次。", "5万", ""),
        ("三地的客流分别是3万、5万、8万人次。", "5万", ""),
        ("江湾和新港分别在2020年上线，客流3万人次。", "3万", ""),
    ],
)
def test_of_several_things_told_in_a_row_each_has_its_own_figure(text: str, words: str, thing: str) -> None:
    assert of_several(text, figure(text, words), quantities(text)) == thing


@pytest.mark.parametrize(
    ("question", "text", "figure", "wanted"),
    [
        ("上调之前的指引是多少张？", "指引由此前的10万张上调到12万张。", "10万张", 1),
        ("上调之前的指引是多少张？", "指引由此前的10万张上调到12万张。", "12万张", -1),
        ("现在的指引是多少张？", "指引由此前的10万张上调到12万张。", "10万张", -1),
        ("现在的指引是多少张？", "指引由此前的10万张上调到12万张。", "12万张", 0),
        ("When will it leave the line?", "The car, once due in March 2026, is now due in May.", "March 2026", -1),
        ("When was it first due?", "The car, once due in March 2026, is now due in May.", "March 2026", 1),
        ("占多少？", "占比为83%。", "83%", 0),
    ],
)
def test_a_value_that_was_given_up_answers_only_who_asks_for_it(
    question: str, text: str, figure: str, wanted: int
) -> None:
    (found,) = [q for q in quantities(text) if figure.startswith(q.text) or q.text.startswith(figure)]
    assert of_change(question, text, found) == wanted
