"""Questions taken apart at their `and`."""

import pytest

from assistant.coordination import taken_apart
from assistant.question import analyse


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("云雀和灰隼的营收分别是多少？", ["云雀的营收是多少？", "灰隼的营收是多少？"]),
        ("2021年云雀公司和2023年灰隼公司的净利润", ["2021年云雀公司的净利润", "2023年灰隼公司的净利润"]),
        ("2022年和2023年高考人数", ["2022年高考人数", "2023年高考人数"]),
        ("《远岸》的导演和编剧是谁？", ["《远岸》的导演是谁？", "《远岸》的编剧是谁？"]),
        ("2024年公开赛男单和女单冠军是谁", ["2024年公开赛男单冠军是谁", "2024年公开赛女单冠军是谁"]),
        ("2024年公开赛男女单打冠军", ["2024年公开赛男子单打冠军", "2024年公开赛女子单打冠军"]),
        ("海盟號的首航日期和標準艙票價是多少？", ["海盟號的首航日期是多少？", "海盟號的標準艙票價是多少？"]),
        (
            "比较云雀公司和灰隼公司的员工人数，哪家公司的员工更多？",
            ["云雀公司的员工人数", "灰隼公司的员工人数"],
        ),
        (
            "云雀公司和灰隼公司分别在2020年和2019年收购了谁？",
            ["云雀公司在2020年收购了谁？", "灰隼公司在2019年收购了谁？"],
        ),
        (
            "岬湾基金在云雀、灰隼和白鹭身上投了多少？",
            ["岬湾基金在云雀身上投了多少？", "岬湾基金在灰隼身上投了多少？", "岬湾基金在白鹭身上投了多少？"],
        ),
        (
            "What were Harbour Foods' revenue and profit?",
            ["What were Harbour Foods' revenue?", "What were Harbour Foods' profit?"],
        ),
        ("Who leads Harbour Foods and Tern Labs?", ["Who leads Harbour Foods?", "Who leads Tern Labs?"]),
        (
            "Compare the net profit of Harbour Foods Ltd. in 2018 and Tern Labs in 2020. Which company had a higher net profit?",
            ["the net profit of Harbour Foods Ltd. in 2018", "the net profit of Tern Labs in 2020"],
        ),
        (
            "What did Harbour Foods and Tern Labs pay in 2018 and 2020, respectively?",
            ["What did Harbour Foods pay in 2018?", "What did Tern Labs pay in 2020?"],
        ),
    ],
)
def test_what_an_and_joins_is_asked_for_one_by_one(question: str, parts: list[str]) -> None:
    known = [name for name in ("云雀", "灰隼", "白鹭") if name in question]
    assert list(taken_apart(question, analyse(question, known).names)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "云雀的营收是多少？",
        "云雀如何通过收购和裁员改善利润？",
        "云雀和灰隼之间的官司结果是什么？",
        "How did the sale and the layoffs change Tern Labs?",
        "What is the difference between Harbour Foods and Tern Labs?",
        "Who runs Tern Labs?",
        "和",
        "和和和、、和？",
        "and and and?",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert taken_apart(question) == ()


def test_a_question_of_many_ands_is_not_looked_at_for_long() -> None:
    assert len(taken_apart("云雀和灰隼" * 400)) < 4
