"""Follow-up questions made to stand alone by rule: names put in, fragments completed, new topics left alone."""

import pytest

from assistant.conversation import recent, rewrite
from assistant.types import Role, Turn

FOUNDER = ["百川智能的创始人是谁？", "王小川。"]
VALUE = ["百川智能的估值是多少？", "12亿美元。"]
EARNED = ["What did Luzhou Semi earn in 2024?", "387 million yuan."]
FOUNDED = ["Who founded Baichuan?", "Wang Xiaochuan founded it."]
MOUNT = ["礪岳今年預計做到多少營收？", "13億元。"]


def history(said: list[str]) -> list[Turn]:
    roles: list[Role] = ["user", "assistant"]
    return [Turn(roles[i % 2], text) for i, text in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (FOUNDER, "它融了多少钱？", "百川智能融了多少钱？"),
        (FOUNDER, "该公司总部在哪？", "百川智能总部在哪？"),
        (FOUNDER, "他之前在哪工作？", "王小川之前在哪工作？"),
        (FOUNDED, "How much did it raise?", "How much did Baichuan raise?"),
        (FOUNDED, "Where did he work before?", "Where did Wang Xiaochuan work before?"),
        (EARNED, "What was its gross margin?", "What was Luzhou Semi's gross margin?"),
        (MOUNT, "它的毛利率呢？", "礪岳的毛利率呢？"),
        (["哪家公司收购了凌云科技？", "北屿半导体收购了它。"], "它花了多少钱？", "北屿半导体花了多少钱？"),
        (["Who heads Pinespan's Taiwan office?", "Chien Li-hsun.", "How many people work there?", "340."],
         "Where is he going?", "Where is Chien Li-hsun going?"),
    ],
)  # fmt: skip
def test_a_pronoun_becomes_the_name_it_stands_for(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (["百川智能和智谱AI谁的估值高？", "智谱AI。"], "这两家的投资人有谁？", "百川智能和智谱AI的投资人有谁？"),
        (["Did Pelham buy Corvane?", "No."], "When were these two founded?", "When were Pelham and Corvane founded?"),
        (["哪些公司裁员了？", "凌云科技、北屿半导体。"], "这两家各裁了多少人？", "凌云科技和北屿半导体各裁了多少人？"),
    ],
)
def test_these_two_become_both_names(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (VALUE, "那智谱AI呢？", "智谱AI的估值是多少？"),
        (VALUE, "智谱AI呢", "智谱AI的估值是多少？"),
        (["礪岳打算招多少人？", "40人。"], "台北那邊呢？", "礪岳台北打算招多少人？"),
        (MOUNT, "那澄海呢？", "澄海今年預計做到多少營收？"),
        (
            ["What is the valuation of Baichuan?", "$1.2 billion."],
            "What about Moonshot AI?",
            "What is the valuation of Moonshot AI?",
        ),
        (["百川智能2023年的营收是多少？", "1亿。"], "2024年呢？", "百川智能2024年的营收是多少？"),
        (["What did Norbeck lose in 2023?", "$45m."], "And in 2022?", "What did Norbeck lose in 2022?"),
        (FOUNDER, "那现在的估值呢？", "百川智能现在的估值呢？"),
        (
            ["Who runs Marrowgate Cloud?", "Adela Thornbury."],
            "And its inventory?",
            "What about Marrowgate Cloud's inventory?",
        ),
    ],
)
def test_what_about_x_asks_the_question_before_about_x(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (["微软在中国的员工有多少？", "9000人。"], "那日本呢？", "微软在日本的员工有多少？"),
        (["澄海2023年在上海招了多少人？", "40人。"], "深圳呢？", "澄海2023年在深圳招了多少人？"),
        (["澄海2023年在上海招了多少人？", "40人。"], "那礪岳呢？", "礪岳2023年在上海招了多少人？"),
        (
            ["百川智能2023年的营收是多少？", "1亿。", "2024年呢？", "2亿。"],
            "那智谱AI呢？",
            "智谱AI2024年的营收是多少？",
        ),
        (["百川智能2023年的营收是多少？", "1亿。"], "那2024年的智谱AI呢？", "智谱AI2024年的营收是多少？"),
        (
            ["How many people did Baichuan hire in Shanghai in 2023?", "40."],
            "And in Beijing?",
            "How many people did Baichuan hire in Beijing in 2023?",
        ),
    ],
)
def test_conditions_are_carried_over_until_they_are_replaced(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("明天會下雨嗎？", "明天會下雨嗎？"),
        ("谢谢", "谢谢"),
        ("今天星期几？", "今天星期几？"),
        ("换个话题：松涛精密有多少员工？", "松涛精密有多少员工？"),
        ("先不談這個了。營收多少？", "營收多少？"),
        ("顺便问一下，它的总部在哪？", "百川智能的总部在哪？"),
        ("总结一下这篇文章", "总结一下这篇文章"),
    ],
)
def test_another_subject_is_not_contaminated(question: str, wanted: str) -> None:
    assert rewrite(question, history(VALUE)) == wanted


def test_a_conversation_about_the_weather_goes_on_with_it() -> None:
    assert rewrite("那明天下雨吗？", history(["汀州天气怎么样？", "汀州今天多云。"])) == "汀州明天下雨吗？"


