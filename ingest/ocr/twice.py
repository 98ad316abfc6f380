"""An engine whose lines are read a second time by the line recogniser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.ocr.engine import Layout, OcrEngine
from ingest.ocr.in_context import in_context
from ingest.ocr.lines import lies, runs_down, without_doubles
from ingest.ocr.missed import with_missed
from ingest.ocr.votes import voted

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Line, Step
    from ingest.ocr.line_reader import LineReader


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceRead:
    """An `OcrEngine`: the first engine finds lines and reads them, the recogniser reads them again."""

    first: OcrEngine
    second: Callable[[], LineReader]

    def describe(self) -> Step:
        """See `OcrEngine.describe`."""
        step, reader = self.first.describe(), self.second().describe()
        return replace(step, options={**step.options, reader.name: reader.version})

    def read(self, image: NDArray[np.uint8], layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        """See `OcrEngine.read`."""
        lines = self.first.read(image, layout)
        if layout is not Layout.PAGE:
            # cells of a paper journal are written by hand, which the recogniser does not know
            return lines
        if lies(lines):
            return lines
        lines = without_doubles([line for line in lines if not runs_down(line)])
        reader = self.second()
        return in_context(with_missed(image, voted(image, lines, reader), reader))
