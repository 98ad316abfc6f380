"""A document read page by page, in any order, is the document read at once."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ingest import pipeline
from ingest.model import Limits, Line, Page, ReadingContext, Source, Step
from ingest.pipeline import assemble, page_counts, read, read_one
from school.errors import DamagedFile, NotFound, TooManyPages, UsageError
from support.documents import order_29_sources
from support.files import png, source

LIMITS = Limits()


class Widths:
    """An engine that reads nothing but the width of the page, so that pages tell themselves apart."""

    def read(self, image: NDArray[np.uint8]) -> tuple[Line, ...]:
        text = f"страница шириной {image.shape[1]} точек"
        return (Line(raw=text, text=text, confidence=0.99),)

    def describe(self) -> Step:
        return Step(name="widths", version="1")


ENGINE = Widths()


def sheet(width: int) -> Image.Image:
    """A page with some ink, else it would be blank."""
    paper = np.full((700, width), 255, dtype=np.uint8)
    paper[100:600:40, 100 : width - 100] = 0
    return Image.fromarray(paper)


def tiff(*widths: int) -> Source:
    first, *rest = [sheet(width) for width in widths]
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=rest)
    return source("листы.tif", stream.getvalue())


def paper(*widths: int) -> Source:
    first, *rest = [sheet(width) for width in widths]
    stream = io.BytesIO()
    first.save(stream, "PDF", save_all=True, append_images=rest)
    return source("листы.pdf", stream.getvalue())


def one(item: Source, index: int) -> Page:
    return read_one(item, index, engine=ENGINE, limits=LIMITS)


def test_pages_read_in_any_order_make_the_document_read_at_once() -> None:
    sources = [tiff(800, 900, 1000), paper(700, 750)]
    steps: list[tuple[int, int]] = []
    whole = read(
        sources,
        engine=ENGINE,
        limits=LIMITS,
        context=ReadingContext(),
        progress=lambda done, total: steps.append((done, total)),
    )
    assert page_counts(sources, LIMITS) == (3, 2)
    backwards = {(part, index): one(sources[part], index) for part, index in ((1, 1), (1, 0), (0, 2), (0, 1), (0, 0))}
    pages = [[backwards[0, index] for index in range(3)], [backwards[1, index] for index in range(2)]]
    assert assemble(sources, pages, engine=ENGINE, limits=LIMITS, context=ReadingContext()) == whole
    assert [(page.number, page.part, page.part_page) for page in whole.pages] == [
        (1, 0, 0),
        (2, 0, 1),
        (3, 0, 2),
        (4, 1, 0),
        (5, 1, 1),
    ]
    assert len({page.lines[0].raw for page in whole.pages}) == 5
    assert steps == [(done, 5) for done in range(1, 6)]


def test_one_page_is_read_without_decoding_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    plain = Image.Image.convert

    def counting(picture: Image.Image, mode: str) -> Image.Image:
        loaded.append(picture.width)
        return plain(picture, mode)

    monkeypatch.setattr(Image.Image, "convert", counting)
    one(tiff(800, 900, 1000), 1)
    assert loaded == [900]


@pytest.mark.parametrize("item", [tiff(800), paper(800), source("приказ.txt", "Приказываю всем".encode())])
def test_a_page_that_is_not_there_is_said_so(item: Source) -> None:
    with pytest.raises(NotFound, match="страница 2"):
        one(item, 1)


def test_refusals_come_before_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_one", lambda *_, **__: pytest.fail("nothing may be read"))
    mixed = [source("лист.png", png(50, 50)), source("приказ.txt", "Приказываю".encode())]
    for sources, refusal in (
        (mixed, UsageError),
        ([tiff(800, 900), tiff(800)], TooManyPages),
        ([paper(800, 900)], TooManyPages),
        ([source("лист.png", png(50, 50)), source("лист.pdf", b"%PDF-1.7 nothing")], DamagedFile),
    ):
        with pytest.raises(refusal):
            read(sources, engine=ENGINE, limits=Limits(pages=1), context=ReadingContext())


def test_a_text_file_is_one_page_read_by_no_engine() -> None:
    (item,) = order_29_sources("order-29.txt")
    page = one(item, 0)
    assert (page.number, page.part_page, page.steps) == (1, 0, ())
