"""What the reader noticed and a director should see at registration; nothing here accuses anybody."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.order.nodes import walk
from parsing.order.people import same
from parsing.records import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.nodes import Node
    from parsing.records import OrderRecord


def remarks_of(record: OrderRecord, roots: list[Node], *, again: int) -> tuple[Remark, ...]:
    """Every remark, in the order of the paper."""
    return (
        *_missing_requisites(record),
        *_numbering(roots),
        *_appendices(record),
        *_control(record),
        *_acknowledgement(record),
        *_signature(record),
        *_twice(again),
    )


def _missing_requisites(record: OrderRecord) -> Iterator[Remark]:
    for name, word in (("number", "номер"), ("date", "дата"), ("title", "заголовок")):
        if getattr(record, name) is None:
            yield Remark(code=f"NO_{name.upper()}", text=f"Не прочитан реквизит приказа: {word}.")


def _numbering(roots: list[Node]) -> Iterator[Remark]:
    for node in walk(roots):
        if node.inferred:
            yield Remark(
                code="NUMBER_INFERRED",
                text=f"Пункт {node.number} напечатан без номера; номер восстановлен по соседним пунктам.",
                sources=node.sources(),
            )
    numbers = [int(node.number) for node in roots if node.number and node.number.isdigit()]
    for before, after in pairwise(numbers):
        if after != before + 1:
            yield Remark(
                code="NUMBERING_GAP",
                text=f"После пункта {before} идёт пункт {after}: проверьте, нет ли пропуска.",
            )


def _appendices(record: OrderRecord) -> Iterator[Remark]:
    for annex in record.appendices:
        if not annex.attached:
            yield Remark(
                code="ANNEX_MISSING",
                text=f"Приложение, названное в пункте {annex.clause}, к приказу не приложено.",
                sources=annex.sources,
            )


def _control(record: OrderRecord) -> Iterator[Remark]:
    controller = record.control_by.person if record.control_by else None
    people = [controller] if controller else []
    people += [person for duty in record.duties if "контрол" in duty.action_text.lower() for person in duty.assignees]
    executors = [person for duty in record.duties for person in duty.assignees]
    for place, person in enumerate(people):
        if person in people[:place]:
            continue
        held = {duty.role for duty in record.duties if any(same(person, one) for one in duty.assignees)}
        if len(held) > 1 or (person is controller and any(same(person, one) for one in executors)):
            yield Remark(
                code="SELF_CONTROL",
                text=f"{person.surname} {person.initials_or_names} исполняет и контролирует: так распределил приказ.",
            )


def _acknowledgement(record: OrderRecord) -> Iterator[Remark]:
    listed = [item.person for item in record.acknowledged]
    bearers = [person for duty in record.duties for person in duty.assignees]
    missing = {
        f"{person.surname} {person.initials_or_names}"
        for person in bearers
        if not any(same(person, other) for other in listed)
    }
    for name in sorted(missing):
        yield Remark(code="ACK_MISSING", text=f"В листе ознакомления нет строки: {name}.")


def _signature(record: OrderRecord) -> Iterator[Remark]:
    if record.signatory is not None and record.signatory.signed is False:
        yield Remark(
            code="NOT_SIGNED",
            text="Строка подписи пуста: подпись директора нужно подтвердить по бумаге.",
            sources=record.signatory.sources,
        )


def _twice(again: int) -> Iterator[Remark]:
    if again:
        yield Remark(code="READ_TWICE", text=f"Текст пунктов стоит в документе дважды; сопоставлено пунктов: {again}.")
