"""Near-duplicate articles: what counts as the same text, and how the same texts are put together."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Article
from corpus.fold import to_traditional
from index.duplicates import MIN_SHINGLES, THRESHOLD, WIDTH, Signatures, groups, signature, similarity

ROOT = Path(__file__).parent.parent.parent

CHINESE = [
    "渡鸦湾港务局周二宣布，新建的北岸集装箱码头将于明年四月投入试运行，比原计划推迟五个月。码头设计年吞吐量为 260 万标准箱，总投资 47 亿元。",
    "港务局局长陆知遥在发布会上说，推迟的主要原因是自动化岸桥的控制软件没有通过第二轮安全测试。供应商鹤鸣重工已经派出四十人的团队驻场，预计年底前完成修改。",
    "当地货代企业对推迟反应不一。云帆物流表示，旺季的舱位已经改订到南岸；规模较小的几家公司则担心，临时堆场的租金会再涨一成。",
    "按照规划，北岸码头二期还要增加三个深水泊位和一条疏港铁路，资金来自专项债券与银团贷款，具体比例尚未公布。",
]
# The same event, by somebody else.
CHINESE_OTHER = [
    "原定今年底启用的渡鸦湾北岸码头又要等一等了。记者昨天从港口方面获悉，试运行时间改到了明年四月，前后差了将近五个月。",
    "“宁可晚，不能带病上岗。”陆知遥这样解释。他所说的病，出在岸桥身上：远程操作系统在测试中两次误判箱位，鹤鸣重工的工程师眼下正在现场排查。",
    "这座耗资 47 亿元的码头被看作全省外贸的新出口，满负荷时每年可以装卸 260 万标箱。工期一拖，最先感到压力的是租用临时堆场的中小货代。",
    "不过也有人松了一口气。南岸码头的一位调度员告诉记者，他们总算不用在春节前搬走一半的设备。",
]
ENGLISH = [
    "The port authority of Ravens Bay said on Tuesday that its new northern container terminal would begin trial operations next "
    "April, five months later than planned. The terminal is built to handle 2.6 million containers a year and costs 640 million "
    "dollars.",
    "Director Mira Lowell told reporters that the software steering the automated cranes had failed a second round of safety "
    "tests. The supplier, Heron Heavy Works, has sent a team of forty engineers to the site and expects to finish its changes "
    "before the end of the year.",
    "Freight forwarders were divided. Cloudsail Logistics said it had moved its bookings for the busy season to the southern "
    "docks, while several smaller firms feared that rents for temporary storage would rise by another tenth.",
    "A second phase would add three deep berths and a railway, paid for with bonds and bank loans in shares that have not been "
    "published.",
]
ENGLISH_OTHER = [
    "Ships will have to wait longer for the northern quay at Ravens Bay. Opening day has slipped from this winter to April, people "
    "at the harbour confirmed yesterday, because cranes that are meant to run without drivers twice misread where a box stood.",
    "Better late than unsafe, said Mira Lowell, who runs the port authority. Specialists from Heron Heavy Works have been combing "
    "through the control programs since last week, and nobody on the quay dares to name a date when they will leave.",
    "The 640 million dollar project was sold to voters as the province's new gateway, good for 2.6 million containers in a full "
    "year. For now the delay hurts those who rent yards by the month, above all small forwarders with thin margins.",
    "Others are relieved. A dispatcher at the southern docks said his crew could keep half its machines over the holidays.",
]


def article(paragraphs: Sequence[str], *, title: str = "港口新闻") -> Article:
    return Article("a", title, "\n\n".join(paragraphs), "zh-Hans")


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    return similarity(signature(article(one)), signature(article(other)))


def grouped(**texts: Sequence[str]) -> list[tuple[str, ...]]:
    return groups(list(texts), np.stack([signature(article(text)) for text in texts.values()]))


def rows(*shared: int) -> Signatures:
    """Signatures that agree with a first one in so many places and with each other only there."""
    rng = np.random.default_rng(7)
    made = rng.integers(0, 2**32 - 1, (len(shared), WIDTH), dtype=np.uint32)
    for row, places in enumerate(shared):
        made[row, :places] = made[0, :places]
    return made


@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_agency_copy_with_another_headline_and_a_paragraph_added_or_cut_is_a_near_duplicate(text: list[str]) -> None:
    added = [*text[:2], text[3][::-1], *text[2:]]

    republished = signature(article(text, title="Another headline"))

    assert similarity(republished, signature(article(text))) == 1
    assert grouped(agency=text, longer=added, shorter=text[:3]) == [("agency", "longer", "shorter")]


@pytest.mark.parametrize(("one", "other"), [(CHINESE, CHINESE_OTHER), (ENGLISH, ENGLISH_OTHER)])
def test_different_reports_of_one_event_are_not_near_duplicates(one: list[str], other: list[str]) -> None:
    assert alike(one, other) < 0.15
    assert grouped(one=one, other=other) == []


@pytest.mark.parametrize(("old", "new"), [(CHINESE, CHINESE_OTHER), (ENGLISH, ENGLISH_OTHER)])
def test_a_follow_up_with_half_of_the_old_report_as_background_is_not_a_near_duplicate(
    old: list[str], new: list[str]
) -> None:
    assert 0.15 < alike(old, [*new[:2], *old[:2]]) < THRESHOLD - 0.1


def test_the_simplified_and_the_traditional_version_of_an_article_are_near_duplicates() -> None:
    traditional = [to_traditional(paragraph) for paragraph in CHINESE]

    assert traditional != CHINESE
    assert alike(CHINESE, traditional) > 0.95


def test_line_breaks_width_case_and_punctuation_make_no_difference() -> None:
    chinese = ["".join(CHINESE).replace(" ", "").replace("，", ",").replace("260", "２６０").replace("。", "。\n")]
    english = [" ".join(ENGLISH).upper().replace(" ", "\n")]

    assert alike(CHINESE, chinese) == 1
    assert alike(ENGLISH, english) == 1


@pytest.mark.parametrize(
    ("text", "figure", "changed"), [(CHINESE, "47 亿", "52 亿"), (ENGLISH, "640 million", "700 million")]
)
def test_a_changed_figure_leaves_a_near_duplicate(text: list[str], figure: str, changed: str) -> None:
    correction = [paragraph.replace(figure, changed) for paragraph in text]

    assert correction != text
    assert 0.9 < alike(text, correction) < 1


def test_a_translation_is_not_a_near_duplicate() -> None:
    assert alike(CHINESE, ENGLISH) < 0.05


def test_a_short_article_is_a_near_duplicate_of_its_equals_alone() -> None:
    notice = ["鹤鸣重工公告：第三季度净利润为 4.1 亿元，同比增长 12%。"]

    assert grouped(
        a=notice,
        b=["鹤鸣重工公告：第三季度净利润为 41 亿元，同比增长 12%。"],
        c=["鶴鳴重工公告：第三季度淨利潤為 4.1 億元，\n同比增長 12％。"],
        d=["AI"],
    ) == [("a", "c")]


def test_similarity_by_wording_begins_with_the_least_number_of_shingles() -> None:
    words = [f"word{n}" for n in range(MIN_SHINGLES + 2)]

    assert alike([" ".join(words)], [" ".join(words) + "!"]) == 1
    assert alike([" ".join(words[1:])], [" ".join(words[1:]) + "!"]) == 0


def test_articles_without_a_word_are_nobodys_near_duplicates() -> None:
    assert grouped(a=[""], b=[""], c=["……"], d=["——\n！"]) == []


@pytest.mark.parametrize("shared", [300, 600, 900])
def test_the_estimate_is_close_to_the_share_of_common_shingles(shared: int) -> None:
    words = [f"word{n}" for n in range(1200)]

    # Of 1198 shingles the beginning has its own, all of them common.
    assert alike([" ".join(words)], [" ".join(words[:shared])]) == pytest.approx((shared - 2) / 1198, abs=0.08)


def test_a_long_article_is_signed_in_blocks_to_the_same_end() -> None:
    words = [f"word{n}" for n in range(5000)]

    assert alike([" ".join(words)], [" ".join([*words, *words])]) > 0.99
    assert alike([" ".join(words)], [" ".join(words[:4000])]) == pytest.approx(0.8, abs=0.08)


def test_members_resemble_the_first_of_their_group_not_only_one_another() -> None:
    made = rows(WIDTH, 200, 0)
    made[2, 50:] = made[1, 50:]  # the third resembles the second (0.80), not the first (0.59)

    assert similarity(made[1], made[2]) > THRESHOLD > similarity(made[0], made[2])
    assert groups(["a", "b", "c"], made) == [("a", "b")]


def test_an_article_joins_the_group_that_it_resembles_most() -> None:
    made = rows(WIDTH, 100, 160)
    made[2, 60:] = made[1, 60:]

    assert groups(["a", "b", "c"], made) == [("b", "c")]


def test_near_duplicates_begin_at_the_threshold() -> None:
    least = int(np.ceil(THRESHOLD * WIDTH))

    assert groups(["a", "b"], rows(WIDTH, least)) == [("a", "b")]
    assert groups(["a", "b"], rows(WIDTH, least - 1)) == []


def test_groups_are_in_the_order_of_ids_whatever_the_order_of_rows() -> None:
    first, second = rows(WIDTH, 240, 230), rows(WIDTH, 220)[:, ::-1] ^ np.uint32(1)
    ids, made = ["m", "c", "z", "b", "x"], np.concatenate([first, second])
    expected = [("b", "x"), ("c", "m", "z")]

    for turn in range(5):
        assert groups(np.roll(ids, turn).tolist(), np.roll(made, turn, axis=0)) == expected


def test_groups_agree_with_comparing_every_pair() -> None:
    rng = np.random.default_rng(3)
    made = np.concatenate([rows(WIDTH, *rng.integers(180, WIDTH, 6)) + np.uint32(n) for n in range(40)])
    made = made[rng.permutation(len(made))]
    ids = [f"{n:03}" for n in range(len(made))]
    same = (made[:, None] == made).mean(axis=2) >= THRESHOLD
    expected = {tuple(ids[n] for n in np.flatnonzero(row)) for row in same}

    assert len(expected) == 40
    assert groups(ids, made) == sorted(expected)


def test_no_articles_give_no_groups() -> None:
    assert groups([], np.zeros((0, WIDTH), np.uint32)) == []


@pytest.mark.parametrize(
    ("ids", "made", "said"),
    [
        (["a"], rows(WIDTH, 9), r"expected uint32 \[1, 256\]"),
        (["a", "b"], rows(WIDTH, 9).astype(np.int64), "int64"),
        (["a", "a"], rows(WIDTH, 9), "'a' stands twice"),
    ],
)
def test_what_does_not_fit_is_named(ids: list[str], made: Signatures, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        groups(ids, made)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_signature_is_the_same_in_every_process(seed: str) -> None:
    code = (
        "import sys; from corpus.article import Article; from index.duplicates import signature; "
        "print(*(signature(Article('a', 't', text, 'zh-Hans')).tobytes().hex() for text in sys.argv[1:]))"
    )
    texts = ["\n\n".join(CHINESE), "\n\n".join(ENGLISH), "快讯"]

    ran = subprocess.run(
        [sys.executable, "-c", code, *texts],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split() == [signature(article([text])).tobytes().hex() for text in texts]


def test_signatures_are_the_ones_of_this_version() -> None:
    """If this fails, raise SIGNATURE_VERSION: signatures on disk do not fit new ones."""
    chinese, short = signature(article(CHINESE)), signature(article(["快讯"]))

    assert chinese.dtype == np.uint32
    assert chinese.shape == (WIDTH,)
    assert chinese[:3].tolist() == [1403810, 28723991, 5385942]
    assert short[:3].tolist() == [3898527679, 917500716, 1232632]
