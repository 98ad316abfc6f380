"""A person's correction of what was read from an order → the record as it should be. Pure.

What another paper of the order says differently (`questions.differences`) is only told apart, never put in.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from journal.model import ReviewState
from journal.questions import ROLE_DASH
from parsing.dates import find_date
from school.errors import BadDecision
from school.morphology import fold
from school.names import parse_nominative

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from journal.model import ReviewItem

TEXTS = frozenset({"number", "title"})
DATE = "date"
PEOPLE = ("appointments", "revocations", "acknowledged")
ROLES = frozenset({"appointments", "revocations"})
ACT = "/act"
NUMBER = re.compile(r"№\s*(\S+)")


def corrected(record: Mapping[str, Any], item: ReviewItem, value: str) -> Mapping[str, Any] | None:
    """The record with `value` in the place that the question is about; None when nothing in it changes.

    Raises:
        BadDecision: the value cannot stand there.
    """
    changed = deepcopy(dict(record))
    name, _, place = item.pointer.strip("/").partition("/")
    if not place:
        return _requisite(changed, name, value)
    if name in ROLES and ROLE_DASH in item.reading:
        return _role(changed, changed[name][int(place)], value)
    if place.endswith(ACT):
        return _act(changed, changed[name][int(place.removesuffix(ACT))], value)
    duty = next(iter(changed["duties"][int(place) :]), None) if name == "duties" else None
    if duty is not None and item.reading == duty["action_text"]:
        duty["action_text"] = value
        return changed
    return _rename(changed, item.reading, value)


def with_answers(record: Mapping[str, Any], items: Sequence[ReviewItem]) -> Mapping[str, Any]:
    """A new reading of an order with what people have answered about an earlier one."""
    for item in items:
        if item.state is ReviewState.CORRECTED and item.value is not None:
            record = corrected(record, item, item.value) or record
    return record


def _requisite(record: dict[str, Any], name: str, value: str) -> Mapping[str, Any] | None:
    if name in TEXTS:
        # a question about two papers shows what is held without capitals
        if fold(str(record.get(name) or "")) == fold(value):
            return None
        record[name] = value
        return record
    if name != DATE:
        return None
    found = find_date(value) or find_date(".".join(reversed(value.split("-"))))
    if found is None:
        raise BadDecision(reason=f"«{value}» — не дата. Пример: 28.10.2023.")
    record[name] = found[0].isoformat()
    return record


def _role(record: dict[str, Any], held: dict[str, Any], value: str) -> Mapping[str, Any]:
    """«Соколова В.А. — администратор»: who, and what role."""
    said, dash, role = value.replace("–", "—").partition(ROLE_DASH.strip())
    name = parse_nominative(said.strip())
    if name is None or not name.surname or not dash or not role.strip():
        raise BadDecision(
            reason=f"«{value}» — не назначение. Пример: Соколова В.А. — администратор электронного журнала."
        )
    held["person"] = {"surname": name.surname, "initials_or_names": name.initials_or_names}
    held["role"] = role.strip()
    return record


def _act(record: dict[str, Any], held: dict[str, Any], value: str) -> Mapping[str, Any]:
    """«№ 5 от 01.09.2023»: number and date of an act."""
    found, number = find_date(value), NUMBER.search(value)
    if found is None and number is None:
        raise BadDecision(reason=f"«{value}» — не номер и не дата. Пример: № 5 от 01.09.2023.")
    held["number"] = number[1] if number else None
    held["date"] = found[0].isoformat() if found else None
    return record


def _rename(record: dict[str, Any], read: str, value: str) -> Mapping[str, Any] | None:
    """A name is put right wherever it was read so: it is asked about once."""
    held = [person for person in _people(record) if f"{person['surname']} {person['initials_or_names']}" == read]
    if not held:
        return None
    name = parse_nominative(value)
    if name is None or not name.surname:
        raise BadDecision(reason=f"«{value}» — не имя. Пример: Соколова В.А.")
    for person in held:
        person["surname"], person["initials_or_names"] = name.surname, name.initials_or_names
    return record


def _people(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Everybody whom the record names."""
    for kind in PEOPLE:
        for item in record.get(kind, ()):
            yield item.get("person", item)
    for duty in record.get("duties", ()):
        yield from duty["assignees"]
    control, signed = record.get("control_by") or {}, record.get("signatory") or {}
    yield from (person for person in (control.get("person"), signed.get("name")) if person)
