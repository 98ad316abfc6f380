"""One picture of paper becomes a page: prepared, turned upright, read; two pages of a spread one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.image.prepare import affine, prepare, quarter_turn
from ingest.image.upright import gutter, lies_on_its_side
from ingest.model import IDENTITY, Line, Page, PageProblem, Step
from ingest.ocr.engine import EngineFailed, EngineTimeout
from ingest.ocr.lines import lies
from ingest.places import corners, extent
from ingest.readers.arranged import arranged
from ingest.readers.slivers import sliver
from ingest.sanity import russian_sanity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ingest.image.prepare import Prepared
    from ingest.model import Affine, Box
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

SENSE, NONSENSE, BETTER = 0.6, 0.4, 0.2
"""Shares of words that the dictionary knows: on a page that lies the right way up; on one that may not; how much better
another way up must be."""
SURE = 0.85
"""A page read so surely lies the right way up, whatever its language and however few its words."""
SAMPLE, DARK = 0.3, 128
"""Share of a page's rows that shows how well a way up reads: those with the most ink."""
BLANK = PageProblem(code="page-blank", message="Страница пуста.")
WITHOUT_TEXT = PageProblem(
    code="page-without-text",
    message="Текст на странице не найден. Посмотрите на скан: та ли это сторона листа и видны ли на нём буквы.",
)
PROBLEMS = {
    EngineTimeout: ("page-timeout", "Страница не прочитана: распознавание заняло слишком много времени."),
    EngineFailed: ("page-failed", "Страница не прочитана: распознавание завершилось с ошибкой."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What was read of a picture; boxes are pixels of the prepared page as it lies."""

    ready: Prepared
    lines: tuple[Line, ...]


def read_page(scan: Grey, number: int, engine: OcrEngine, first_steps: tuple[Step, ...] = ()) -> Page:
    """Prepares and reads one page; a page that the engine does not manage becomes a problem, not an error."""
    small = sliver(scan, number, first_steps)
    if small is not None:
        return small
    try:
        fold = gutter(scan)
        page = _single(scan, engine) if fold is None else _spread(scan, fold, engine)
    except (EngineTimeout, EngineFailed) as error:
        code, message = PROBLEMS[type(error)]
        ready = prepare(scan)
        page = _page(_Reading(ready=ready, lines=()), PageProblem(code=code, message=message))
    return replace(page, number=number, steps=(*first_steps, *page.steps))


def _single(scan: Grey, engine: OcrEngine) -> Page:
    reading = _read(scan, engine)
    if reading.ready.blank:
        return _page(reading, BLANK)
    return _page(reading, None if reading.lines else WITHOUT_TEXT)


def _spread(scan: Grey, fold: int, engine: OcrEngine) -> Page:
    """Left page, then right page; boxes are pixels of the scan, because each half was turned by itself."""
    left, right = _read(scan[:, :fold], engine), _read(scan[:, fold:], engine)
    lines = [_placed(line, left.ready.to_original, 0) for line in left.lines]
    lines += [Line(raw="", text="")] if left.lines and right.lines else []
    lines += [_placed(line, right.ready.to_original, fold) for line in right.lines]
    height, width = scan.shape
    steps = (Step(name="spread", options={"fold": str(fold)}), *left.ready.steps, *right.ready.steps)
    return Page(
        number=1,
        kind=left.ready.kind,
        lines=tuple(lines),
        width=float(width),
        height=float(height),
        to_original=IDENTITY,
        steps=steps,
        problems=() if lines else (BLANK,),
    )


def _placed(line: Line, matrix: Affine, across: int) -> Line:
    """A line of one half, in pixels of the scan."""
    shift = np.array([[1.0, 0.0, across], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    back = affine(shift @ np.array(matrix).reshape(3, 3))
    return _moved(line, lambda box: extent(corners(back, box)))


def _read(scan: Grey, engine: OcrEngine) -> _Reading:
    """The page read upright; empty where it is blank."""
    ready = prepare(scan)
    if ready.blank:
        return _Reading(ready=ready, lines=())
    aside = lies_on_its_side(ready.image)
    lines = () if aside else engine.read(ready.image)
    aside = aside or lies(lines)
    sense = 0.0 if aside else _sense(lines)
    if aside or (lines and sense < NONSENSE and sureness(lines) < SURE):
        turned = _best_turn(scan, engine, (1, 3) if aside else (2, 1, 3), sense)
        if turned is not None:
            ready, lines = turned, engine.read(turned.image)
        elif aside:
            lines = engine.read(ready.image)
    return _Reading(ready=ready, lines=_as_it_lies(ready, arranged(ready.image, lines)))


def _best_turn(scan: Grey, engine: OcrEngine, ways: tuple[int, ...], bar: float) -> Prepared | None:
    """The way up that a part of the page reads best in; None where none is better than `bar`."""
    best: tuple[float, Prepared | None] = (bar + BETTER, None)
    for quarters in ways:
        picture, matrix = quarter_turn(scan, quarters)
        ready = prepare(picture)
        sense = _sense(engine.read(_richest(ready.image)))
        if sense > best[0]:
            back = np.linalg.inv(matrix) @ np.array(ready.to_original).reshape(3, 3)
            step = Step(name="orientation", options={"quarters": str(quarters)})
            best = sense, replace(ready, to_original=affine(back), steps=(step, *ready.steps))
        if best[1] is not None and best[0] > SENSE:
            break
    return best[1]


def _richest(page: Grey) -> Grey:
    """The rows of a page with the most ink."""
    high = round(SAMPLE * page.shape[0])
    ink = np.concatenate([[0], np.cumsum((page < DARK).sum(axis=1))])
    top = int(np.argmax(ink[high:] - ink[:-high]))
    return page[top : top + high]


def _sense(lines: tuple[Line, ...]) -> float:
    return russian_sanity("\n".join(line.raw for line in lines))


def _as_it_lies(ready: Prepared, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines of a page made flat, where they stand on the page before."""
    bent = ready.bent
    if bent is None:
        return lines

    def moved(box: Box) -> Box:
        xs, y = np.linspace(box.x0, box.x1, 5), np.full(5, (box.y0 + box.y1) / 2)
        shift = bent.at(xs, y)
        return replace(box, y0=box.y0 + float(shift.min()), y1=box.y1 + float(shift.max()))

    return tuple(_moved(line, moved) for line in lines)


def _moved(line: Line, way: Callable[[Box], Box]) -> Line:
    return replace(
        line,
        box=way(line.box) if line.box else None,
        words=tuple(replace(word, box=way(word.box)) for word in line.words),
    )


def sureness(lines: tuple[Line, ...]) -> float:
    """Mean confidence over characters; 0 for no text."""
    weights = [len(line.raw) for line in lines]
    if not sum(weights):
        return 0.0
    return sum(line.confidence * weight for line, weight in zip(lines, weights, strict=True)) / sum(weights)


def _page(reading: _Reading, problem: PageProblem | None = None) -> Page:
    ready = reading.ready
    height, width = ready.image.shape
    return Page(
        number=1,
        kind=ready.kind,
        lines=reading.lines,
        width=float(width),
        height=float(height),
        to_original=ready.to_original,
        steps=ready.steps,
        problems=(problem,) if problem else (),
    )
