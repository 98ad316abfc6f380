"""Who reads the pages: Svod in this process, plain Tesseract, OCRmyPDF; each with what it cost in CPU seconds."""

from __future__ import annotations

import csv
import io
import os
import re
import resource
import shutil
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.reading.align import Token

from api.application import load_settings
from api.bootstrap import reading
from ingest import pipeline
from ingest.model import ReadingContext, Source
from ingest.repair.edits import needs_review
from school.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.reading.score import Lines

    from ingest.model import Document, Line
    from support.reading_pages.pages import ReadingPage

    Reader = Callable[[ReadingPage], Lines]

SURE = 0.8
WORD = re.compile(r"\S+")
CELLS = " | "
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}
WORD_LEVEL = "5"


def cpu() -> float:
    """Seconds of this process and of its children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in spent)


def timed(reader: Reader, page: ReadingPage) -> tuple[Lines, float]:
    """What the reader made of the page, and its seconds."""
    began = cpu()
    lines = reader(page)
    return lines, cpu() - began


def svod(page: ReadingPage) -> Lines:
    """Svod, as its commands read a file."""
    document = document_of(page)
    return [] if document is None else [tokens(line) for sheet in document.pages for line in sheet.lines]


def document_of(page: ReadingPage) -> Document | None:
    """The page as Svod's document; None where it refuses the page with a message."""
    ready = reading(load_settings())
    source = Source(name=page.file, data=page.data)
    try:
        return pipeline.read([source], engine=ready.engine, limits=ready.limits, context=ReadingContext())
    except IngestError:
        return None


def tokens(line: Line) -> list[Token]:
    """Words of a repaired line; flagged are those that the reading or the repair is not sure of."""
    text = line.text.replace(CELLS, "   ") if line.table is not None else line.text
    doubtful = _doubtful(line)
    edited = [(edit.start, edit.end) for edit in line.edits if needs_review(edit)]
    found = []
    for match in WORD.finditer(text):
        raw = line.raw_offset(match.start()), line.raw_offset(match.end() - 1) + 1
        flagged = any(_touch(raw, span) for span in doubtful) or any(_touch(match.span(), span) for span in edited)
        found.append(Token(match.group(), flagged))
    return found


def _doubtful(line: Line) -> list[tuple[int, int]]:
    """Stretches of the raw line whose words a person is to look at."""
    found, place = [], 0
    for word in line.words:
        start = line.raw.find(word.text, place)
        if start < 0:
            continue
        place = start + len(word.text)
        if word.review or word.confidence < SURE:
            found.append((start, place))
    return found


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def tesseract(page: ReadingPage) -> Lines:
    """Plain `tesseract -l rus --psm 3`; words under 80 count as flagged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / page.file
        path.write_bytes(page.data)
        command = ["tesseract", str(path), "stdout", "-l", "rus", "--psm", "3", "tsv"]
        done = subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == WORD_LEVEL and row["text"].strip()]
    lines = groupby(words, lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return [[Token(row["text"], float(row["conf"]) < 100 * SURE) for row in line] for _, line in lines]


def ocrmypdf(page: ReadingPage) -> Lines:
    """`ocrmypdf --deskew --clean`, as a careful user runs it; a page without dpi is told to have 300."""
    with tempfile.TemporaryDirectory() as folder:
        path, text = Path(folder) / page.file, Path(folder) / "text.txt"
        path.write_bytes(page.data)
        known = [] if page.dpi else ["--image-dpi", "300"]
        options = ["-l", "rus", "--deskew", "--clean", "--rotate-pages", "--jobs", "1", "--output-type", "pdf", *known]
        command = ["ocrmypdf", *options, "--sidecar", str(text), str(path), str(path.with_suffix(".pdf"))]
        subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT)
        lines = text.read_text(encoding="utf-8").splitlines()
    return [[Token(word) for word in line.split()] for line in lines]


def rivals() -> dict[str, Reader]:
    """Others to compare with; prints why one is left out."""
    found: dict[str, Reader] = {}
    if shutil.which("ocrmypdf") is None:
        print("OCRmyPDF is not installed (Debian: apt-get install ocrmypdf unpaper), left out")
    else:
        found["OCRmyPDF"] = ocrmypdf
    return found
