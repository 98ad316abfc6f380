"""What was handed in twice: the same file, told at once; the same sheet scanned again, asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.keeping import kept
from journal.same_sheets import compare, tokens_of
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from api.usecases.services import Services
    from ingest.model import Page
    from journal.documents import HeldDocument, Sheet, SheetPair
    from journal.jobs import Job
    from journal.model import Actor
    from journal.same_sheets import Likeness
    from journal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFile:
    """A file whose bytes were kept before, and the paper that it came with then."""

    name: str
    document: HeldDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSide:
    """One sheet of a pair with its paper."""

    document: HeldDocument
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two sheets beside one another, and what differs in them."""

    pair: SheetPair
    sheet: SheetSide
    earlier: SheetSide
    likeness: Likeness


def same_files(
    services: Services, actor: Actor, parts: Iterable[tuple[str, str]], *, besides: str, before: datetime | None = None
) -> tuple[SameFile, ...]:
    """Files that other papers hold, too.

    Args:
        services: the store.
        actor: who asks.
        parts: (name, blob hash) of the files.
        besides: hash of the paper that they make; itself it does not count.
        before: papers that came later do not count.
    """
    require(actor, UseCase.LIST_DOCUMENTS)
    names = {blob: name for name, blob in parts}
    with services.store.read() as uow:
        return tuple(
            SameFile(name=names[blob], document=held)
            for held, blobs in uow.documents.holding(set(names))
            if held.sha256 != besides and (before is None or held.received_at < before)
            for blob in blobs
        )


def files_before(services: Services, actor: Actor, job: Job) -> tuple[SameFile, ...]:
    """Files of a job that other papers held already when it was asked for."""
    parts = [(part.name, part.sha256) for part in job.parts]
    return same_files(services, actor, parts, besides=job.origin.sha256, before=job.created_at)


def files_elsewhere(services: Services, actor: Actor, sha256: str) -> tuple[SameFile, ...]:
    """Files of a kept paper that other papers hold, too."""
    with services.store.read() as uow:
        parts = uow.documents.parts(sha256)
    return same_files(services, actor, parts, besides=sha256)


def list_pairs(services: Services, actor: Actor) -> Sequence[SheetPair]:
    """Every pair of sheets that was asked about, open questions first."""
    require(actor, UseCase.LIST_SAME_SHEETS)
    with services.store.read() as uow:
        return uow.sheets.pairs()


def show_pairs(services: Services, actor: Actor, *, document: str | None = None) -> tuple[PairView, ...]:
    """Pairs of sheets beside one another: those that wait for an answer, or all of one paper."""
    require(actor, UseCase.LIST_SAME_SHEETS)
    with services.store.read() as uow:
        held = {item.sha256: item for item in uow.documents.all()}
        pairs = (
            [pair for pair in uow.sheets.pairs() if pair.same is None] if document is None else uow.sheets.of(document)
        )
        return tuple(_view(uow, held, pair) for pair in pairs)


def answer_pair(services: Services, actor: Actor, pair_id: str, *, same: bool) -> SheetPair:
    """Keeps what a person says of two sheets; nothing is thrown away by it.

    Raises:
        NotFound: nothing of the kind was asked.
    """
    require(actor, UseCase.ANSWER_SAME_SHEETS)
    with services.store.write(actor, services.now()) as uow:
        pair = uow.sheets.answer(pair_id, same=same, now=uow.time, by=uow.actor_id)
        if pair is None:
            raise NotFound(what=f"вопрос {pair_id}")
        return pair


def _view(uow: UnitOfWork, held: dict[str, HeldDocument], pair: SheetPair) -> PairView:
    sides = [_side(uow, held, sheet) for sheet in (pair.sheet, pair.earlier)]
    return PairView(
        pair=pair,
        sheet=sides[0],
        earlier=sides[1],
        likeness=compare(tokens_of(sides[1].page), tokens_of(sides[0].page)),
    )


def _side(uow: UnitOfWork, held: dict[str, HeldDocument], sheet: Sheet) -> SheetSide:
    pages = kept(uow, sheet.document).pages
    page = next((item for item in pages if item.number == sheet.page), None)
    if page is None:
        raise NotFound(what=f"лист {sheet.page} документа {sheet.document[:12]}")
    return SheetSide(document=held[sheet.document], page=page)
