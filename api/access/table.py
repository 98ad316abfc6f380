"""The table role × use case, read from `table.toml` beside this module."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from journal.model import ActorRole
from school.errors import Forbidden

if TYPE_CHECKING:
    from journal.model import Actor


class UseCase(StrEnum):
    """Everything an actor can ask for."""

    READ_DOCUMENT = "read_document"
    LIST_DOCUMENTS = "list_documents"
    SHOW_DOCUMENT = "show_document"
    CORRECT_LINE = "correct_line"
    PARSE_AGAIN = "parse_again"
    EXPORT_DOCUMENT = "export_document"
    LIST_SAME_SHEETS = "list_same_sheets"
    ANSWER_SAME_SHEETS = "answer_same_sheets"
    READ_JOURNAL_PAGE = "read_journal_page"
    REPAIR_TEXT = "repair_text"
    PARSE_ORDER = "parse_order"
    REGISTER_ORDER = "register_order"
    CONFIRM_ORDER = "confirm_order"
    ANSWER_QUESTION = "answer_question"
    LIST_ORDERS = "list_orders"
    SHOW_ORDER = "show_order"
    DRAFT_ORDER = "draft_order"
    ARCHIVE_ORDER = "archive_order"
    NOTE_SIGNATURE = "note_signature"
    REMIND = "remind"
    ADD_LOCAL_ACT = "add_local_act"
    LIST_LOCAL_ACTS = "list_local_acts"
    SHOW_LOCAL_ACT = "show_local_act"
    DECIDE_LOCAL_ACT = "decide_local_act"
    SHOW_SCHOOL = "show_school"
    LOAD_SCHOOL = "load_school"
    ARCHIVE_SCHOOL = "archive_school"
    REVERT_BATCH = "revert_batch"
    IMPORT_JOURNAL_PAGE = "import_journal_page"
    LIST_JOURNAL_PAGES = "list_journal_pages"
    SHOW_JOURNAL_PAGE = "show_journal_page"
    DECIDE_JOURNAL_ENTRY = "decide_journal_entry"
    CONFIRM_JOURNAL_PAGE = "confirm_journal_page"
    CHECK_DUTIES = "check_duties"
    LIST_JOBS = "list_jobs"
    SHOW_JOB = "show_job"
    CANCEL_JOB = "cancel_job"
    RETRY_JOB = "retry_job"


@cache
def permissions() -> dict[UseCase, frozenset[ActorRole]]:
    """The whole table; a use case that the file leaves out is open to nobody."""
    text = files("api.access").joinpath("table.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["use_cases"]
    return {case: frozenset(ActorRole(role) for role in rows.get(case.value, ())) for case in UseCase}


def require(actor: Actor, case: UseCase) -> None:
    """Lets the actor pass or raises `Forbidden`."""
    if not actor.roles & permissions()[case]:
        raise Forbidden(role=", ".join(sorted(actor.roles)) or "—", action=case.value)
