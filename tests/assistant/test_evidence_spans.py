"""Which lines of an article can be cited."""

import pytest

from assistant.evidence import quotable_spans


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("公司：南屏茶厂；产量：4870吨", True),
        ("产量：4870吨", True),
        ("Output: 4,870 tonnes", True),
        ("部门：研发；负责人：周宁", True),
        ("四成半投向內地機房", False),
        ("本文要点：", False),
        ("南屏茶厂的产量是4870吨。", True),
    ],
)
def test_rows_of_a_table_can_be_cited_and_headings_cannot(line: str, cited: bool) -> None:
    text = f"茶厂统计\n{line}\n以上由茶业协会整理发布，供各会员单位参考使用。\n"
    start = text.index(line)
    assert ((start, start + len(line)) in quotable_spans(text)) is cited
