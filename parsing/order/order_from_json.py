"""The order's JSON (order_json) back into a record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.model import Box, SourceRef
from parsing.order.order_json import HEADER
from parsing.records import (
    AcknowledgementRecord,
    AppendixRecord,
    AppointmentRecord,
    ClauseRecord,
    ControlRecord,
    DutyRecord,
    LegalBasisRecord,
    MentionRecord,
    OrderRecord,
    Periodicity,
    PersonRecord,
    Remark,
    SignatoryRecord,
    TargetRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WHOLE, NO_NAMES = "весь", "-"
Places = dict[str, tuple[SourceRef, ...]]


def from_json(body: Mapping[str, Any]) -> OrderRecord:
    """The record that `to_json` was made of; places included."""
    places: Places = {}
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
        person_mentions=tuple(
            MentionRecord(person=_sure_person(item), sources=places.get(at, ()))
            for at, item in _numbered(body, "person_mentions")
        ),
        remarks=tuple(Remark(code=item["code"], text=item["text"]) for item in body.get("remarks", ())),
        header_sources={name: places[f"/{name}"] for name in HEADER if f"/{name}" in places},
    )


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
    return _sure_person(body) if body else None


def _sure_person(body: Mapping[str, str]) -> PersonRecord:
    return PersonRecord(surname=body["surname"], initials_or_names=body.get("initials_or_names", NO_NAMES))


def _to_legal(item: Mapping[str, Any], places: Places, at: str) -> LegalBasisRecord:
    return LegalBasisRecord(
        issuer=item.get("issuer"),
        kind=item["kind"],
        date=_to_day(item.get("date")),
        number=item.get("number"),
        title=item.get("title"),
        sources=places.get(at, ()),
    )


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
        position=item.get("position"),
        role=item["role"],
        clause=item.get("clause"),
        valid_from=_to_day(item.get("from")),
        valid_to=_to_day(item.get("to")),
        label=item.get("label"),
        sources=places.get(at, ()),
    )


def _to_duty(item: Mapping[str, Any], places: Places, at: str, counts: dict[str | None, int]) -> DutyRecord:
    clause = item.get("clause")
    counts[clause] = counts.get(clause, 0) + 1
    return DutyRecord(
        role=item.get("role"),
        assignees=tuple(_sure_person(person) for person in item.get("assignees", ())),
        action_text=item["action_text"],
        periodicity=Periodicity(item.get("periodicity", Periodicity.NONE)),
        interval=item.get("interval", 1),
        deadline=item.get("deadline"),
        clause=clause,
        ordinal=counts[clause],
        sources=places.get(at, ()),
    )


def _to_target(item: Mapping[str, Any], places: Places, at: str) -> TargetRecord:
    return TargetRecord(
        kind=item["kind"],
        date=_to_day(item.get("date")),
        number=item.get("number"),
        title=item.get("title"),
        scope=item.get("scope", WHOLE),
        clause=item.get("clause"),
        issuer=item.get("issuer"),
        operation=item.get("operation"),
        old_text=item.get("old_text"),
        new_text=item.get("new_text"),
        effective_from=_to_day(item.get("effective_from")),
        sources=places.get(at, ()),
    )


def _to_control(item: Mapping[str, Any] | None, places: Places) -> ControlRecord | None:
    if item is None:
        return None
    return ControlRecord(
        self_control=item["self"],
        person=_to_person(item.get("person")),
        position=item.get("position"),
        clause=item.get("clause"),
        sources=places.get("/control_by", ()),
    )


def _to_signatory(item: Mapping[str, Any] | None, places: Places) -> SignatoryRecord | None:
    if item is None:
        return None
    return SignatoryRecord(
        name=_sure_person(item["name"]),
        position=item.get("position"),
        signed=item.get("signed"),
        sources=places.get("/signatory", ()),
    )


def _to_acknowledged(item: Mapping[str, Any], places: Places, at: str) -> AcknowledgementRecord:
    return AcknowledgementRecord(
        person=_sure_person(item),
        position=item.get("position"),
        signed=item.get("signed"),
        date=_to_day(item.get("date")),
        sources=places.get(at, ()),
    )


def _to_appendix(item: Mapping[str, Any], places: Places, at: str) -> AppendixRecord:
    return AppendixRecord(
        number=item.get("number"),
        title=item.get("title"),
        attached=item.get("attached", False),
        clause=item.get("clause"),
        sources=places.get(at, ()),
    )
