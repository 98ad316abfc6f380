"""Which order of the register an order means when it repeals or amends one, and what a person said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from journal.amending import aims_of, candidates
from journal.model import ReviewState
from journal.questions import act_said, question_about
from school.errors import BadDecision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from journal.amending import Aim
    from journal.model import HeldOrder, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord, TargetRecord

NEITHER = "ни один из них"
AS_IT_IS = "оставить приказ как есть"
WORDING = "/new_text"


def answers_about(uow: UnitOfWork, order_id: str) -> Mapping[str, str]:
    """What a person answered about an order, by the pointer of the question."""
    settled = (item for item in uow.review.of(f"order:{order_id}") if item.state is not ReviewState.OPEN)
    return {item.pointer: item.value for item in settled if item.value is not None}


def aimed_at(aim: Aim, order_id: str, register: Sequence[HeldOrder], answers: Mapping[str, str]) -> HeldOrder | None:
    """The order that is meant: named exactly, or chosen by a person."""
    found = candidates(aim.target, [order for order in register if order.order_id != order_id])
    answered = (order for order in found if named(order) == answers.get(aim.pointer))
    return _exact(aim, found) or next(answered, None)


def _exact(aim: Aim, found: Sequence[HeldOrder]) -> HeldOrder | None:
    """The only one with the printed number and date."""
    exact = [order for order in found if order.is_named(aim.target.number, aim.target.date)]
    return exact[0] if len(exact) == 1 else None


def reworded(aim: Aim, answers: Mapping[str, str]) -> TargetRecord:
    """The change as the order has it, or with the clause as a person wrote it where it could not be carried out."""
    said = answers.get(aim.pointer + WORDING)
    if said is None or said == AS_IT_IS:
        return aim.target
    operation = "add_clause" if aim.target.operation == "add_clause" else "replace_clause"
    return replace(aim.target, operation=operation, new_text=said)


def named(order: HeldOrder) -> str:
    """«№ 5 от 01.09.2023 «О журнале»»."""
    title = f" «{order.title}»" if order.title else ""
    return f"№ {order.number} от {order.date:%d.%m.%Y}{title}"


def doubts_about_targets(order_id: str, record: OrderRecord, register: Sequence[HeldOrder]) -> Iterator[ReviewItem]:
    """Questions where an order that is repealed or amended is named, but not so that it can be only one."""
    others = [order for order in register if order.order_id != order_id]
    for aim in aims_of(record):
        found = candidates(aim.target, others)
        if not found or _exact(aim, found) is not None:
            continue
        does = "отменяет" if aim.repeals else "изменяет"
        yield question_about(
            order_id,
            aim.pointer,
            f"Какой приказ {does} пункт {aim.target.clause or '—'}? Назван {told(aim.target)}.",
            reading=named(found[0]),
            source=next(iter(aim.target.sources), None),
            alternatives=(*(named(order) for order in found[1:]), NEITHER),
        )


def doubt_about_wording(order_id: str, aim: Aim, order: HeldOrder) -> ReviewItem:
    """The question how a clause reads after a change that could not be carried out."""
    return question_about(
        order_id,
        aim.pointer + WORDING,
        f"Изменение ({aim.target.scope}) не удалось внести в приказ {named(order)}: там нет такого пункта или таких "
        "слов, либо не сказано, что изменить. Впишите пункт целиком, как он читается теперь.",
        reading=AS_IT_IS,
        source=next(iter(aim.target.sources), None),
    )


def told(target: TargetRecord) -> str:
    """An act as the order names it."""
    return act_said(target.number, target.date)


def check_answer(item: ReviewItem, value: str) -> None:
    """Refuses an order that nobody offered, and no date.

    Raises:
        BadDecision: the value is none of the offered orders, or a date is wanted.
    """
    if item.pointer == "/date" and not value:
        raise BadDecision(reason="впишите дату приказа. Пример: 28.10.2023.")
    kind, _, place = item.pointer.strip("/").partition("/")
    if kind in {"repeals", "amends"} and place.isdigit() and value not in {item.reading, *item.alternatives}:
        raise BadDecision(reason="выберите приказ из предложенных.")
