"""Orders: read, parse, register, confirm, show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import read_with_corrections, reading_context
from api.usecases.keeping import corrections_of, keep, kept, text_hash
from ingest.pipeline import read
from journal.documents import ParsedPaper
from journal.enforcing import confirm
from journal.loader import ReadOrder, load_order
from journal.model import OrderState, ReviewState
from journal.orders import all_orders, answer, find_order, questions
from parsing.order.order_from_json import from_json
from parsing.order.order_json import to_json
from parsing.pipeline import parse_orders
from school.errors import NotAnOrder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.usecases.services import Reading, Services
    from ingest.model import Document, Source
    from journal.model import Actor, HeldOrder, LoadResult, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A registered order with what is still asked about it."""

    order: HeldOrder
    questions: tuple[ReviewItem, ...]
    load: LoadResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The orders of a document just registered, one as a rule, and what was read on the way."""

    views: tuple[OrderView, ...]
    document: Document
    records: tuple[OrderRecord, ...]

    @property
    def view(self) -> OrderView:
        """The first order."""
        return self.views[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """An order beside its papers: what was read where, what people have said about it."""

    view: OrderView
    record: OrderRecord
    papers: tuple[Document, ...]
    answers: tuple[ReviewItem, ...]
    """Questions that a person has settled."""
    outdated: bool = False
    """True for a draft whose own paper reads otherwise now than when it was parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """What a text says, and which text it was."""

    records: tuple[OrderRecord, ...]
    """Its orders, one at least."""
    text: str
    """Its hash."""

    def of(self, order: HeldOrder, name: str) -> OrderRecord:
        """The record of an order that was read from the text before.

        Raises:
            NotAnOrder: none of several has its number and date any more.
        """
        same = [record for record in self.records if (record.number, record.date) == (order.number, order.date)]
        if len(self.records) > 1 and len(same) != 1:
            raise NotAnOrder(name=name)
        return same[0] if same else self.records[0]


def parse_file(reading: Reading, actor: Actor, sources: Sequence[Source]) -> tuple[OrderRecord, ...]:
    """Reads and parses the orders of a document, one as a rule; nothing is kept."""
    require(actor, UseCase.PARSE_ORDER)
    document = read(sources, engine=reading.engine, limits=reading.limits, context=reading_context(()))
    return parse_orders(document)


def register_order(services: Services, actor: Actor, sources: Sequence[Source]) -> Registration:
    """Reads an order, keeps the paper and enters the order as a draft."""
    require(actor, UseCase.REGISTER_ORDER)
    read_now, document = read_with_corrections(services, sources)
    parsed = parse_text(document)
    with services.store.write(actor, services.now()) as uow:
        keep(uow, read_now, sources)
        entered = enter_orders(uow, document.sha256, parsed)
        views = tuple(view(uow, order_id, load) for order_id, load in entered)
        return Registration(views=views, document=document, records=parsed.records)


def enter_orders(uow: UnitOfWork, sha256: str, parsed: ParsedText) -> tuple[tuple[str, LoadResult], ...]:
    """Enters every order that was read of a kept paper as a draft; returns their ids."""
    return tuple(load_order(uow, read_order(uow, sha256, parsed, record)) for record in parsed.records)


def read_order(uow: UnitOfWork, sha256: str, parsed: ParsedText, record: OrderRecord) -> ReadOrder:
    """An order with the kept paper that it was read from."""
    paper = ParsedPaper(document=sha256, reading=uow.documents.reading(sha256), text=parsed.text)
    return ReadOrder(record=record, content=to_json(record), parsed=paper)


def parse_text(document: Document) -> ParsedText:
    """The orders of a text with the name of the text that they were parsed from."""
    return ParsedText(records=parse_orders(document), text=text_hash(document))


def confirm_order(services: Services, actor: Actor, order_id: str) -> OrderView:
    """Puts a draft without open questions in force."""
    require(actor, UseCase.CONFIRM_ORDER)
    with services.store.write(actor, services.now()) as uow:
        confirm(uow, order_id)
        return view(uow, order_id)


def answer_question(services: Services, actor: Actor, item_id: str, value: str | None) -> OrderView:
    """Settles a question about an order; `value` None agrees with what was read."""
    require(actor, UseCase.ANSWER_QUESTION)
    with services.store.write(actor, services.now()) as uow:
        item = answer(uow, item_id, value=value)
        return view(uow, item.subject.removeprefix("order:"))


def list_orders(services: Services, actor: Actor) -> Sequence[HeldOrder]:
    """The register of orders."""
    require(actor, UseCase.LIST_ORDERS)
    with services.store.read() as uow:
        return all_orders(uow)


def show_order(services: Services, actor: Actor, order_id: str) -> OrderView:
    """One order with its open questions."""
    require(actor, UseCase.SHOW_ORDER)
    with services.store.read() as uow:
        return view(uow, order_id)


def show_order_paper(services: Services, actor: Actor, order_id: str) -> OrderPaper:
    """One order with its papers as read and the places of its facts on them."""
    require(actor, UseCase.SHOW_ORDER)
    require(actor, UseCase.SHOW_DOCUMENT)
    with services.store.read() as uow:
        seen = view(uow, order_id)
        asked = uow.review.of(f"order:{order_id}")
        parsed = uow.orders.parsed_of(order_id)
        return OrderPaper(
            view=seen,
            record=from_json(uow.orders.record(order_id) or {}),
            papers=tuple(kept(uow, sha256, parsed[sha256].reading) for sha256 in seen.order.documents),
            answers=tuple(item for item in asked if item.state is not ReviewState.OPEN),
            outdated=any(_is_outdated(uow, seen.order, sha256) for sha256 in parsed),
        )


def view(uow: UnitOfWork, order_id: str, load: LoadResult | None = None) -> OrderView:
    """The order as the transaction sees it."""
    return OrderView(order=find_order(uow, order_id), questions=questions(uow, order_id), load=load)


def _is_outdated(uow: UnitOfWork, order: HeldOrder, sha256: str) -> bool:
    corrections = corrections_of(uow, sha256)
    return is_outdated(uow, order, kept(uow, sha256), corrected=bool(corrections))


def is_outdated(uow: UnitOfWork, order: HeldOrder, document: Document, *, corrected: bool) -> bool:
    """True for a draft that this paper would make another one of if it were parsed again."""
    paper = uow.orders.parsed_of(order.order_id).get(document.sha256)
    if order.state is not OrderState.DRAFT or paper is None or not paper.own:
        return False
    return corrected if paper.text is None else paper.text != text_hash(document)
