"""Kinds of long work: one entry each. Pages are read by the worker; a kind says what becomes of them.

`known` and `enter` run in the worker, each in a transaction; `understand` runs in a child, so it must be a function of
a module and give plain values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from api.access.table import UseCase
from api.usecases.documents import reading_context
from api.usecases.import_journal import page_context, parse_pages
from api.usecases.keeping import keep_parts
from api.usecases.local_acts import enter_act
from api.usecases.orders import enter_orders, parse_text
from ingest.model import ReadingContext
from journal.local_acts import check_place
from journal.pages import PageRequest, PageState
from journal.paper.staging import stage
from parsing.pipeline import parse_local_act
from school.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from api.usecases.keeping import ReadPaper
    from api.usecases.orders import ParsedText
    from ingest.corrections import LineCorrection
    from ingest.model import Document
    from journal.jobs import Job
    from journal.pages import ReadPage
    from journal.store.unit_of_work import UnitOfWork
    from parsing.local_act.model import LocalActRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the journal knows when a document is put together."""

    reading: ReadingContext = field(default_factory=ReadingContext)
    parsing: Any = None
    """What `understand` gets beside the document."""
    corrections: tuple[LineCorrection, ...] = ()
    """What people have said of the document's lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """One kind of long work."""

    name: str
    title: str
    """What a person calls it."""
    use_case: UseCase
    """Who may do this may ask for the job."""
    known: Callable[[UnitOfWork, Job], Known]
    understand: Callable[[Document, Any], Any] | None
    """None where the document itself is all."""
    enter: Callable[[UnitOfWork, Job, ReadPaper, Any], Mapping[str, Any]]
    """The effect, in the transaction that ends the job; gives the job's result."""
    check: Callable[[UnitOfWork, Mapping[str, Any]], None] = field(default=lambda _uow, _options: None)
    """Refuses options before anything is read."""
    stands: Callable[[UnitOfWork, Job], bool]
    """Whether the effect of a finished job is still there, so that the same paper need not be worked on again."""
    options: frozenset[str] = frozenset()
    """Names of the options that it takes."""
    ruled: bool = False
    """Its pages are ruled pages of a paper journal."""


def find_kind(name: str) -> JobKind:
    """The kind of that name.

    Raises:
        NotFound: there is none.
    """
    if name not in KINDS:
        raise NotFound(what=f"вид задания {name}")
    return KINDS[name]


def keep_paper(uow: UnitOfWork, job: Job, paper: ReadPaper) -> None:
    """Keeps what the job read beside its files."""
    keep_parts(uow, paper, [(part.name, part.sha256) for part in job.parts])


def _nothing(_uow: UnitOfWork, _job: Job) -> Known:
    return Known()


def _keep_document(uow: UnitOfWork, job: Job, paper: ReadPaper, _record: Any) -> Mapping[str, Any]:
    keep_paper(uow, job, paper)
    return {"document": paper.sha256}


def _document_kept(uow: UnitOfWork, job: Job) -> bool:
    return uow.documents.reading(job.origin.sha256) is not None


def _staff(uow: UnitOfWork, _job: Job) -> Known:
    return Known(reading=reading_context(uow.people.staff()))


def _parse_order(document: Document, _known: Any) -> ParsedText:
    return parse_text(document)


def _register_order(uow: UnitOfWork, job: Job, paper: ReadPaper, parsed: ParsedText) -> Mapping[str, Any]:
    keep_paper(uow, job, paper)
    entered = [
        {"order": order_id, "batch": load.batch_id, "repeated": load.repeated, "added": dict(load.added)}
        for order_id, load in enter_orders(uow, paper.sha256, parsed)
    ]
    # a paper holds one order as a rule: what is known of the first stands where it always stood
    return {"document": paper.sha256, **entered[0], "orders": entered}


def _order_held(uow: UnitOfWork, job: Job) -> bool:
    return job.result is not None and job.result["order"] in uow.orders.of_document(job.origin.sha256)


def _place_is_held(uow: UnitOfWork, options: Mapping[str, Any]) -> None:
    check_place(uow, options.get("order"), options.get("clause"))


def _parse_act(document: Document, _known: Any) -> LocalActRecord:
    return parse_local_act(document)


def _enter_act(uow: UnitOfWork, job: Job, paper: ReadPaper, record: LocalActRecord) -> Mapping[str, Any]:
    keep_paper(uow, job, paper)
    place = {"order_id": job.options.get("order"), "clause": job.options.get("clause")}
    act, load = enter_act(uow, paper.sha256, record, **place)
    return {
        "document": paper.sha256,
        "act": act.act_id,
        "batch": load.batch_id,
        "repeated": load.repeated,
        "added": dict(load.added),
    }


def _act_held(uow: UnitOfWork, job: Job) -> bool:
    return job.result is not None and uow.local_acts.get(job.result["act"]) is not None


def _page_request(options: Mapping[str, Any]) -> PageRequest:
    try:
        return PageRequest(
            class_name=str(options["class"]), school_year=str(options["year"]), subject=options.get("subject")
        )
    except KeyError as error:
        raise UsageError(reason=f"Не указан параметр задания: {error.args[0]}.") from error


def _class_is_held(uow: UnitOfWork, options: Mapping[str, Any]) -> None:
    page_context(uow, _page_request(options))


def _class_and_plan(uow: UnitOfWork, job: Job) -> Known:
    return Known(parsing=page_context(uow, _page_request(job.options)))


def _stage_pages(uow: UnitOfWork, job: Job, paper: ReadPaper, pages: Sequence[ReadPage]) -> Mapping[str, Any]:
    keep_paper(uow, job, paper)
    staging = stage(uow, _page_request(job.options), pages)
    return {
        "document": paper.sha256,
        "batch": staging.batch_id,
        "repeated": staging.repeated,
        "pages": [page.page_id for page in staging.pages],
    }


def _pages_staged(uow: UnitOfWork, job: Job) -> bool:
    held = [uow.papers.get(page_id) for page_id in (job.result or {}).get("pages", ())]
    return bool(held) and all(page is not None and page.state is not PageState.REVERTED for page in held)


KINDS: Mapping[str, JobKind] = {
    kind.name: kind
    for kind in (
        JobKind(
            name="read_document",
            title="чтение документа",
            use_case=UseCase.READ_DOCUMENT,
            known=_nothing,
            understand=None,
            enter=_keep_document,
            stands=_document_kept,
        ),
        JobKind(
            name="read_again",
            title="чтение документа заново",
            use_case=UseCase.READ_DOCUMENT,
            known=_staff,
            understand=None,
            enter=_keep_document,
            # whoever asks for it wants it done, pages that stopped the last time not least
            stands=lambda _uow, _job: False,
        ),
        JobKind(
            name="register_order",
            title="регистрация приказа",
            use_case=UseCase.REGISTER_ORDER,
            known=_staff,
            understand=_parse_order,
            enter=_register_order,
            stands=_order_held,
        ),
        JobKind(
            name="add_local_act",
            title="чтение локального акта",
            use_case=UseCase.ADD_LOCAL_ACT,
            options=frozenset({"order", "clause"}),
            check=_place_is_held,
            known=_staff,
            understand=_parse_act,
            enter=_enter_act,
            stands=_act_held,
        ),
        JobKind(
            name="import_journal",
            title="страницы бумажного журнала",
            use_case=UseCase.IMPORT_JOURNAL_PAGE,
            options=frozenset({"class", "year", "subject"}),
            check=_class_is_held,
            ruled=True,
            known=_class_and_plan,
            understand=parse_pages,
            enter=_stage_pages,
            stands=_pages_staged,
        ),
    )
}
