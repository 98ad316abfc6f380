"""Fonts that pages are set in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

DEBIAN = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSans.ttf",
    "LiberationMono-Regular.ttf",
    "LiberationSansNarrow-Regular.ttf",
)
"""Files of fonts-liberation and fonts-dejavu-core, found by Pillow; most papers are set in the likes of the first."""
REGULAR = re.compile(r"-?(Regular|Roman|Book)?(?=\.[ot]tf$)")


@dataclass(frozen=True, slots=True)
class Face:
    """A font and its bold sister; itself where it has none."""

    regular: str
    bold: str

    def font(self, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        """The font at so many pixels."""
        return _loaded(self.bold if bold else self.regular, size)


@cache
def _loaded(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, size)


def faces(names: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces of these files; Debian's where none are told."""
    return tuple(Face(name, _bold(name)) for name in names or DEBIAN)


def told(option: str) -> tuple[str, ...]:
    """Names from a command line: files by commas, a folder of fonts, or a text file with a name a line."""
    path = Path(option)
    if not option:
        return ()
    if path.is_dir():
        return tuple(sorted(str(file) for file in path.rglob("*.[ot]tf")))
    if path.is_file() and path.suffix not in {".ttf", ".otf"}:
        return tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(option.split(","))


def _bold(name: str) -> str:
    sister = REGULAR.sub("-Bold", name, count=1)
    try:
        font = ImageFont.truetype(sister, 30)
    except OSError:
        return name
    # two letters that look the same are the frame of a font without Cyrillic
    return name if bytes(font.getmask("Ж")) == bytes(font.getmask("Ю")) else sister
