"""How the search compares English words, against a stemmer that it does not use; run in the browser, where it lives."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from snowballstemmer import stemmer  # type: ignore[import-untyped]

from tests.conftest import ROOT
from tests.search_queries import seen_pages


@pytest.fixture(scope="module")
def blank(chrome: Browser) -> Iterator[Page]:
    page = chrome.new_page()
    page.add_script_tag(path=ROOT / "docs/assets/search-text.js")
    yield page
    page.close()


# Forms of one word, as far as these pages and a reader’s questions go; office and officer are rightly near.
FORMS = [
    ("official", "officials"), ("second", "secondment"), ("seconded", "secondment"), ("recruit", "recruitment"), ("manage", "management"),
    ("managing", "manager"), ("appoint", "appointed"), ("policy", "policies"), ("select", "selection"), ("village", "villages"),
]  # fmt: skip
APART = [
    ("county", "count"),
    ("policy", "police"),
    ("state", "station"),
    ("general", "generation"),
    ("section", "sect"),
    ("use", "us"),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_forms_of_a_word_are_found(one: str, other: str, blank: Page) -> None:
    assert other in blank.evaluate("word => searchText.forms(word)", one)
    assert one in blank.evaluate("word => searchText.forms(word)", other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_are_kept_apart(one: str, other: str, blank: Page) -> None:
    assert other not in blank.evaluate("word => searchText.forms(word)", one)


def test_forms_agree_with_a_stemmer_on_every_word_of_the_site(site: Path, blank: Page) -> None:
    text = " ".join(line for page in seen_pages(site) if page.language == "en" for line in page.lines)
    words = sorted(set(re.findall(r"[a-z]{3,}", text.lower())))
    stem = stemmer("english").stemWord
    forms = blank.evaluate("words => words.map((word) => searchText.forms(word))", words)
    pairs = {
        tuple(sorted((word, form)))
        for word, found in zip(words, forms, strict=True)
        for form in {*found} & {*words}
        if form != word
    }
    wrong = sorted(pair for pair in pairs if stem(pair[0]) != stem(pair[1]))
    assert len(pairs) > 300
    assert len(wrong) <= 0.04 * len(pairs), wrong  # the stemmer also parts “agree” and “agreement”


NEAR = [("offcials", "officials"), ("secnodment", "secondment"), ("secondmentt", "secondment"), ("secomdment", "secondment")]
FAR = [("offcals", "officials"), ("pool", "post"), ("report", "reserve")]


@pytest.mark.parametrize(("typed", "meant"), NEAR)
def test_one_slip_is_forgiven(typed: str, meant: str, blank: Page) -> None:
    assert blank.evaluate("([typed, meant]) => searchText.near(typed, meant)", [typed, meant])


@pytest.mark.parametrize(("typed", "meant"), FAR)
def test_two_slips_are_not(typed: str, meant: str, blank: Page) -> None:
    assert not blank.evaluate("([typed, meant]) => searchText.near(typed, meant)", [typed, meant])
