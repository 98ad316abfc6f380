"""Templates become pages: Jinja2, every value escaped, no inline script or style."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.incoming import actor_of, services_of
from api.usecases.schools import show_school
from compliance.objects import object_words
from compliance.outline import missing_label
from compliance.vocabulary import (
    amount_words,
    evidence_label,
    finding_label,
    parameter_name,
    parameter_words,
    reason_label,
)
from school.numerals import plural

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from fastapi import Request

LABELS = (
    evidence_label,
    finding_label,
    missing_label,
    object_words,
    amount_words,
    parameter_name,
    parameter_words,
    reason_label,
)
SECTIONS = (
    ("/", "Документы"),
    ("/orders", "Приказы"),
    ("/acts", "Локальные акты"),
    ("/journal", "Журнал"),
    ("/check", "Исполнение"),
    ("/batches", "Загрузки"),
    ("/help", "Помощь"),
)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page in the common frame."""
    school = show_school(services_of(request), actor_of(request))
    body = environment().get_template(template).render(
        school=school.name,
        zone=school.zone,
        day_now=school.today,
        sections=SECTIONS,
        here=request.url.path,
        **values,
    )  # fmt: skip
    return HTMLResponse(body, status_code=status)


def bare(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page that needs nothing of the journal: for failures, when the journal may be what failed."""
    body = environment().get_template(template).render(school="", sections=SECTIONS, here="", **values)
    return HTMLResponse(body, status_code=status)


@cache
def environment() -> Environment:
    """The templates beside this module, with the filters that they use."""
    made = Environment(
        loader=PackageLoader("api.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "moment": moment, "share": share, "counted": counted}
    made.globals["asset"] = asset
    made.globals |= {item.__name__: item for item in LABELS}
    return made


@cache
def asset(name: str) -> str:
    """Address of an own script or style; it changes with the contents, so that no browser keeps an old one."""
    data = files("api.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


def day(value: date | None) -> str:
    """«28.10.2023», a dash for no date."""
    return f"{value:%d.%m.%Y}" if value else "—"


def moment(value: datetime, zone: ZoneInfo) -> str:
    """An instant as the school's clock showed it."""
    return f"{value.astimezone(zone):%d.%m.%Y %H:%M}"


def share(value: float) -> str:
    """«87,3 %»."""
    return f"{value:.1f}\N{NO-BREAK SPACE}%".replace(".", ",")


def counted(number: int, one: str, few: str, many: str) -> str:
    """«5 вопросов»: the number and the word that goes with it."""
    return f"{number}\N{NO-BREAK SPACE}{plural(number, one, few, many)}"
