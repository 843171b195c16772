"""Chinese inside English pages is marked once, and markup is left as it was."""

import pytest

from scripts.pages.foreign import mark_chinese
from tests.helpers.tables import table


@pytest.mark.parametrize(("markup", "marked"), table("pages/foreign.yml"))
def test_mark_chinese(markup: str, marked: str) -> None:
    assert mark_chinese(markup) == marked
