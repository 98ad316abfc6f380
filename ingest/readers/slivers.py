"""Pictures that are too small or too thin for anything to be read on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Page, PageKind, PageProblem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Step

LEAST_SIDE = 24
"""Pixels: a line of the smallest print with its margins."""
TOO_SMALL = PageProblem(code="page-too-small", message="Изображение слишком мало: прочитать на нём нечего.")


def sliver(scan: NDArray[np.uint8], number: int, first_steps: tuple[Step, ...] = ()) -> Page | None:
    """The page of such a picture; None for one that can be looked at."""
    height, width = scan.shape
    if min(height, width) >= LEAST_SIDE:
        return None
    return Page(
        number=number,
        kind=PageKind.SCAN,
        lines=(),
        width=float(width),
        height=float(height),
        steps=first_steps,
        problems=(TOO_SMALL,),
    )
