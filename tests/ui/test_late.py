"""Starting before the first build."""

import pytest

from tests.ui.fakes import FakeAssistant
from ui.late import LateAssistant


def test_it_opens_once_as_soon_as_there_is_an_index() -> None:
    built: list[FakeAssistant] = []
    opened: list[str] = []

    def open_assistant() -> FakeAssistant:
        opened.append("tried")
        if not built:
            raise FileNotFoundError("no index in ./x")
        return built[0]

    late = LateAssistant(open_assistant)
    with pytest.raises(FileNotFoundError, match="no index"):
        late.status()
    built.append(FakeAssistant())
    assert late.status().articles == 4
    assert late.search("融资", 1)
    assert opened == ["tried", "tried"]
