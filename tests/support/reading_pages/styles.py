"""How a paper is set: by chance, as people of schools set theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from support.reading_pages.faces import Face

DPI = 300
WIDE, HIGH = 2480, 3508
MM = DPI / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Lengths in pixels of 300 dpi."""

    face: Face
    size: int
    leading: float
    left: int
    right: int
    top: int
    bottom: int
    indent: int
    gap: float
    """Share of a line that an empty one takes."""
    justified: bool
    hyphens: bool
    columns: int
    ruled: bool
    centred: bool
    bold: bool
    bullet: str
    ink: int

    def step(self, size: int) -> int:
        """From line to line."""
        return round(size * self.leading)


def style(rng: np.random.Generator, faces: Sequence[Face], *, columns: int, ruled: bool) -> Style:
    """A style by chance."""
    points = rng.choice([10.5, 11, 12, 12, 12, 13, 14, 14]) if columns == 1 else 10.5
    justified = bool(rng.random() < 0.6) or columns > 1
    return Style(
        face=faces[int(rng.integers(len(faces)))],
        size=round(float(points) * DPI / 72),
        leading=float(rng.choice([1.15, 1.15, 1.25, 1.4, 1.5])) if points < 14 else 1.15,
        left=round(rng.uniform(20, 30) * MM),
        right=round(rng.uniform(10, 16) * MM),
        top=round(rng.uniform(15, 22) * MM),
        bottom=round(rng.uniform(14, 20) * MM),
        indent=round(rng.choice([0, 0, 10, 12.5]) * MM),
        gap=float(rng.choice([0.5, 0.7, 1.0])),
        justified=justified,
        hyphens=justified and bool(rng.random() < 0.5 or columns > 1),
        columns=columns,
        ruled=ruled,
        centred=bool(rng.random() < 0.8),
        bold=bool(rng.random() < 0.6),
        bullet=str(rng.choice(["•", "•", "-", "·", "–"])),
        ink=int(rng.integers(0, 45)),
    )
