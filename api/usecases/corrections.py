"""The text of a kept document put right by people: line by line, and taken back; drafts parsed again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import picture_of, sheet_of
from api.usecases.jobs import JobRequest, submit
from api.usecases.keeping import as_read, corrections_of, is_ruled, kept
from api.usecases.orders import is_outdated, parse_text, read_order, view
from ingest.correcting import apply_corrections, box_of, place_of, placed
from ingest.corrections import LineCorrection
from ingest.model import DRAWN, Source
from journal.loader import renew_order
from journal.model import OrderState
from journal.orders import find_order
from school.errors import BadDecision, LineMoved, NotADraft, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.usecases.jobs import Submitted
    from api.usecases.orders import OrderView
    from api.usecases.services import Services
    from ingest.correcting import Place
    from ingest.model import Document, Line
    from journal.documents import HeldCorrection, HeldDocument
    from journal.model import Actor, HeldOrder
    from journal.store.unit_of_work import UnitOfWork

ID_DIGITS = 16
LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """The text of a document with what people have said of it."""

    held: HeldDocument
    document: Document
    """Corrected."""
    corrections: Mapping[Place, HeldCorrection]
    homeless: tuple[HeldCorrection, ...]
    """Corrections whose line is not there any more, or cannot be told for sure."""
    orders: tuple[HeldOrder, ...]
    """Orders that it was read as."""
    outdated: tuple[HeldOrder, ...]
    """Drafts among them that were parsed from another text than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """A line of a document as a person reads it. The text as it stands means that it is right."""

    page: int
    line: int
    text: str
    raw: str | None = None
    """What the person was shown as read; guards against a page that was read anew meanwhile."""


def show_text(services: Services, actor: Actor, sha256: str) -> TextView:
    """The text of a kept document.

    Raises:
        NotFound: no such document.
    """
    require(actor, UseCase.SHOW_DOCUMENT)
    with services.store.read() as uow:
        return _view(uow, sha256)


def correct_line(services: Services, actor: Actor, sha256: str, said: LineText) -> TextView:
    """Keeps what a person says that a line reads; an earlier word on the same line stands no more.

    Raises:
        NotFound: no such document, page or line.
        LineMoved: the page was read anew meanwhile, the line is another one now.
        BadDecision: the text is too long for a line.
    """
    require(actor, UseCase.CORRECT_LINE)
    with services.store.write(actor, services.now()) as uow:
        document = as_read(uow, sha256)
        correction = _correction(document, said)
        before = placed(document, corrections_of(uow, sha256)).at.get((said.page, said.line))
        if before is not None:
            uow.line_corrections.close(before.correction_id, now=uow.time, by=uow.actor_id)
        uow.line_corrections.add(sha256, correction, now=uow.time, by=uow.actor_id)
        return _view(uow, sha256)


def take_back_correction(services: Services, actor: Actor, correction_id: str) -> TextView:
    """Gives a line its reading back; the correction stays known as taken back.

    Raises:
        NotFound: no such correction, or it stands no more.
    """
    require(actor, UseCase.CORRECT_LINE)
    with services.store.write(actor, services.now()) as uow:
        held = uow.line_corrections.get(correction_id)
        if held is None or not uow.line_corrections.close(correction_id, now=uow.time, by=uow.actor_id):
            raise NotFound(what=f"исправление {correction_id}")
        return _view(uow, held.document)


def list_corrections(services: Services, actor: Actor, sha256: str) -> Sequence[HeldCorrection]:
    """All corrections that were ever made on a document, those that stand no more among them."""
    require(actor, UseCase.SHOW_DOCUMENT)
    with services.store.read() as uow:
        _held(uow, sha256)
        return uow.line_corrections.history(sha256)


def show_correction(services: Services, actor: Actor, correction_id: str) -> bytes:
    """The picture of the paper where a correction was made, PNG, whatever was read there since.

    Raises:
        NotFound: no such correction, or its line never stood on paper.
    """
    require(actor, UseCase.SHOW_DOCUMENT)
    with services.store.read() as uow:
        held = uow.line_corrections.get(correction_id)
        if held is None or held.line.place is None:
            raise NotFound(what=f"изображение исправления {correction_id}")
        where = (held.line.part, held.line.part_page)
        pages = as_read(uow, held.document).pages
        page = next((item for item in pages if (item.part, item.part_page) == where), None)
        if page is None or page.kind not in DRAWN:
            raise NotFound(what=f"изображение исправления {correction_id}")
        return picture_of(services, uow, held.document, sheet_of(page), box_of(held.line.place, page))


