"""What a text recognition engine must be able to do."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Line, Step


class Layout(StrEnum):
    """How the text of an image lies."""

    PAGE = "page"
    """Anyhow: columns, headings, paragraphs."""
    BLOCK = "block"
    """One column of lines."""
    SPARSE = "sparse"
    """Words here and there."""


class OcrEngine(Protocol):
    """Reads the text of one upright page."""

    def read(self, image: NDArray[np.uint8], layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        """Lines in reading order, a blank line between paragraphs.

        Args:
            image: grey page, shape (height, width), 0 is ink.
            layout: how the text lies.

        Raises:
            EngineMissing: the engine or its Russian data is not installed.
            EngineTimeout: the page took longer than the engine may take.
            EngineFailed: the engine gave up on this page; a part of a page is then simply without text.
        """
        ...

    def describe(self) -> Step:
        """Engine, version and options, for the record of the document.

        Raises:
            EngineMissing: the engine or its Russian data is not installed.
        """
        ...


class EngineTimeout(Exception):
    """One page took too long; the document goes on without it."""


class EngineFailed(Exception):
    """The engine gave up on one page: no memory, a picture that it cannot open; the document goes on without it."""
