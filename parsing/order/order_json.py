"""The order as JSON by the contract (data/order.schema.json), and back.

`sources` holds one entry per place: `{"pointer": "/duties/7", "document", "page", "line", "last_line",
"start", "end", "box", "confidence"}`; offsets count characters of the document's text as it came.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.model import Box, SourceRef
from parsing.records import (
    AcknowledgementRecord,
    AppendixRecord,
    AppointmentRecord,
    ClauseRecord,
    ControlRecord,
    DutyRecord,
    LegalBasisRecord,
    OrderRecord,
    Periodicity,
    PersonRecord,
    Remark,
    SignatoryRecord,
    TargetRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HEADER = ("organization", "number", "date", "title", "place", "effective_from")
LISTS = ("legal_basis", "clauses", "appointments", "revocations", "duties", "repeals", "amends", "acknowledged", "appendices")
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
    }
    return {key: value for key, value in body.items() if key not in {"from", "to"} or value is not None}


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
    return {**(_person(item.person) or {}), "signed": item.signed, "date": _day(item.date)}


def _appendix(item: AppendixRecord) -> dict[str, Any]:
    return {"number": item.number, "title": item.title, "attached": item.attached, "clause": item.clause, "tables": []}


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


def from_json(body: Mapping[str, Any]) -> OrderRecord:
    """The record that `to_json` was made of; places included."""
    places: dict[str, tuple[SourceRef, ...]] = {}
    for entry in body.get("sources", ()):
        places[entry["pointer"]] = (*places.get(entry["pointer"], ()), _ref(entry))
    counts: dict[str | None, int] = {}
    return OrderRecord(
        organization=body["organization"],
        number=body["number"],
        date=_to_day(body["date"]),
        title=body["title"],
        place=body.get("place"),
        legal_basis=tuple(_to_legal(item, places, at) for at, item in _numbered(body, "legal_basis")),
        clauses=tuple(_to_clause(item, places, at) for at, item in _numbered(body, "clauses")),
        appointments=tuple(_to_appointment(item, places, at) for at, item in _numbered(body, "appointments")),
        revocations=tuple(_to_appointment(item, places, at) for at, item in _numbered(body, "revocations")),
        duties=tuple(_to_duty(item, places, at, counts) for at, item in _numbered(body, "duties")),
        repeals=tuple(_to_target(item, places, at) for at, item in _numbered(body, "repeals")),
        amends=tuple(_to_target(item, places, at) for at, item in _numbered(body, "amends")),
        effective_from=_to_day(body.get("effective_from")),
        control_by=_to_control(body.get("control_by"), places),
        signatory=_to_signatory(body.get("signatory"), places),
        acknowledged=tuple(_to_acknowledged(item, places, at) for at, item in _numbered(body, "acknowledged")),
        appendices=tuple(_to_appendix(item, places, at) for at, item in _numbered(body, "appendices")),
        remarks=tuple(Remark(code=item["code"], text=item["text"]) for item in body.get("remarks", ())),
        header_sources={name: places[f"/{name}"] for name in HEADER if f"/{name}" in places},
    )


Places = dict[str, tuple[SourceRef, ...]]


def _numbered(body: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    for place, item in enumerate(body.get(name, ())):
        yield f"/{name}/{place}", item


def _ref(entry: Mapping[str, Any]) -> SourceRef:
    box = entry["box"]
    return SourceRef(
        document=entry["document"],
        page=entry["page"],
        line=entry["line"],
        last_line=entry["last_line"],
        start=entry["start"],
        end=entry["end"],
        box=Box(x0=box[0], y0=box[1], x1=box[2], y1=box[3]) if box else None,
        confidence=entry["confidence"],
    )


def _to_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _to_person(body: Mapping[str, str] | None) -> PersonRecord | None:
    return PersonRecord(surname=body["surname"], initials_or_names=body["initials_or_names"]) if body else None


def _sure_person(body: Mapping[str, str]) -> PersonRecord:
    return PersonRecord(surname=body["surname"], initials_or_names=body["initials_or_names"])


def _to_legal(item: Mapping[str, Any], places: Places, at: str) -> LegalBasisRecord:
    fields = {**item, "date": _to_day(item["date"])}
    return LegalBasisRecord(**fields, sources=places.get(at, ()))


def _to_clause(item: Mapping[str, Any], places: Places, at: str) -> ClauseRecord:
    children = (_to_clause(child, places, f"{at}/children/{n}") for n, child in enumerate(item["children"]))
    return ClauseRecord(
        number=item["number"],
        text=item["text"],
        children=tuple(children),
        number_inferred=item.get("number_inferred", False),
        sources=places.get(at, ()),
    )


def _to_appointment(item: Mapping[str, Any], places: Places, at: str) -> AppointmentRecord:
    return AppointmentRecord(
        person=_sure_person(item["person"]),
        position=item["position"],
        role=item["role"],
        clause=item["clause"],
        valid_from=_to_day(item.get("from")),
        valid_to=_to_day(item.get("to")),
        sources=places.get(at, ()),
    )


def _to_duty(item: Mapping[str, Any], places: Places, at: str, counts: dict[str | None, int]) -> DutyRecord:
    counts[item["clause"]] = counts.get(item["clause"], 0) + 1
    return DutyRecord(
        role=item["role"],
        assignees=tuple(_sure_person(person) for person in item["assignees"]),
        action_text=item["action_text"],
        periodicity=Periodicity(item["periodicity"]),
        interval=item.get("interval", 1),
        deadline=item["deadline"],
        clause=item["clause"],
        ordinal=counts[item["clause"]],
        sources=places.get(at, ()),
    )


def _to_target(item: Mapping[str, Any], places: Places, at: str) -> TargetRecord:
    days = {"date": _to_day(item["date"]), "effective_from": _to_day(item["effective_from"])}
    return TargetRecord(**{**item, **days}, sources=places.get(at, ()))


def _to_control(item: Mapping[str, Any] | None, places: Places) -> ControlRecord | None:
    if item is None:
        return None
    return ControlRecord(
        self_control=item["self"],
        person=_to_person(item["person"]),
        position=item["position"],
        clause=item["clause"],
        sources=places.get("/control_by", ()),
    )


def _to_signatory(item: Mapping[str, Any] | None, places: Places) -> SignatoryRecord | None:
    if item is None:
        return None
    return SignatoryRecord(
        name=_sure_person(item["name"]),
        position=item["position"],
        signed=item["signed"],
        sources=places.get("/signatory", ()),
    )


def _to_acknowledged(item: Mapping[str, Any], places: Places, at: str) -> AcknowledgementRecord:
    base = AcknowledgementRecord(person=_sure_person(item), signed=item["signed"], date=_to_day(item["date"]))
    return replace(base, sources=places.get(at, ()))


def _to_appendix(item: Mapping[str, Any], places: Places, at: str) -> AppendixRecord:
    return AppendixRecord(
        number=item["number"],
        title=item["title"],
        attached=item["attached"],
        clause=item["clause"],
        sources=places.get(at, ()),
    )
