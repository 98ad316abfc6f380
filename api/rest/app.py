"""The FastAPI application: routes, problems, and the guards that stand before accounts exist."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.problems import MEDIA_TYPE, http_status, problem
from api.rest import journal_routes, routes
from school.errors import SvodError, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from api.usecases.services import Services
    from journal.model import Actor

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HTTP_ANSWERS = {
    404: "Такого адреса нет. Список адресов: /api/v1/docs.",
    405: "Этот адрес не принимает такой запрос. Список адресов: /api/v1/docs.",
}
log = logging.getLogger(__name__)


class ForeignOrigin(UsageError):
    """A page of another site tries to change something here (ASVS 5.0, 3.5.1)."""

    code = "foreign-origin"
    hint = "Запрос пришёл с чужой страницы и отклонён. Откройте Svod в этом окне и повторите."


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
    app.include_router(routes.router)
    app.include_router(journal_routes.router)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_HOSTS)
    app.middleware("http")(guard)
    app.add_exception_handler(SvodError, on_svod_error)
    app.add_exception_handler(RequestValidationError, on_bad_request)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(Exception, on_unknown_error)
    return app


async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuses changes that come from a foreign page; keeps personal data out of caches."""
    if request.method not in SAFE_METHODS and foreign(request):
        return answer(ForeignOrigin(), status=403)
    response = await call_next(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


def foreign(request: Request) -> bool:
    """True for a browser's cross-site request; programs send neither header."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    return origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host', '')}"


def answer(error: SvodError, status: int | None = None) -> JSONResponse:
    """A problem+json answer."""
    body = problem(error)
    body["status"] = status or http_status(error)
    return JSONResponse(body, status_code=body["status"], media_type=MEDIA_TYPE)


async def on_svod_error(request: Request, error: Exception) -> Response:
    """An error of the tree."""
    del request
    if not isinstance(error, SvodError):
        raise error
    return answer(error)


async def on_bad_request(request: Request, error: Exception) -> Response:
    """A body or parameter of the wrong shape; names the fields, never their values."""
    del request
    fields = error.errors() if isinstance(error, RequestValidationError) else []
    names = ", ".join(sorted({str(field["loc"][-1]) for field in fields})) or "тело запроса"
    return answer(UsageError(reason=f"Запрос составлен неверно: {names}."), status=422)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Wrong address or method."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else 500
    return answer(UsageError(reason=HTTP_ANSWERS.get(status, "Запрос отклонён.")), status=status)


async def on_unknown_error(request: Request, error: Exception) -> Response:
    """A fault of ours: logged whole, told in one sentence."""
    del request
    log.error("request failed", exc_info=error)
    return answer(UsageError(reason="Внутренняя ошибка. Повторите позже."), status=500)