def parse_again(services: Services, actor: Actor, order_id: str) -> OrderView:
    """Parses a draft's paper again as it reads now; answers to questions about the order stay.

    Raises:
        NotFound: no such order, or its paper is not kept.
        NotADraft: the order binds already.
        ParsingError: the text is no order any more; the draft stays as it was.
    """
    require(actor, UseCase.PARSE_AGAIN)
    with services.store.read() as uow:
        sha256 = _own_paper(uow, order_id)
        document, order = kept(uow, sha256), find_order(uow, order_id)
    parsed = parse_text(document)
    record = parsed.of(order, document.name)
    with services.store.write(actor, services.now()) as uow:
        renew_order(uow, order_id, read_order(uow, sha256, parsed, record))
        return view(uow, order_id)


def read_again(services: Services, actor: Actor, sha256: str) -> Submitted:
    """Asks for a kept document to be read anew, as this installation reads now.

    Raises:
        NotFound: no such document.
        BadDecision: it was read as pages of a paper journal.
    """
    require(actor, UseCase.READ_DOCUMENT)
    with services.store.read() as uow:
        if is_ruled(as_read(uow, sha256)):
            raise BadDecision(reason="страницы бумажного журнала заново читает только загрузка на странице «Журнал».")
        sources = [Source(name=name, path=uow.blobs.whole(blob)) for name, blob in uow.documents.parts(sha256)]
    return submit(services, actor, JobRequest(kind="read_again", sources=sources))


def _own_paper(uow: UnitOfWork, order_id: str) -> str:
    order = find_order(uow, order_id)
    if order.state is not OrderState.DRAFT:
        raise NotADraft(number=order.number)
    own = [paper.document for paper in uow.orders.parsed_of(order_id).values() if paper.own]
    if not own:
        raise NotFound(what=f"документ приказа {order_id}")
    return own[0]


def _correction(document: Document, said: LineText) -> LineCorrection:
    page = next((item for item in document.pages if item.number == said.page), None)
    if page is None or not 0 < said.line <= len(page.lines):
        raise NotFound(what=f"строка {said.line} страницы {said.page}")
    line = page.lines[said.line - 1]
    _refuse_other(line, said)
    return LineCorrection(
        correction_id=uuid.uuid4().hex[:ID_DIGITS],
        part=page.part,
        part_page=page.part_page,
        number=said.line,
        place=place_of(page, line),
        read=line.raw,
        # a line is one line, whatever was pasted
        text=" ".join(said.text.splitlines()),
    )


def _refuse_other(line: Line, said: LineText) -> None:
    if said.raw is not None and said.raw != line.raw:
        raise LineMoved(line=said.line, page=said.page)
    if len(said.text) > LONGEST:
        raise BadDecision(reason=f"в строке больше {LONGEST} знаков.")


def _view(uow: UnitOfWork, sha256: str) -> TextView:
    plain = as_read(uow, sha256)
    held = {item.line.correction_id: item for item in uow.line_corrections.of(sha256)}
    lines = [item.line for item in held.values()]
    found = placed(plain, lines)
    document = apply_corrections(plain, lines)
    orders = tuple(order for item in uow.orders.of_document(sha256) if (order := uow.orders.get(item)) is not None)
    return TextView(
        held=_held(uow, sha256),
        document=document,
        corrections={place: held[item.correction_id] for place, item in found.at.items()},
        homeless=tuple(held[item.correction_id] for item in found.homeless),
        orders=orders,
        outdated=tuple(order for order in orders if is_outdated(uow, order, document, corrected=bool(lines))),
    )


def _held(uow: UnitOfWork, sha256: str) -> HeldDocument:
    held = uow.documents.get(sha256)
    if held is None:
        raise NotFound(what=f"документ {sha256[:12]}")
    return held
