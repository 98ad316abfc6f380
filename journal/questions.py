"""What is doubtful about an order: each doubt a question to the director, with the place on paper."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from journal.matching import match
from journal.model import ReviewItem, ReviewState
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ingest.model import SourceRef
    from journal.model import Person
    from parsing.records import OrderRecord, PersonRecord

SURE_ENOUGH = 0.6
"""Below this confidence of its least certain word a fact is shown to a person."""
HEADER = {"number": "номер", "date": "дата", "title": "заголовок"}
MISSING = {
    "number": "Номер приказа не прочитан. Впишите его или согласитесь, что приказ без номера.",
    "date": "Дата приказа не прочитана. Впишите её.",
}
ROLE_DASH = " — "
COMPARED = ("number", "date", "appointments", "duties", "control_by")


def doubts(order_id: str, record: OrderRecord, staff: Sequence[Person]) -> tuple[ReviewItem, ...]:
    """Questions about a new order: poorly read facts, names that fit nobody or several."""
    return (
        *_header(order_id, record),
        *_roles(order_id, record),
        *_duties(order_id, record),
        *_targets(order_id, record),
        *_control(order_id, record),
        *_people(order_id, record, staff),
    )


def _header(order_id: str, record: OrderRecord) -> Iterator[ReviewItem]:
    for name, question in MISSING.items():
        if getattr(record, name) is None:
            yield question_about(order_id, f"/{name}", question, "", None)
    for name, word in HEADER.items():
        for source in record.header_sources.get(name, ()):
            if source.confidence < SURE_ENOUGH:
                value = str(getattr(record, name) or "")
                question = f"Верно ли прочитан реквизит «{word}»: «{value}»?"
                yield question_about(order_id, f"/{name}", question, value, source)


def _roles(order_id: str, record: OrderRecord) -> Iterator[ReviewItem]:
    for kind, word, items in (
        ("appointments", "назначение", record.appointments),
        ("revocations", "освобождение от обязанностей", record.revocations),
    ):
        for place, item in enumerate(items):
            source = _unsure(item.sources)
            if source is not None:
                said = role_said(item.person.surname, item.person.initials_or_names, item.role)
                question = f"Верно ли прочитано {word} (пункт {item.clause or '—'}): «{said}»?"
                yield question_about(order_id, f"/{kind}/{place}", question, said, source)


def role_said(surname: str, names: str, role: str) -> str:
    """«Соколова В.А. — администратор электронного журнала»."""
    return f"{surname} {names}".removesuffix(" -") + ROLE_DASH + role


def _targets(order_id: str, record: OrderRecord) -> Iterator[ReviewItem]:
    for kind, word, items in (("repeals", "отменяется", record.repeals), ("amends", "изменяется", record.amends)):
        for place, item in enumerate(items):
            source = _unsure(item.sources)
            if source is not None:
                said = act_said(item.number, item.date)
                question = (
                    f"Верно ли прочитано, какой документ {word} (пункт {item.clause or '—'}): {item.kind} {said}?"
                )
                yield question_about(order_id, f"/{kind}/{place}/act", question, said, source)


def act_said(number: str | None, issued: date | None) -> str:
    """«№ 5 от 01.09.2023»."""
    said = f"№ {number}" if number else "без номера"
    return f"{said} от {issued:%d.%m.%Y}" if issued else said


def _control(order_id: str, record: OrderRecord) -> Iterator[ReviewItem]:
    held = record.control_by
    source = _unsure(held.sources) if held else None
    if held is not None and held.person is not None and source is not None and not held.self_control:
        said = f"{held.person.surname} {held.person.initials_or_names}"
        yield question_about(
            order_id, "/control_by/person", f"Верно ли прочитано, кто контролирует: {said}?", said, source
        )


def _unsure(sources: Sequence[SourceRef]) -> SourceRef | None:
    """The surest place of a fact, where even that was read without confidence."""
    best = max(sources, key=lambda source: source.confidence, default=None)
    return best if best is not None and best.confidence < SURE_ENOUGH else None


def _duties(order_id: str, record: OrderRecord) -> Iterator[ReviewItem]:
    for place, duty in enumerate(record.duties):
        # another, surer reading of the same clause settles the doubt
        best = _unsure(duty.sources)
        if best is not None:
            question = f"Верно ли прочитана обязанность (пункт {duty.clause or '—'}): «{duty.action_text}»?"
            yield question_about(order_id, f"/duties/{place}", question, duty.action_text, best)


def _people(order_id: str, record: OrderRecord, staff: Sequence[Person]) -> Iterator[ReviewItem]:
    if not staff:
        return
    for pointer, person, source in _named(record):
        found = match(person, staff)
        if found.person_id is not None:
            continue
        name = f"{person.surname} {person.initials_or_names}"
        question = (
            f"Кто из работников — {name}? Подходят несколько: {'; '.join(found.candidates)}."
            if found.candidates
            else f"Среди работников школы нет человека {name}. Верно ли прочитано имя?"
        )
        yield question_about(order_id, pointer, question, name, source, found.candidates)


def _named(record: OrderRecord) -> Iterator[tuple[str, PersonRecord, SourceRef | None]]:
    seen: set[str] = set()
    for place, item in enumerate(record.appointments):
        seen.add(fold(item.person.surname + item.person.initials_or_names))
        yield f"/appointments/{place}", item.person, next(iter(item.sources), None)
    for place, duty in enumerate(record.duties):
        for person in duty.assignees:
            key = fold(person.surname + person.initials_or_names)
            if key not in seen:
                seen.add(key)
                yield f"/duties/{place}", person, next(iter(duty.sources), None)


def differences(
    order_id: str, held: Mapping[str, Any], content: Mapping[str, Any], record: OrderRecord
) -> tuple[ReviewItem, ...]:
    """Questions where another reading of a held order says something else."""
    return tuple(_differences(order_id, held, content, record))


def _differences(
    order_id: str, held: Mapping[str, Any], content: Mapping[str, Any], record: OrderRecord
) -> Iterator[ReviewItem]:
    for name in COMPARED:
        before, after = held.get(name), content.get(name)
        if not isinstance(before, list) or not isinstance(after, list):
            if _said(before) != _said(after):
                source = next(iter(record.header_sources.get(name, ())), None)
                yield _differs(order_id, f"/{name}", _said(before), _said(after), source)
            continue
        for place in range(max(len(before), len(after))):
            one, two = _at(before, place), _at(after, place)
            if one != two:
                facts: tuple[Any, ...] = getattr(record, name)
                source = next(iter(facts[place].sources), None) if place < len(facts) else None
                yield _differs(order_id, f"/{name}/{place}", one, two, source)


def _at(items: Sequence[Any], place: int) -> str:
    return _said(items[place]) if place < len(items) else "—"


def _said(value: Any) -> str:
    """A fact in words, for comparing and for showing."""
    if value is None:
        return "—"
    if not isinstance(value, dict):
        return fold(str(value))
    person = value.get("person") or {}
    parts = [
        value.get("role"),
        value.get("action_text"),
        person.get("surname"),
        person.get("initials_or_names"),
    ]
    return fold(" · ".join(str(part) for part in parts if part)).replace("—", "-").replace("–", "-")


def _differs(order_id: str, pointer: str, one: str, two: str, source: SourceRef | None) -> ReviewItem:
    question = f"Два документа этого приказа говорят разное: «{one}» и «{two}». Что верно?"
    return question_about(order_id, pointer, question, two, source, (one,))


def question_about(
    order_id: str,
    pointer: str,
    question: str,
    reading: str,
    source: SourceRef | None,
    alternatives: tuple[str, ...] = (),
) -> ReviewItem:
    """An open question; the same question about the same fact has the same id."""
    seed = f"{order_id}{pointer}{question}"
    return ReviewItem(
        item_id=hashlib.sha256(seed.encode()).hexdigest()[:16],
        subject=f"order:{order_id}",
        pointer=pointer,
        question=question,
        reading=reading,
        alternatives=alternatives,
        source=source,
        state=ReviewState.OPEN,
    )
