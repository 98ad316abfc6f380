"""What the reader noticed and a director should see at registration; nothing here accuses anybody."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.nodes import walk
from parsing.order.people import same
from parsing.records import Periodicity, Remark
from school.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.nodes import Node
    from parsing.records import OrderRecord


RETROACTIVE = timedelta(days=92)
"""An order may begin a term before its date; one that begins long before it is misread or mistyped."""


def remarks_of(record: OrderRecord, roots: list[Node], *, again: int) -> tuple[Remark, ...]:
    """Every remark, in the order of the paper."""
    return (
        *_missing_requisites(record),
        *_numbering(roots),
        *_appendices(record),
        *_control(record),
        *_signatory_controls(record),
        *_acknowledgement(record),
        *_signature(record),
        *_dates(record),
        *_without_times(record),
        *_pupils(roots),
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


def _signatory_controls(record: OrderRecord) -> Iterator[Remark]:
    control, signed = record.control_by, record.signatory
    if control is None or signed is None or control.person is None:
        return
    if control.self_control or same(control.person, signed.name):
        yield Remark(
            code="SIGNATORY_CONTROLS",
            text="Тот, кто подписал приказ, сам и контролирует его исполнение.",
            sources=control.sources,
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
    if record.signatory is None:
        yield Remark(code="NO_SIGNATURE", text="Подписи в документе нет: проверьте, не потерян ли последний лист.")
    if record.signatory is not None and record.signatory.signed is False:
        yield Remark(
            code="NOT_SIGNED",
            text="Строка подписи пуста: подпись директора нужно подтвердить по бумаге.",
            sources=record.signatory.sources,
        )


def _dates(record: OrderRecord) -> Iterator[Remark]:
    """Days that cannot come after one another so."""
    issued = record.date
    if issued is None:
        return
    if record.effective_from is not None and issued - record.effective_from > RETROACTIVE:
        yield Remark(
            code="DATES_CONTRADICT",
            text=f"Приказ от {issued:%d.%m.%Y} действует с {record.effective_from:%d.%m.%Y}: проверьте обе даты.",
            sources=record.header_sources.get("effective_from", ()),
        )
    for item in record.acknowledged:
        if item.date is not None and item.date < issued:
            yield Remark(
                code="DATES_CONTRADICT",
                text=f"{item.person.surname} {item.person.initials_or_names}: ознакомление {item.date:%d.%m.%Y} "
                f"раньше даты приказа.",
                sources=item.sources,
            )
    for place in (*record.appointments, *record.revocations):
        if place.valid_from is not None and place.valid_to is not None and place.valid_to < place.valid_from:
            yield Remark(
                code="DATES_CONTRADICT",
                text=f"{place.person.surname} {place.person.initials_or_names}: срок кончается раньше, чем начинается.",
                sources=place.sources,
            )


def _without_times(record: OrderRecord) -> Iterator[Remark]:
    lacking = [duty for duty in record.duties if duty.periodicity is Periodicity.NONE and duty.deadline is None]
    if lacking:
        clauses = ", ".join(dict.fromkeys(duty.clause or "—" for duty in lacking))
        yield Remark(
            code="NO_DEADLINE",
            text=f"Обязанности без срока: {len(lacking)} (пункты {clauses}). Срок по ним не проверить.",
            sources=tuple(source for duty in lacking for source in duty.sources[:1]),
        )


def _pupils(roots: list[Node]) -> Iterator[Remark]:
    """Names of pupils beside their health or conduct are shown to few."""
    for node in walk(roots):
        if form("pupils", "sensitive").search(node.text) and find_mentions(_under(node)):
            yield Remark(
                code="PUPIL_LIST",
                text=f"Пункт {node.number or '—'} называет учеников и сведения о них, которые видят не все: "
                "покажите приказ только тем, кому он нужен.",
                sources=node.sources(),
            )


def _under(node: Node) -> str:
    rows = " ".join(row.text for row in node.table)
    return " ".join([node.text, rows, *(_under(child) for child in node.children)])


def _twice(again: int) -> Iterator[Remark]:
    if again:
        yield Remark(code="READ_TWICE", text=f"Текст пунктов стоит в документе дважды; сопоставлено пунктов: {again}.")
