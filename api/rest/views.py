"""JSON of what the journal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from school.order_kinds import order_kind

if TYPE_CHECKING:
    from datetime import date, datetime

    from api.usecases.corrections import TextView
    from api.usecases.duplicates import SameFile
    from api.usecases.orders import OrderView
    from journal.documents import HeldCorrection, SheetPair
    from journal.jobs import Job
    from journal.model import HeldClause, HeldDuty, HeldOrder, ReviewItem


def order_line(held: HeldOrder) -> dict[str, Any]:
    """One line of the register."""
    return {
        "id": held.order_id,
        "number": held.number,
        "date": held.date.isoformat(),
        "title": held.title,
        "organization": held.organization,
        "state": held.state.value,
        "in_force_from": held.in_force_from.isoformat(),
        "in_force_to": held.in_force_to.isoformat() if held.in_force_to else None,
        "ended_by": held.ended_by,
        "kind": order_kind(held.number, held.title).key,
        "open_questions": held.open_questions,
        "documents": list(held.documents),
    }


def order(view: OrderView) -> dict[str, Any]:
    """An order whole, with what this loading changed."""
    body = order_line(view.order)
    body["clauses"] = [clause(item) for item in view.order.clauses]
    body["duties"] = [duty(item) for item in view.order.duties]
    body["questions"] = [question(item) for item in view.questions]
    if view.load is not None:
        body["repeated"] = view.load.repeated
        body["added"] = dict(view.load.added)
    return body


def clause(item: HeldClause) -> dict[str, Any]:
    """A clause, flattened."""
    return {
        "path": item.path,
        "level": item.level,
        "text": item.text,
        "spans": len(item.sources),
        **_days(item.valid_from, item.valid_to),
    }


def _days(start: date | None, end: date | None) -> dict[str, str | None]:
    """Days on which later orders let something stand; null is the order's own."""
    return {"valid_from": start.isoformat() if start else None, "valid_to": end.isoformat() if end else None}


def duty(item: HeldDuty) -> dict[str, Any]:
    """A duty with its bearer as the order names it."""
    return {
        "id": item.duty_id,
        "clause": item.clause,
        "role": item.role,
        "assignees": list(item.assignees),
        "person_ids": list(item.person_ids),
        "action_text": item.action_text,
        "periodicity": item.periodicity,
        "deadline": item.deadline,
        "spans": len(item.sources),
        **_days(item.valid_from, item.valid_to),
    }


def question(item: ReviewItem) -> dict[str, Any]:
    """A doubtful fact that waits for a person."""
    return {
        "id": item.item_id,
        "pointer": item.pointer,
        "question": item.question,
        "reading": item.reading,
        "alternatives": list(item.alternatives),
        "page": item.source.page if item.source else None,
        "line": item.source.line if item.source else None,
    }


def job(item: Job, now: datetime) -> dict[str, Any]:
    """A job with its progress; who holds it is the worker's business."""
    return {
        "id": item.job_id,
        "kind": item.kind,
        "document": item.origin.sha256,
        "name": item.origin.name,
        "state": item.state.value,
        "created_at": item.created_at.isoformat(),
        "created_by": item.actor.id,
        "finished_at": item.finished_at.isoformat() if item.finished_at else None,
        "pages_total": item.pages_total,
        "pages_done": item.pages_done,
        "pages_failed": item.pages_failed,
        "pages_per_second": item.pages_per_second(now),
        "seconds_left": item.seconds_left(now),
        "code": item.code,
        "message": item.message,
        "result": item.result,
    }


def corrections(view: TextView) -> dict[str, Any]:
    """Corrected lines of a document with their places now, and what they have made out of date."""
    return {
        "document": view.document.sha256,
        "corrections": [
            {**correction(item), "page": page, "line": line} for (page, line), item in sorted(view.corrections.items())
        ],
        "homeless": [correction(item) for item in view.homeless],
        "outdated_orders": [item.order_id for item in view.outdated],
    }


def correction(item: HeldCorrection) -> dict[str, Any]:
    """One corrected line: as read, as it should be, by whom."""
    return {
        "id": item.line.correction_id,
        "read": item.line.read,
        "text": item.line.text,
        "part": item.line.part,
        "part_page": item.line.part_page,
        "place": list(item.line.place) if item.line.place else None,
        "recorded_at": item.recorded_at.isoformat(),
        "recorded_by": item.recorded_by,
        "superseded_at": item.superseded_at.isoformat() if item.superseded_at else None,
        "superseded_by": item.superseded_by,
    }


def pair(item: SheetPair) -> dict[str, Any]:
    """Two sheets that look like one; `same` is null until a person has answered."""
    return {
        "id": item.pair_id,
        "document": item.sheet.document,
        "page": item.sheet.page,
        "earlier_document": item.earlier.document,
        "earlier_page": item.earlier.page,
        "asked_at": item.asked_at.isoformat(),
        "same": item.same,
        "decided_at": item.decided_at.isoformat() if item.decided_at else None,
        "decided_by": item.decided_by,
    }


def same_file(item: SameFile) -> dict[str, Any]:
    """A file whose bytes another paper holds."""
    return {
        "name": item.name,
        "document": item.document.sha256,
        "document_name": item.document.name,
        "received_at": item.document.received_at.isoformat(),
    }
