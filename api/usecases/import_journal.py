"""Pages of the paper journal: staged, looked at, decided, confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import picture_of, reading_context, sheet_of, whole_picture
from api.usecases.keeping import corrections_of, keep
from api.usecases.schools import school_zone
from ingest.correcting import apply_corrections
from ingest.pipeline import origin_of, read
from journal.pages import ReadPage
from journal.paper.classes import context_of, find_class
from journal.paper.confirming import confirm
from journal.paper.review import accept, accept_kinds, accept_value, correct, reject, undo, write
from journal.paper.staging import stage
from journal.paper.views import journal_of, look
from parsing.paper.page_json import to_json
from parsing.pipeline import parse_journal_page
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from api.usecases.services import Services
    from ingest.model import Document, Page, Source
    from journal.model import Actor, Person
    from journal.pages import CellName, Confirmation, EntryKind, PageRequest, PageView, StagedPage, Staging
    from journal.store.unit_of_work import UnitOfWork
    from parsing.page_records import PageContext


CELLS_ACROSS = 2400
"""Width of a sheet's picture where single cells are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDecision:
    """What a person says of one entry: another value, that it is not to be entered, or, by default, that it is right.

    `undo` takes an earlier decision back.
    """

    value: str | None = None
    reject: bool = False
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDesk:
    """A page with the pupils whom its rows may mean and the subjects that it may be of."""

    view: PageView
    pupils: tuple[Person, ...]
    subjects: tuple[str, ...]


def import_pages(
    services: Services,
    actor: Actor,
    sources: Sequence[Source],
    request: PageRequest,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Staging:
    """Reads scans as pages of one class's paper journal and stages them; nothing goes into the journal.

    Raises:
        ClassUnknown: the journal has no such class; nothing was read.
        NotAJournalPage: none of the pages is ruled.
    """
    require(actor, UseCase.IMPORT_JOURNAL_PAGE)
    with services.store.read() as uow:
        context = page_context(uow, request)
        said = corrections_of(uow, origin_of(sources, services.reading.limits).sha256)
    reading = services.reading
    document = read(
        sources,
        engine=reading.engine,
        limits=reading.limits,
        context=reading_context(()),
        cells=reading.cells(),
        progress=progress,
    )
    pages = parse_pages(apply_corrections(document, said), context)
    with services.store.write(actor, services.now()) as uow:
        keep(uow, document, sources)
        return stage(uow, request, pages)


def parse_pages(document: Document, context: PageContext) -> tuple[ReadPage, ...]:
    """Every ruled page of a document as a page of the paper journal; covers and blank sheets are left out.

    Raises:
        NotAJournalPage: none of the pages is ruled.
    """
    ruled = [page for page in document.pages if page.grid is not None]
    return tuple(_read_page(document, page, context) for page in ruled or document.pages)


def _read_page(document: Document, page: Page, context: PageContext) -> ReadPage:
    record = parse_journal_page(document, context, page=page.number)
    return ReadPage(
        document=document.sha256, page=page.number, record=record, content=to_json(record), sheet=sheet_of(page)
    )


def page_context(uow: UnitOfWork, request: PageRequest) -> PageContext:
    """What the journal tells the reader of the pages.

    Raises:
        ClassUnknown: the journal has no such class.
    """
    return context_of(find_class(uow, request), subject=request.subject)


def list_pages(services: Services, actor: Actor) -> Sequence[StagedPage]:
    """Every page that was ever staged, with the number of its open questions."""
    require(actor, UseCase.LIST_JOURNAL_PAGES)
    with services.store.read() as uow:
        return uow.papers.all()


def show_page(services: Services, actor: Actor, page_id: str) -> PageView:
    """A page with everything on it, as the journal stands now."""
    require(actor, UseCase.SHOW_JOURNAL_PAGE)
    with services.store.read() as uow:
        return look(uow, page_id)


def show_desk(services: Services, actor: Actor, page_id: str) -> PageDesk:
    """A page with everything that a person needs to decide about it."""
    require(actor, UseCase.SHOW_JOURNAL_PAGE)
    with services.store.read() as uow:
        view = look(uow, page_id)
        journal = journal_of(uow, view.page)
        people = {item.person.person_id: item.person for item in journal.pupils}
        return PageDesk(view=view, pupils=tuple(people.values()), subjects=journal.subjects)


def show_page_sheet(services: Services, actor: Actor, page_id: str) -> bytes:
    """The picture of the whole sheet that a page was read from, upright, PNG: entries' boxes lie on it.

    Raises:
        NotFound: no such page.
    """
    require(actor, UseCase.SHOW_JOURNAL_PAGE)
    with services.store.read() as uow:
        page = uow.papers.get(page_id)
        if page is None:
            raise NotFound(what=f"страница журнала {page_id}")
        return whole_picture(services, uow, page.document, page.sheet, across=CELLS_ACROSS)


def show_entry(services: Services, actor: Actor, entry_id: str) -> bytes:
    """The picture of the paper under an entry, PNG.

    Raises:
        NotFound: no such entry, or it has no place of its own on the paper.
    """
    require(actor, UseCase.SHOW_JOURNAL_PAGE)
    with services.store.read() as uow:
        page_id = uow.papers.page_of(entry_id)
        page = uow.papers.get(page_id) if page_id is not None else None
        readings = [reading for reading, _ in uow.papers.entries(page.page_id)] if page is not None else []
        source = next((reading.source for reading in readings if reading.entry_id == entry_id), None)
        if page is None or source is None or source.box is None:
            raise NotFound(what=f"изображение записи {entry_id}")
        return picture_of(services, uow, page.document, page.sheet, source.box)


def decide_entry(services: Services, actor: Actor, entry_id: str, decision: EntryDecision) -> PageView:
    """Writes a person's decision about one entry; gives its page as it stands then."""
    require(actor, UseCase.DECIDE_JOURNAL_ENTRY)
    with services.store.write(actor, services.now()) as uow:
        if decision.undo:
            return undo(uow, entry_id)
        if decision.reject:
            return reject(uow, entry_id)
        return accept(uow, entry_id) if decision.value is None else correct(uow, entry_id, decision.value)


def write_cell(services: Services, actor: Actor, page_id: str, cell: CellName, value: str) -> PageView:
    """Enters a mark that stands on the paper and was not read; gives the page as it stands then."""
    require(actor, UseCase.DECIDE_JOURNAL_ENTRY)
    with services.store.write(actor, services.now()) as uow:
        return write(uow, page_id, cell, value)


def accept_cells(services: Services, actor: Actor, page_id: str, value: str) -> PageView:
    """Agrees with all cells of a page that were read as one value, where only the reading is in doubt."""
    require(actor, UseCase.DECIDE_JOURNAL_ENTRY)
    with services.store.write(actor, services.now()) as uow:
        return accept_value(uow, page_id, value)


def accept_entries(services: Services, actor: Actor, page_id: str, kinds: Collection[EntryKind]) -> PageView:
    """Agrees with all dates, or pupils, or texts of a page, where only the reading is in doubt."""
    require(actor, UseCase.DECIDE_JOURNAL_ENTRY)
    with services.store.write(actor, services.now()) as uow:
        return accept_kinds(uow, page_id, kinds)


def confirm_page(services: Services, actor: Actor, page_id: str) -> Confirmation:
    """Brings a page without open questions into the journal."""
    require(actor, UseCase.CONFIRM_JOURNAL_PAGE)
    with services.store.write(actor, services.now()) as uow:
        return confirm(uow, page_id, school_zone(uow, services))
