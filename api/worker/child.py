"""What runs in a child: one page, or one document's end. Arguments are small, the result is a value.

Nothing here keeps state between calls, so that another way of running children can call the same functions.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import resource
import signal
import time
import traceback
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from api.logs import log_to_stderr
from ingest.correcting import apply_corrections
from ingest.export.document_json import page_from_json, page_to_json
from ingest.model import Source
from ingest.pipeline import assemble_as, page_counts, read_one
from school.errors import SvodError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from api.usecases.job_kinds import Known
    from api.usecases.keeping import ReadPaper
    from ingest.handwriting.recogniser import CellRecogniser
    from ingest.model import Document, Limits, Origin
    from ingest.ocr.engine import OcrEngine
    from journal.jobs import Part
    from journal.store.blobs import Blobs

log = logging.getLogger(__name__)
PARENT_DEATH_SIGNAL = 1
P = ParamSpec("P")


class Stop(StrEnum):
    """What stopped a child's work."""

    TIMEOUT = "page-timeout"
    MEMORY = "page-memory"
    CRASH = "page-crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a child finds what it reads, and with what."""

    blobs: Blobs
    engine: OcrEngine
    limits: Limits
    cells: Callable[[], CellRecogniser] | None
    """Gives the recogniser of cells, where pages are ruled ones."""
    seconds: float
    """Longest time for this piece of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An error of the tree, as it crosses from one process to another."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a child came to: a value, a refusal of the paper, or what stopped it."""

    value: Any = None
    refusal: Refusal | None = None
    stop: Stop | None = None


def settle(memory: int) -> None:
    """Prepares a child: it dies with its parent and with its own engine, and takes no more memory than allowed."""
    log_to_stderr(logging.WARNING)
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, _die)
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    # not address space: libraries reserve it by the gigabyte, more on machines with more cores, and never touch it
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _die(*_: object) -> None:
    """The engine is a process of the child's group: both end at once."""
    os.killpg(0, signal.SIGKILL)


def answered(work: Callable[Concatenate[Place, P], Any]) -> Callable[Concatenate[Place, P], Answer]:
    """Makes every end of the work a value: errors of the tree do not travel between processes."""

    @wraps(work)
    def answering(place: Place, *args: P.args, **kwargs: P.kwargs) -> Answer:
        _bound_time(place.seconds)
        try:
            return Answer(value=work(place, *args, **kwargs))
        except SvodError as error:
            return Answer(refusal=Refusal(code=error.code, message=error.message))
        except MemoryError:
            return Answer(stop=Stop.MEMORY)
        except Exception as error:  # noqa: BLE001 - this is the edge of the page's process
            log.warning("page crashed", extra=whereabouts(error))
            return Answer(stop=Stop.CRASH)

    return cast("Callable[Concatenate[Place, P], Answer]", answering)


def whereabouts(error: Exception) -> Mapping[str, str]:
    """Kind and place of a fault for the log; its message may hold text of the paper."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "where": f"{frame.filename}:{frame.lineno}"}


@answered
def count_pages(place: Place, parts: Sequence[Part]) -> tuple[int, ...]:
    """Pages of each file; one file is held at a time."""
    return tuple(page_counts([_source(place.blobs, part)], place.limits)[0] for part in parts)


@answered
def read_page(place: Place, part: Part, index: int) -> bytes:
    """One page as JSON."""
    cells = None if place.cells is None else place.cells()
    page = read_one(_source(place.blobs, part), index, engine=place.engine, limits=place.limits, cells=cells)
    return encoded(page_to_json(page))


@answered
def understand(
    place: Place,
    origin: Origin,
    readings: Sequence[Sequence[str]],
    known: Known,
    work: Callable[[Document, Any], Any] | None,
    put: Callable[[Blobs, Document], ReadPaper],
) -> tuple[ReadPaper, Any]:
    """The whole document of its pages' readings, put away, and what `work` makes of it and of people's corrections."""
    pages = [[page_from_json(json.loads(place.blobs.get(blob))) for blob in part] for part in readings]
    document = assemble_as(origin, pages, engine=place.engine, context=known.reading)
    return put(place.blobs, document), None if work is None else work(
        apply_corrections(document, known.corrections), known.parsing
    )


def encoded(body: object) -> bytes:
    """One serialisation, so that the same reading is the same blob."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


@lru_cache(maxsize=1)
def _source(blobs: Blobs, part: Part) -> Source:
    """The last file was checked once; it stays on disk, so that it is not held by every child."""
    return Source(name=part.name, path=blobs.whole(part.sha256))


def _bound_time(seconds: float) -> None:
    """An engine whose child was killed from outside ends by itself: it inherits this limit of processor time."""
    busiest = time.process_time() + seconds * (os.cpu_count() or 1)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(busiest) + 1, hard))
