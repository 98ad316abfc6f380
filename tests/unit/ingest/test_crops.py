"""Pictures of the paper: whole pages and pieces, upright, also when several are asked for at once."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from ingest.crops import MARGIN, crop, page_picture
from ingest.image.prepare import prepare
from ingest.model import IDENTITY, Box, Limits, Source
from school.errors import NotFound
from support.paths import ORDER_29

LIMITS = Limits()


def scan() -> Source:
    return Source(name="order-29-1.png", data=(ORDER_29 / "order-29-1.png").read_bytes())


def pdf() -> Source:
    return Source(name="order-29-scan.pdf", data=(ORDER_29 / "order-29-scan.pdf").read_bytes())


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_a_page_is_drawn_upright_to_the_width_asked_for() -> None:
    ready = prepare(np.asarray(opened(scan().data).convert("L")))
    high, wide = ready.image.shape
    drawn = opened(page_picture(scan(), 0, (wide, high), ready.to_original, LIMITS, across=700))
    assert drawn.size[0] == 700
    assert abs(drawn.size[1] - 700 * high / wide) <= 1
    # the same piece of paper, cut out of the page and drawn as a part of it
    box = Box(x0=0.3 * wide, y0=0.2 * high, x1=0.7 * wide, y1=0.3 * high)
    piece = opened(crop(scan(), 0, box, ready.to_original, LIMITS)).convert("L")
    share = drawn.crop((210, round(0.2 * drawn.size[1]), 490, round(0.3 * drawn.size[1]))).convert("L")
    small = piece.crop((MARGIN, MARGIN, piece.width - MARGIN, piece.height - MARGIN)).resize(share.size)
    assert np.corrcoef(np.asarray(small).ravel(), np.asarray(share).ravel())[0, 1] > 0.8


def test_a_page_is_never_enlarged() -> None:
    size = opened(scan().data).size
    assert opened(page_picture(scan(), 0, size, IDENTITY, LIMITS, across=9000)).size == size


def test_a_page_that_is_not_there_is_told() -> None:
    for source in (scan(), pdf()):
        with pytest.raises(NotFound):
            page_picture(source, 7, (100, 100), IDENTITY, LIMITS, across=100)


def test_pages_of_a_pdf_are_drawn_at_once_by_many_threads() -> None:
    def draw(index: int) -> bytes:
        return page_picture(pdf(), index % 2, (0, 0), None, LIMITS, across=400)

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(draw, range(24)))
    assert len(set(drawn)) == 2