def test_among_them_means_what_was_listed() -> None:
    said = ["阿里投了哪几家公司？", "月之暗面、MiniMax和智谱AI。"]
    assert rewrite("其中哪家估值最高？", history(said)) == "月之暗面、MiniMax和智谱AI，其中哪家估值最高？"


def test_an_elliptical_question_gets_the_subject_and_the_period_before() -> None:
    said = ["微軟是哪天公布2023年第四季財報的？", "2024年1月31日。", "雲業務收入多少？", "337億美元。"]
    assert rewrite("雲業務收入多少？", history(said[:2])) == "2023年第四季微軟雲業務收入多少？"
    assert rewrite("年增多少？", history(said)) == "2023年第四季微軟雲業務收入年增多少？"


def test_those_point_at_what_was_said() -> None:
    said = ["嶼言的測驗題混進訓練語料了嗎？", "是的，有412題。"]
    assert rewrite("扣掉那些題目之後剩幾分？", history(said)) == "嶼言的測驗題混進訓練語料了，扣掉那些題目之後剩幾分？"


def test_an_elliptical_english_question_gets_what_was_asked_about() -> None:
    said = ["Did Pelham buy Corvane?", "No, it took a licence."]
    assert rewrite("What did the licence cost?", history(said)) == "What did the licence cost (Pelham buy Corvane)?"


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (FOUNDER, "MiniMax的估值是多少？"),
        (FOUNDER, "Who runs Marrowgate Cloud?"),
        (FOUNDED, "How much of Lingyun does its founder own?"),
        (EARNED, "今年有哪些公司上市？"),
        (["哪家公司裁员了？", "凌云科技。"], "Which chip companies merged?"),
    ],
)
def test_a_question_with_its_own_subject_stays(said: list[str], question: str) -> None:
    assert rewrite(question, history(said)) == question


def test_without_history_nothing_changes() -> None:
    assert rewrite("它呢？", []) == "它呢？"


def test_languages_are_never_glued_together() -> None:
    said = [
        "哪家公司裁员？",
        "凌云科技裁员了。",
        "Which chip companies merged?",
        "Liyue Silicon and Norbeck Chips merged.",
    ]
    assert rewrite("那有多少人?", history(said)) == "Liyue Silicon and Norbeck Chips有多少人?"
    assert (
        rewrite("那有多少人?", [Turn("user", "哪家公司裁员？"), Turn("user", "Which chip companies merged?")])
        == "有多少人?"
    )


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (FOUNDER, "How much did it raise?", "How much did 百川智能 raise?"),
        (EARNED, "那它的库存呢？", "Luzhou Semi的库存呢？"),
        (EARNED, "毛利率是多少？", "Luzhou Semi毛利率是多少？"),
    ],
)
def test_a_name_goes_along_when_the_language_changes(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        ([*VALUE, "它融了多少？", "3亿。"], "不是，我问的是智谱AI", "智谱AI融了多少？"),
        ([*VALUE, "它的投资人有谁？", "阿里。"], "不是,我问的是它的创始人是谁？", "百川智能的创始人是谁？"),
        ([*FOUNDED, "How much did it raise?", "$50m."], "No, I meant Moonshot AI", "How much did Moonshot AI raise?"),
        (VALUE, "不對，我問的是它的市值。", "百川智能的市值。"),
        (VALUE, "不对,我问的是2023年的估值", "百川智能2023年的估值呢？"),
        (["百川智能去年赚了多少？", "3亿元。"], "那是收入吧？我要的是净赚多少。", "百川智能净赚多少。"),
        (["What did Baichuan earn?", "$1bn."], "I was asking about 2023.", "What did Baichuan earn in 2023?"),
    ],
)
def test_a_correction_drops_what_was_misunderstood(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


def test_markers_of_an_answer_are_no_names() -> None:
    said = ["百川智能的创始人是谁？", "王小川[1]\n百川智能由王小川创办。[1][2]"]
    assert rewrite("他是哪里人？", history(said)) == "王小川是哪里人？"


def test_a_very_long_history_is_cut() -> None:
    said = [*VALUE, *["好的。", "还有什么想问的？"] * 20]
    assert "百川" not in rewrite("那估值呢？", history(said))
    assert rewrite("它融了多少？", history([VALUE[0], "估值很高。" * 50_000])) == "百川智能融了多少？"


def test_a_word_that_holds_a_pronouns_character_is_no_pronoun() -> None:
    history = [Turn("user", "澄海智能的创始人是谁？"), Turn("assistant", "澄海智能由陆明川创办。")]
    for asked in ("它还投了其他公司吗？", "它还投了其它公司吗？"):
        assert "澄海智能" in rewrite(asked, history)
        assert asked[4:] in rewrite(asked, history)


def test_the_search_is_told_the_last_turns_and_the_beginning_of_a_long_one() -> None:
    history = [Turn("user", f"第{n}问" + "很长" * 400) for n in range(9)]
    told = recent(history)
    assert "第4问" not in told
    assert all(f"第{n}问" in told for n in (5, 6, 7, 8))
    assert len(told) < 1300
    assert recent([]) == ""
