"""An engine whose lines are read a second time by the line recogniser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.ocr.engine import Layout, OcrEngine
from ingest.ocr.in_context import in_context
from ingest.ocr.latin import with_latin
from ingest.ocr.lines import lies, runs_down, without_doubles
from ingest.ocr.missed import with_missed
from ingest.ocr.votes import voted
from ingest.ocr.woven import unwoven

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Line, Step
    from ingest.ocr.line_reader import LineReader


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceRead:
    """An `OcrEngine`: the first engine finds lines and reads them, the recogniser reads them again.

    Doubtful words that look Latin are read by the engine `latin` too, where there is one.
    """

    first: OcrEngine
    second: Callable[[], LineReader]
    latin: OcrEngine | None = None

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
        lines = unwoven(image, [line for line in lines if not runs_down(line)], self.first)
        lines = without_doubles(lines)
        reader = self.second()
        found = with_missed(image, voted(image, lines, reader), reader)
        return in_context(found if self.latin is None else with_latin(image, found, self.latin))
