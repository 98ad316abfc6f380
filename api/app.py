"""The application: REST for programs, pages for people, the guards before both."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.guards import LOCAL_HOSTS, ForeignOrigin, foreign, is_rest, protect
from api.rest import answers as rest
from api.rest import (
    correction_routes,
    downloads,
    draft_routes,
    job_routes,
    journal_routes,
    local_act_routes,
    register_routes,
    routes,
    sheet_routes,
)
from api.web import answers as web
from api.web.pages import assets, pages
from school.errors import SvodError, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from fastapi.responses import Response

    from api.usecases.services import Services
    from journal.model import Actor

log = logging.getLogger(__name__)


def create_app(services: Services, actor: Actor) -> FastAPI:
    """Builds the application over ready services; every request acts as `actor` until accounts exist."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.services = services
        app.state.actor = actor
        yield

    app = FastAPI(
        title="Svod",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    # «/orders/reminders» before «/orders/ID»
    app.include_router(register_routes.router)
    app.include_router(routes.router)
    app.include_router(downloads.router)
    app.include_router(draft_routes.router)
    app.include_router(journal_routes.router)
    app.include_router(local_act_routes.router)
    app.include_router(job_routes.router)
    app.include_router(correction_routes.router)
    app.include_router(sheet_routes.router)
    app.include_router(pages())
    app.mount("/static", assets(), name="static")
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_HOSTS)
    app.middleware("http")(guard)
    app.add_exception_handler(SvodError, on_svod_error)
    app.add_exception_handler(RequestValidationError, on_bad_request)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(Exception, on_unknown_error)
    return app


async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuses changes that come from a foreign page; keeps personal data out of caches."""
    response = answer(request, ForeignOrigin(), 403) if foreign(request) else await call_next(request)
    protect(request, response)
    return response


def answer(request: Request, error: SvodError, status: int | None = None) -> Response:
    """A failure told in the way of the one who asked."""
    if is_rest(request):
        return rest.answer(error, status)
    return web.answer(request, error, status)


async def on_svod_error(request: Request, error: Exception) -> Response:
    """An error of the tree."""
    if not isinstance(error, SvodError):
        raise error
    return answer(request, error)


async def on_bad_request(request: Request, error: Exception) -> Response:
    """A body or parameter of the wrong shape; names the fields, never their values."""
    fields = error.errors() if isinstance(error, RequestValidationError) else []
    names = ", ".join(sorted({str(field["loc"][-1]) for field in fields})) or "тело запроса"
    return answer(request, UsageError(reason=f"Запрос составлен неверно: {names}."), 422)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Wrong address or method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    reasons = rest.HTTP_ANSWERS if is_rest(request) else web.HTTP_ANSWERS
    return answer(request, UsageError(reason=reasons.get(status, "Запрос отклонён.")), status)


async def on_unknown_error(request: Request, error: Exception) -> Response:
    """A fault of ours: logged whole, told in one sentence."""
    log.error("request failed", exc_info=error)
    response = answer(request, UsageError(reason="Внутренняя ошибка. Повторите позже."), 500)
    # this answer is made outside the guard
    protect(request, response)
    return response
