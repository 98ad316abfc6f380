"""A journal page as JSON by the contract (journal-page.schema.json) and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.export.source_json import source_json, source_of
from parsing.page_records import ColumnRecord, JournalPageRecord, LessonRowRecord, MarkRecord, PupilRowRecord, SheetKind
from parsing.records import Remark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.model import SourceRef


def to_json(record: JournalPageRecord) -> dict[str, Any]:
    """Plain JSON values; `source` beside every fact tells its document, page and cell."""
    body: dict[str, Any] = {
        "kind": record.kind.value,
        "class": record.class_name,
        "subject": record.subject,
        "teacher": record.teacher,
        "school_year": record.school_year,
        "needs_review": record.needs_review,
        "problems": [{"code": remark.code, "text": remark.text} for remark in record.remarks],
    }
    if record.kind is SheetKind.RIGHT:
        body["rows"] = [_lesson(item) for item in record.lessons]
        return body
    body["columns"] = [_column(item) for item in record.columns]
    body["students"] = [_pupil(item) for item in record.pupils]
    return body


def _column(item: ColumnRecord) -> dict[str, Any]:
    return {
        "id": item.column_id,
        "confidence": item.confidence,
        "needs_review": item.needs_review,
        **_place(item.source),
    }


def _pupil(item: PupilRowRecord) -> dict[str, Any]:
    return {
        "row": item.row,
        "name": item.name,
        "name_read": item.name_read,
        "roster_match": item.roster_match,
        "confidence": item.confidence,
        "needs_review": item.needs_review,
        "marks": [_mark(mark) for mark in item.marks],
        **_place(item.source),
    }


def _mark(item: MarkRecord) -> dict[str, Any]:
    where = {"col": item.column_id} if item.column_id is not None else {}
    where |= {"subject": item.subject} if item.subject is not None else {}
    where |= {"period": item.period} if item.period is not None else {}
    return {
        **where,
        "value": item.value,
        "confidence": item.confidence,
        "needs_review": item.needs_review,
        "alternatives": list(item.alternatives),
        "struck_value": item.struck_value,
        **_place(item.source),
    }


def _lesson(item: LessonRowRecord) -> dict[str, Any]:
    return {
        "row": item.row,
        "date": item.date.isoformat() if item.date else None,
        "topic": item.topic,
        "homework": item.homework,
        "confidence": item.confidence,
        "needs_review": item.needs_review,
        "alternatives": list(item.alternatives),
        **_place(item.source),
    }


def _place(source: SourceRef | None) -> dict[str, Any]:
    if source is None:
        return {}
    box = source.box
    return {"box": [box.x0, box.y0, box.x1, box.y1] if box else [], "source": source_json(source)}


def from_json(body: Mapping[str, Any]) -> JournalPageRecord:
    """The record that `to_json` was made of."""
    return JournalPageRecord(
        kind=SheetKind(body["kind"]),
        class_name=body.get("class"),
        subject=body.get("subject"),
        teacher=body.get("teacher"),
        school_year=body.get("school_year"),
        columns=tuple(_column_of(item) for item in body.get("columns", ())),
        pupils=tuple(_pupil_of(item) for item in body.get("students", ())),
        lessons=tuple(_lesson_of(item) for item in body.get("rows", ())),
        needs_review=body.get("needs_review", False),
        remarks=tuple(Remark(code=item["code"], text=item["text"]) for item in body.get("problems", ())),
    )


def _column_of(item: Mapping[str, Any]) -> ColumnRecord:
    return ColumnRecord(
        column_id=item["id"],
        confidence=item.get("confidence", 1.0),
        needs_review=item.get("needs_review", False),
        source=source_of(item.get("source")),
    )


def _pupil_of(item: Mapping[str, Any]) -> PupilRowRecord:
    return PupilRowRecord(
        row=item["row"],
        name=item["name"],
        name_read=item.get("name_read", item["name"]),
        roster_match=item.get("roster_match"),
        confidence=item.get("confidence", 1.0),
        needs_review=item.get("needs_review", False),
        marks=tuple(_mark_of(mark) for mark in item.get("marks", ())),
        source=source_of(item.get("source")),
    )


def _mark_of(item: Mapping[str, Any]) -> MarkRecord:
    return MarkRecord(
        value=item["value"],
        confidence=item.get("confidence", 1.0),
        needs_review=item.get("needs_review", False),
        column_id=item.get("col"),
        subject=item.get("subject"),
        period=item.get("period"),
        alternatives=tuple(item.get("alternatives", ())),
        struck_value=item.get("struck_value"),
        source=source_of(item.get("source")),
    )


def _lesson_of(item: Mapping[str, Any]) -> LessonRowRecord:
    return LessonRowRecord(
        row=item["row"],
        date=date.fromisoformat(item["date"]) if item.get("date") else None,
        topic=item.get("topic", ""),
        homework=item.get("homework", ""),
        confidence=item.get("confidence", 1.0),
        needs_review=item.get("needs_review", False),
        alternatives=tuple(item.get("alternatives", ())),
        source=source_of(item.get("source")),
    )
