"""How a stage looks: the outline of its character, and its tone where no style sheet reaches, as in a drawing to download."""

import re
from functools import cache
from typing import Any

from scripts import ROOT
from scripts.records.model import Pipeline
from scripts.records.vocabulary import Tone

_GLYPHS = ROOT / "overrides/partials/glyphs.html"
_OUTLINE = re.compile(r'"glyph-([0-9a-f]+)": "([^"]+)"')
# As in docs/assets/first.css, light.
TONES: dict[Tone, str] = {
    "blue": "#1f5183", "green": "#356030", "ochre": "#7a5200", "red": "#8c3a2b", "teal": "#0f5d63", "plum": "#6a3a78", "grey": "#4a4f57",
}  # fmt: skip


@cache
def outlines() -> dict[str, str]:
    """Return character -> path on a square of 128 units."""
    return {chr(int(code, 16)): path for code, path in _OUTLINE.findall(_GLYPHS.read_text(encoding="utf-8"))}


def glyph(mark: str) -> str:
    """Return the id of the outline of a stage’s mark; empty when it is not drawn and shows as text."""
    return f"glyph-{ord(mark):x}" if mark in outlines() else ""


def looks(data: Pipeline) -> list[dict[str, Any]]:
    """Return what the templates of pages show of each stage, in order."""
    shown = {"id", "mark", "tone", "label"}
    return [stage.model_dump(include=shown) | {"glyph": glyph(stage.mark)} for stage in data.stages]


def tones(data: Pipeline) -> dict[str, str]:
    """Return figure id -> tone of its stage; one worked out has that of the figure it starts from."""
    of_stage = {stage.id: stage.tone for stage in data.stages}
    of_figure: dict[str, str] = {figure.id: of_stage[figure.stage] for figure in data.figures}
    return of_figure | {item.id: of_figure[item.inputs[0].partition("@")[0]] for item in data.derived}
