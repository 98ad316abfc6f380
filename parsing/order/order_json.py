"""The order as JSON by the contract (data/order.schema.json).

`sources` holds one entry per place: `{"pointer": "/duties/7", "document", "page", "line", "last_line",
"start", "end", "box", "confidence"}`; offsets count characters of the document's text as it came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ingest.model import SourceRef
    from parsing.records import (
        AcknowledgementRecord,
        AppendixRecord,
        AppointmentRecord,
        ClauseRecord,
        ControlRecord,
        DutyRecord,
        LegalBasisRecord,
        OrderRecord,
        PersonRecord,
        SignatoryRecord,
        TargetRecord,
    )

HEADER = ("organization", "number", "date", "title", "place", "effective_from")
LISTS = (
    "legal_basis",
    "clauses",
    "appointments",
    "revocations",
    "duties",
    "repeals",
    "amends",
    "acknowledged",
    "appendices",
    "person_mentions",
)
SINGLES = ("control_by", "signatory")


def to_json(record: OrderRecord) -> dict[str, Any]:
    """The record as plain JSON values."""
    return {
        "organization": record.organization,
        "number": record.number,
        "date": _day(record.date),
        "title": record.title,
        "place": record.place,
        "legal_basis": [_legal(item) for item in record.legal_basis],
        "clauses": [_clause(item) for item in record.clauses],
        "appointments": [_appointment(item) for item in record.appointments],
        "revocations": [_appointment(item) for item in record.revocations],
        "duties": [_duty(item) for item in record.duties],
        "repeals": [_target(item) for item in record.repeals],
        "amends": [_target(item) for item in record.amends],
        "effective_from": _day(record.effective_from),
        "control_by": _control(record.control_by),
        "signatory": _signatory(record.signatory),
        "acknowledged": [_acknowledged(item) for item in record.acknowledged],
        "appendices": [_appendix(item) for item in record.appendices],
        "person_mentions": [_person(item.person) for item in record.person_mentions],
        "remarks": [{"code": item.code, "text": item.text} for item in record.remarks],
        "sources": [entry for pointer, refs in _places(record) for entry in _entries(pointer, refs)],
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _person(person: PersonRecord | None) -> dict[str, str] | None:
    return {"surname": person.surname, "initials_or_names": person.initials_or_names} if person else None


def _legal(item: LegalBasisRecord) -> dict[str, Any]:
    return {
        "issuer": item.issuer,
        "kind": item.kind,
        "date": _day(item.date),
        "number": item.number,
        "title": item.title,
    }


def _clause(item: ClauseRecord) -> dict[str, Any]:
    body: dict[str, Any] = {
        "number": item.number,
        "text": item.text,
        "children": [_clause(child) for child in item.children],
    }
    return body | {"number_inferred": True} if item.number_inferred else body


def _appointment(item: AppointmentRecord) -> dict[str, Any]:
    body = {
        "person": _person(item.person),
        "position": item.position,
        "role": item.role,
        "clause": item.clause,
        "from": _day(item.valid_from),
        "to": _day(item.valid_to),
        "label": item.label,
    }
    return {key: value for key, value in body.items() if key not in {"from", "to", "label"} or value is not None}


def _duty(item: DutyRecord) -> dict[str, Any]:
    return {
        "role": item.role,
        "assignees": [_person(person) for person in item.assignees],
        "action_text": item.action_text,
        "periodicity": item.periodicity.value,
        "interval": item.interval,
        "deadline": item.deadline,
        "clause": item.clause,
    }


def _target(item: TargetRecord) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "date": _day(item.date),
        "number": item.number,
        "title": item.title,
        "scope": item.scope,
        "clause": item.clause,
        "issuer": item.issuer,
        "operation": item.operation,
        "old_text": item.old_text,
        "new_text": item.new_text,
        "effective_from": _day(item.effective_from),
    }


def _control(item: ControlRecord | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {
        "self": item.self_control,
        "person": _person(item.person),
        "position": item.position,
        "clause": item.clause,
    }


def _signatory(item: SignatoryRecord | None) -> dict[str, Any] | None:
    return {"name": _person(item.name), "position": item.position, "signed": item.signed} if item else None


def _acknowledged(item: AcknowledgementRecord) -> dict[str, Any]:
    return {
        **(_person(item.person) or {}),
        "position": item.position,
        "signed": item.signed,
        "date": _day(item.date),
    }


def _appendix(item: AppendixRecord) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "attached": item.attached,
        "clause": item.clause,
        "tables": [],
    }


def _places(record: OrderRecord) -> Iterator[tuple[str, tuple[SourceRef, ...]]]:
    """(JSON pointer, places) of every fact."""
    for name in HEADER:
        yield f"/{name}", record.header_sources.get(name, ())
    for name in LISTS:
        for place, item in enumerate(getattr(record, name)):
            yield f"/{name}/{place}", item.sources
            if name == "clauses":
                yield from _inner(f"/{name}/{place}", item)
    for name in SINGLES:
        item = getattr(record, name)
        if item is not None:
            yield f"/{name}", item.sources


def _inner(pointer: str, clause: ClauseRecord) -> Iterator[tuple[str, tuple[SourceRef, ...]]]:
    for place, child in enumerate(clause.children):
        below = f"{pointer}/children/{place}"
        yield below, child.sources
        yield from _inner(below, child)


def _entries(pointer: str, refs: Iterable[SourceRef]) -> Iterator[dict[str, Any]]:
    for ref in refs:
        yield {
            "pointer": pointer,
            "document": ref.document,
            "page": ref.page,
            "line": ref.line,
            "last_line": ref.last_line,
            "start": ref.start,
            "end": ref.end,
            "box": [ref.box.x0, ref.box.y0, ref.box.x1, ref.box.y1] if ref.box else None,
            "confidence": round(ref.confidence, 4),
        }
