"""JSON of staged pages of the paper journal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from journal.paper.places import place_of

if TYPE_CHECKING:
    from journal.model import Batch
    from journal.pages import Confirmation, Entry, PageView, Question, StagedPage, Staging


def page_line(page: StagedPage) -> dict[str, Any]:
    """One line of the list of pages."""
    return {
        "id": page.page_id,
        "document": page.document,
        "page": page.page,
        "kind": page.kind,
        "class_id": page.class_id,
        "class": page.class_name,
        "school_year": page.school_year,
        "subject": page.subject,
        "state": page.state.value,
        "batch": page.batch_id,
        "confirmed_batch": page.confirmed_batch,
        "entries": page.entries,
        "open_entries": page.open_entries,
    }


def staging(done: Staging) -> dict[str, Any]:
    """What an import staged."""
    return {"batch": done.batch_id, "repeated": done.repeated, "pages": [page_line(page) for page in done.pages]}


def page_body(view: PageView) -> dict[str, Any]:
    """A page whole: what was read and decided, and what is asked, as the journal stands now."""
    return {
        **page_line(view.page),
        "open_entries": len(view.open),
        "entries": [_entry(entry) for entry in view.entries],
        "record": dict(view.page.content),
    }


def confirmation(done: Confirmation) -> dict[str, Any]:
    """What confirming a page brought."""
    return {**page_line(done.page), "batch": done.batch_id, "repeated": done.repeated, "added": dict(done.added)}


def _entry(entry: Entry) -> dict[str, Any]:
    reading, ruling = entry.reading, entry.ruling
    source = asdict(reading.source) if reading.source else {}
    return {
        "id": reading.entry_id,
        "kind": reading.kind.value,
        "place": place_of(reading),
        "row": reading.row,
        "column": reading.column,
        "reading": reading.value,
        "confidence": reading.confidence,
        "alternatives": list(reading.alternatives),
        "struck_value": reading.struck_value,
        "proposed": entry.proposed,
        "value": entry.value,
        "shown": entry.shown,
        "decision": ruling.decision.value if ruling else None,
        "decided_by": ruling.by if ruling else None,
        "decided_at": ruling.at.isoformat() if ruling else None,
        "open": entry.open,
        "questions": [_question(question) for question in entry.asked],
        "cell": source.get("cell"),
        "box": source.get("box"),
    }


def _question(item: Question) -> dict[str, Any]:
    return {"code": item.code, "text": item.text, "held": item.held or None, "firm": item.firm}


def batch(item: Batch) -> dict[str, Any]:
    """A loading."""
    return {
        "id": item.batch_id,
        "kind": item.kind,
        "created_at": item.created_at.isoformat(),
        "created_by": item.created_by,
        "reverted_at": item.reverted_at.isoformat() if item.reverted_at else None,
    }
