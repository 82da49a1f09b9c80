"""The reader: whether a sentence answers a question, by the real model."""

from pathlib import Path

import numpy as np
import pytest

from index.embedding import SentenceEmbedder
from index.reader import BundledReader, Encoding, Piece
from index.search import Index
from settings import load_settings
from tests.fakes import article

PLEDGE = "松岭股份股东青禾集团质押了多少股？"
PAIRS = [
    Piece("松岭股份公告", "青禾集团于3月5日将所持松岭股份1,350万股质押给江陵银行，占其持股的两成。"),
    Piece("松岭股份公告", "青禾集团董事长称，集团目前持有松岭股份6,700万股，没有减持的打算。"),
    Piece("松岭股份公告", "松岭股份主营园林机械，去年营收为31亿元。"),
]


@pytest.fixture(scope="session")
def reader() -> BundledReader:
    return BundledReader(load_settings().cache_dir, "openvino", "cpu")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answering", "near"),
    [
        (PLEDGE, PAIRS[0], PAIRS[2]),
        (
            "Who led the Series B of Quillon?",
            ("Quillon", "The Series B of Quillon, worth $40 million, was led by Tamsin Ventures of Bristol."),
            ("Quillon", "Quillon, founded in Bristol, closed a Series A of $9 million two years ago."),
        ),
        (
            "海嵐科技為什麼延後上市？",
            ("海嵐科技", "海嵐科技表示，因審計尚未完成，上市時間由三月延至九月。"),
            ("海嵐科技", "海嵐科技去年營收為412億元，員工三千人。"),
        ),
        (
            "How many people did Chenghai lay off?",
            ("澄海智能", "澄海智能本周裁员320人，约占员工总数的一成。"),
            ("澄海智能", "澄海智能成立于2019年，总部设在杭州，产品是客服机器人。"),
        ),
    ],
)
def test_a_sentence_that_answers_is_likelier_than_another(
    reader: BundledReader, question: str, answering: tuple[str, str], near: tuple[str, str]
) -> None:
    yes, no = reader.log_odds(question, [Piece(*answering), Piece(*near)])
    assert yes > no + 1


@pytest.mark.slow
def test_openvino_says_what_torch_says(reader: BundledReader) -> None:
    plain = BundledReader(load_settings().cache_dir, "torch", "cpu").log_odds(PLEDGE, PAIRS)
    assert reader.log_odds(PLEDGE, PAIRS) == pytest.approx(plain, abs=0.3)  # log odds; a processor with bf16 rounds


@pytest.mark.slow
def test_what_it_says_of_a_sentence_does_not_hang_on_the_others(reader: BundledReader) -> None:
    together = reader.log_odds(PLEDGE, PAIRS * 7)
    alone = [float(reader.log_odds(PLEDGE, [pair])[0]) for pair in PAIRS]
    assert together == pytest.approx(alone * 7, abs=0.3)
    assert together.dtype == np.float32
    assert reader.log_odds(PLEDGE, []).shape == (0,)


@pytest.mark.slow
def test_what_is_too_long_is_cut_at_its_end(reader: BundledReader) -> None:
    title, text = PAIRS[0]
    whole, cut = reader.log_odds(PLEDGE, [PAIRS[0], Piece(title, text + "此外别无消息。" * 400)])
    assert np.isfinite(cut)
    assert whole > cut - 5


@pytest.mark.slow
def test_each_token_belongs_to_its_part() -> None:
    encoding = Encoding.bundled(Path(load_settings().cache_dir))
    ids, parts = encoding.row("谁？", "标题", ["句子。", "下一句。"])
    assert len(ids) == len(parts)
    assert sorted(parts) == parts
    assert set(parts) == {0, 1, 2, 3}
    assert set(encoding.row("谁？", "", ["句子。"])[1]) == {0, 2}
    assert parts.count(2) == encoding.row("谁？", "标题", ["句子。"])[1].count(2)


@pytest.mark.slow
def test_of_two_passages_on_one_subject_the_one_that_answers_is_found_first(
    reader: BundledReader, embedder: SentenceEmbedder
) -> None:
    articles = [
        article("silent", "青杉科技第一季度净利润是2.1亿元，第二季度的要到八月公布。"),
        article("answers", "青杉科技公布第二季度业绩，净利润为3.4亿元。"),
    ]
    indexes = [Index.of(articles, embedder, reader=one) for one in (None, reader)]
    found = [index.search("青杉科技第二季度净利润是多少？")[0].chunk.article_id for index in indexes]
    assert found == ["silent", "answers"]


@pytest.mark.slow
def test_read_in_a_row_a_sentence_takes_up_what_another_says(reader: BundledReader) -> None:
    question = "灵筠改租挪威的机器之后，欧洲客户的延迟降到多少？"
    row = ["灵筠的欧洲客户过去要等240毫秒，因为机器都在宁夏。", "改从挪威供应之后，只要60。", "公司还在招人。"]

    before, after, other = reader.together(question, "灵筠改租挪威机器", row)
    (alone,) = reader.log_odds(question, [Piece("灵筠改租挪威机器", row[0])])

    assert after > max(before, other)
    assert reader.together(question, "灵筠改租挪威机器", row[:1])[0] == pytest.approx(alone, abs=0.1)
