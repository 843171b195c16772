"""The two languages of the site. Stands alone, since every build needs it and little else."""

from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
