"""Words that no newspaper has printed, for a site of any size: the same from the same seed, and fit for the checks on prose."""

from collections.abc import Callable
from itertools import accumulate
from random import Random

from scripts.records.languages import Language
from tests.helpers.sources import ROOT

_WORDS = 4000
_FOR_TERMS = 400  # characters that only terms are made of, so that no sentence holds one by accident
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
_TERM_SYLLABLES = [consonant + vowel for consonant in "hjwz" for vowel in "aeiou"]
_TONES = ["bā", "dé", "gǐ", "mò", "lú", "tā", "né", "fǎ", "pì", "kū"]
# Characters that count, date or limit, which the checks on numbers would rightly ask about.
_BARRED = set("#〇零一二三四五六七八九十百千万亿两半多余超约近左右以上下年月日岁第段期条个人名次题基地线路和的")

Half = dict[Language, str]


class Words:
    """Draws words of both languages, common ones more often, as Zipf’s law has it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        table = (ROOT / "scripts/site/traditional.txt").read_text(encoding="utf-8").splitlines()
        usable = [row[0] for row in table if row[0] not in _BARRED]  # some 2,700 simplified characters
        self._term_characters = usable[:_FOR_TERMS]
        prose = usable[_FOR_TERMS:]
        self._words: dict[Language, list[str]] = {
            "zh": ["".join(self.random.choices(prose, k=self.random.choice((2, 2, 2, 3)))) for _ in range(_WORDS)],
            "en": ["".join(self.random.choices(_SYLLABLES, k=self.random.choice((3, 3, 4)))) for _ in range(_WORDS)],
        }
        self._weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
        self._taken: set[str] = set()

    def run(self, language: Language, count: int) -> str:
        """Return this many words in a row."""
        words = self.random.choices(self._words[language], cum_weights=self._weights, k=count)
        return "".join(words) if language == "zh" else " ".join(words)

    def name(self) -> Half:
        """Return a name of its own in each language, of three words."""
        return {"zh": self._own(lambda: "".join(self._drawn("zh"))), "en": self._own(lambda: " ".join(self._drawn("en")))}

    def term(self) -> Half:
        """Return a term of its own in each language, which occurs in no run of words."""
        draw = self.random.choices
        return {
            "zh": self._own(lambda: "".join(draw(self._term_characters, k=4))),
            "en": self._own(lambda: "".join(draw(_TERM_SYLLABLES, k=5))),
        }

    def sentence(self, language: Language, count: int) -> str:
        """Return a sentence of this many words."""
        text = self.run(language, count)
        return f"{text}。" if language == "zh" else f"{text[0].upper()}{text[1:]}."

    def text(self, count: int) -> Half:
        """Return a sentence in each language."""
        return {"zh": self.sentence("zh", count), "en": self.sentence("en", count)}

    def pinyin(self) -> str:
        """Return four syllables with tones."""
        return "".join(self.random.choices(_TONES, k=4))

    def _drawn(self, language: Language) -> list[str]:
        return self.random.choices(self._words[language], k=3)

    def _own(self, draw: Callable[[], str]) -> str:
        while (name := draw()) in self._taken:
            pass
        self._taken.add(name)
        return name
