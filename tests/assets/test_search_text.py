"""How the search compares English words, against a stemmer that it does not use; run in the browser, where it lives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers.search_queries import MISTAKEN, RELATED, english_words, parted, seen_pages
from tests.helpers.sources import ROOT
from tests.helpers.tables import table

TABLES = table("assets/words.yml")


@pytest.fixture(scope="module")
def blank(chrome: Browser) -> Iterator[Page]:
    page = chrome.new_page()
    page.add_script_tag(path=ROOT / "docs/assets/search-text.js")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("one", "other", "is_form"), [(*pair, True) for pair in TABLES["forms"]] + [(*pair, False) for pair in TABLES["apart"]]
)
def test_forms_of_a_word_are_found_and_others_kept_apart(one: str, other: str, is_form: bool, blank: Page) -> None:
    assert (other in blank.evaluate("word => searchText.forms(word)", one)) is is_form
    assert not is_form or one in blank.evaluate("word => searchText.forms(word)", other)


def test_forms_agree_with_a_stemmer_on_every_word_of_the_site(site: Path, blank: Page) -> None:
    """Each pair of words that the search takes for forms of one is of one stem, or was looked at by a person."""
    words = english_words(seen_pages(site))
    forms = blank.evaluate("words => Object.fromEntries(words.map((word) => [word, searchText.forms(word)]))", sorted(words))
    pairs = {(min(word, form), max(word, form)) for word in words for form in {*forms[word]} & words if form != word}
    assert len(pairs) > 300
    assert parted(pairs) == RELATED | MISTAKEN, (
        "are new ones forms of one word? add them to either, or correct ENDINGS; take out old ones"
    )


@pytest.mark.parametrize(
    ("typed", "meant", "is_near"), [(*pair, True) for pair in TABLES["near"]] + [(*pair, False) for pair in TABLES["far"]]
)
def test_one_slip_is_forgiven_and_two_are_not(typed: str, meant: str, is_near: bool, blank: Page) -> None:
    assert bool(blank.evaluate("([typed, meant]) => searchText.near(typed, meant)", [typed, meant])) is is_near
