"""Compliance: the matrix, what stands behind a cell, the report for printing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response  # noqa: TC002 - FastAPI reads the annotations at run time
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.incoming import actor_of, services_of
from api.outgoing import DOCX, attached
from api.usecases.checks import CheckRequest, check_duties
from api.usecases.orders import list_orders
from api.web.rendering import page
from compliance.matrix import WHOLE, matrix, select
from compliance.render_docx import render_docx
from compliance.summary import LACKS
from school.errors import BadPeriod, NoOrderInForce

router = APIRouter()


def filled(value: Any) -> Any:
    """An empty field of a form says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(filled)]
Day = Annotated[date | None, BeforeValidator(filled)]
Moment = Annotated[datetime | None, BeforeValidator(filled)]


class Filter(BaseModel):
    """What a person chose to look at."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    order: Text = None
    as_of: Day = None
    known_at: Moment = None
    start: Day = Field(default=None, alias="from")
    end: Day = Field(default=None, alias="to")
    who: Text = None
    """Key of the only column to show."""

    def request(self) -> CheckRequest:
        """The same in the words of the use case."""
        return CheckRequest(
            order_id=self.order, as_of=self.as_of, known_at=self.known_at, start=self.start, end=self.end
        )

    def query(self, **more: str) -> str:
        """The same as the query of an address."""
        chosen = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return urlencode({**chosen, **more})


Chosen = Annotated[Filter, Query()]


@router.get("/check")
def get_matrix(request: Request, chosen: Chosen) -> HTMLResponse:
    """Checks by people, with counts; what stands in the way is told beside the form."""
    ready, actor = services_of(request), actor_of(request)
    values: dict[str, Any] = {"chosen": chosen, "orders": list_orders(ready, actor)}
    try:
        report = check_duties(ready, actor, chosen.request())
    except (BadPeriod, NoOrderInForce) as error:
        return page(request, "matrix_none.html", error=error, **values)
    return page(request, "matrix.html", report=report, matrix=matrix(report), whole=WHOLE, **values)


@router.get("/check/findings")
def get_findings(request: Request, chosen: Chosen, row: str, column: str | None = None) -> HTMLResponse:
    """Every instance behind a cell: what was due, when, what was done and what it leans on."""
    report = check_duties(services_of(request), actor_of(request), chosen.request())
    found = sorted(select(report, row, column), key=lambda item: item.status not in LACKS)
    return page(request, "findings.html", chosen=chosen, findings=found, report=report)


@router.get("/check/report.docx")
def get_report(request: Request, chosen: Chosen) -> Response:
    """The report as a Word document."""
    report = check_duties(services_of(request), actor_of(request), chosen.request())
    name = f"svod-{report.as_of:%Y-%m-%d}.docx"
    return attached(render_docx(report), name, DOCX)
