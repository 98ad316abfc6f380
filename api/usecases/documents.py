"""Reading, repairing and keeping documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.keeping import corrections_of, keep, kept
from ingest.correcting import apply_corrections
from ingest.crops import crop, page_picture
from ingest.model import DRAWN, PageKind, ReadingContext, Source
from ingest.pipeline import origin_of, read
from journal.orders import all_orders
from journal.pages import PaperSheet
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.usecases.services import Reading, Services
    from ingest.model import Box, Document, Page
    from journal.documents import HeldDocument
    from journal.model import Actor, HeldOrder, Person
    from journal.pages import StagedPage
    from journal.store.unit_of_work import UnitOfWork


ACROSS = 1400
"""Width of a page's picture: fine print is legible when it is shown twice as large as it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A kept paper and what it was read as: orders, pages of the paper journal."""

    document: HeldDocument
    orders: tuple[HeldOrder, ...]
    pages: tuple[StagedPage, ...] = ()


def reading_context(staff: Sequence[Person]) -> ReadingContext:
    """What the journal knows that reading may lean on."""
    return ReadingContext(people=tuple(person.full_name for person in staff))


def read_with_corrections(services: Services, sources: Sequence[Source]) -> tuple[Document, Document]:
    """(a document as it is read now, the same with what people have put right in it), before it is kept."""
    reading = services.reading
    with services.store.read() as uow:
        context = reading_context(uow.people.staff())
        said = corrections_of(uow, origin_of(sources, reading.limits).sha256)
    read_now = read(sources, engine=reading.engine, limits=reading.limits, context=context)
    return read_now, apply_corrections(read_now, said)


def read_document(
    reading: Reading,
    actor: Actor,
    sources: Sequence[Source],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """Reads one file, or several page images as one document; keeps nothing."""
    require(actor, UseCase.READ_DOCUMENT)
    return read(
        sources,
        engine=reading.engine,
        limits=reading.limits,
        context=reading_context(()),
        progress=progress,
    )


def upload_document(services: Services, actor: Actor, sources: Sequence[Source]) -> Document:
    """Reads a document and keeps it: the bytes as they came and the reading beside them."""
    document = read_document(services.reading, actor, sources)
    with services.store.write(actor, services.now()) as uow:
        keep(uow, document, sources)
    return document


def list_documents(services: Services, actor: Actor) -> Sequence[DocumentView]:
    """Every kept paper, newest first."""
    require(actor, UseCase.LIST_DOCUMENTS)
    with services.store.read() as uow:
        held = {order.order_id: order for order in all_orders(uow)}
        staged: dict[str, list[StagedPage]] = {}
        for page in uow.papers.all():
            staged.setdefault(page.document, []).append(page)
        return tuple(
            DocumentView(
                document=item,
                orders=tuple(held[order] for order in item.orders if order in held),
                pages=tuple(staged.get(item.sha256, ())),
            )
            for item in uow.documents.all()
        )


def show_document(services: Services, actor: Actor, sha256: str, *, order_id: str | None = None) -> Document:
    """A kept document as it reads now.

    With `order_id`, in the reading that this order was parsed from: its places are counted there.
    """
    require(actor, UseCase.SHOW_DOCUMENT)
    with services.store.read() as uow:
        parsed = uow.orders.parsed_of(order_id).get(sha256) if order_id else None
        return kept(uow, sha256, parsed.reading if parsed else None)


def show_sheet(services: Services, actor: Actor, sha256: str, page: int, *, order_id: str | None = None) -> bytes:
    """The picture of a whole page, upright, PNG; pages count from 1.

    Raises:
        NotFound: no such document or page, or the page never stood on paper.
    """
    document = show_document(services, actor, sha256, order_id=order_id)
    sheet = next((item for item in document.pages if item.number == page), None)
    if sheet is None or sheet.kind is PageKind.TEXT:
        raise NotFound(what=f"изображение страницы {page}")
    with services.store.read() as uow:
        return whole_picture(services, uow, sha256, sheet_of(sheet), scanned=sheet.kind is not PageKind.BORN_DIGITAL)


def show_line(
    services: Services, actor: Actor, sha256: str, page: int, line: int, *, order_id: str | None = None
) -> bytes:
    """The picture of the paper under a line, PNG; pages and lines count from 1.

    Raises:
        NotFound: no such document, page or line, or the line never stood on paper.
    """
    document = show_document(services, actor, sha256, order_id=order_id)
    sheet = next((item for item in document.pages if item.number == page), None)
    box = sheet.lines[line - 1].box if sheet is not None and 0 < line <= len(sheet.lines) else None
    if sheet is None or box is None or sheet.kind not in DRAWN:
        raise NotFound(what=f"изображение строки {line} страницы {page}")
    with services.store.read() as uow:
        return picture_of(services, uow, sha256, sheet_of(sheet), box)


def picture_of(services: Services, uow: UnitOfWork, sha256: str, sheet: PaperSheet, box: Box) -> bytes:
    """The picture of a kept paper under a box, PNG.

    Raises:
        NotFound: the paper is not kept.
    """
    source = source_of(uow, sha256, sheet)
    return crop(source, sheet.part_page, box, sheet.to_original, services.reading.limits)


def whole_picture(
    services: Services,
    uow: UnitOfWork,
    sha256: str,
    sheet: PaperSheet,
    *,
    scanned: bool = True,
    across: int = ACROSS,
) -> bytes:
    """The picture of a whole sheet of a kept paper, PNG, at most `across` pixels wide.

    Raises:
        NotFound: the paper is not kept.
    """
    return page_picture(
        source_of(uow, sha256, sheet),
        sheet.part_page,
        (sheet.width, sheet.height),
        sheet.to_original if scanned else None,
        services.reading.limits,
        across=across,
    )


def source_of(uow: UnitOfWork, sha256: str, sheet: PaperSheet) -> Source:
    """The file of a kept paper that a sheet lies in.

    Raises:
        NotFound: the paper is not kept.
    """
    parts = uow.documents.parts(sha256)
    if sheet.part >= len(parts):
        raise NotFound(what=f"документ {sha256[:12]}")
    name, blob = parts[sheet.part]
    return Source(name=name, path=uow.blobs.whole(blob))


def sheet_of(page: Page) -> PaperSheet:
    """Where a page as read lies among its document's files."""
    return PaperSheet(
        part=page.part, part_page=page.part_page, width=page.width, height=page.height, to_original=page.to_original
    )
