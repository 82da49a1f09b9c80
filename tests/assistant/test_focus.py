"""What turns bring up: beside what was talked about, recommended, asked for, asked about by whoever answers."""

import pytest

from assistant.conversation import rewrite
from assistant.focus import introduced, last_clause, leading, parted
from assistant.types import Role, Turn

MUSEUM = ["你去过雁鸣博物馆吗？", "去过，在汀州市临江区。"]


def history(said: list[str]) -> list[Turn]:
    roles: list[Role] = ["user", "assistant"]
    return [Turn(roles[i % 2], text) for i, text in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (MUSEUM, "这里要门票吗？", "雁鸣博物馆要门票吗？"),
        ([*MUSEUM, "附近还有什么好玩的地方？", "旁边的松涛公园就很不错。"], "它几点开门？", "松涛公园几点开门？"),
        ([*MUSEUM, "周边有什么景点？", "有松涛公园，临江古镇等。"], "电话是多少？", "雁鸣博物馆电话是多少？"),
        ([*MUSEUM, "那正好去它边上的松涛公园看看。", "松涛公园很大。"], "那它要门票吗？", "松涛公园要门票吗？"),
        ([*MUSEUM, "地址知道吗？", "在汀州市临江区沿河路8号，松涛公园你去过吗？"], "它大吗？", "松涛公园大吗？"),
        (MUSEUM, "好的，大概能玩两小时，知道怎么去吗？", "雁鸣博物馆大概能玩两小时，知道怎么去吗？"),
    ],
)  # fmt: skip
def test_the_conversation_is_about_what_was_brought_up_last(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


def test_a_company_in_an_answer_does_not_become_what_is_talked_about() -> None:
    said = ["澄海智能的投资人有谁？", "星槎资本投资了澄海智能，松涛创投跟投。"]
    assert rewrite("它的估值呢？", history(said)) == "澄海智能的估值呢？"


def test_a_turn_is_parted_into_what_it_says_and_what_it_asks() -> None:
    assert parted("免费的，你去过吗？") == ("免费的，", "你去过吗？")
    assert parted("没有电话。") == ("没有电话。", "")
    assert parted("在哪里？") == ("", "在哪里？")
    assert last_clause("不贵，几点开门？") == "几点开门？"


def test_names_are_pointed_out_beside_others_and_listed_ones_are_not() -> None:
    assert introduced("它旁边的松涛公园也很好") == "松涛公园"
    assert introduced("附近有松涛公园、雁鸣博物馆等") == ""
    assert leading("嗯，雁鸣博物馆我知道") == "雁鸣博物馆"
    assert leading("地址在汀州市临江区") == ""
