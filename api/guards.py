"""The guards that stand before every answer: foreign pages change nothing, nothing personal is cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from school.errors import UsageError

if TYPE_CHECKING:
    from fastapi import Request, Response

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REST, ASSETS = "/api/", "/static/"
REST_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ForeignOrigin(UsageError):
    """A page of another site tries to change something here (ASVS 5.0, 3.5.1)."""

    code = "foreign-origin"
    hint = "Запрос пришёл с чужой страницы и отклонён. Откройте Svod в этом окне и повторите."


def foreign(request: Request) -> bool:
    """True for a browser's cross-site request that would change something; programs send neither header."""
    if request.method in SAFE_METHODS:
        return False
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    return origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host', '')}"


def protect(request: Request, response: Response) -> None:
    """Headers of every answer; only Svod's own scripts and styles may be kept, and are asked for anew each time."""
    path = request.url.path
    response.headers["Cache-Control"] = "no-cache" if path.startswith(ASSETS) else "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = REST_POLICY if is_rest(request) else PAGE_POLICY
    # a stricter policy would make browsers send `Origin: null` with our own forms
    response.headers["Referrer-Policy"] = "same-origin"


def is_rest(request: Request) -> bool:
    """True for a program's request, which is answered in JSON."""
    return request.url.path.startswith(REST)
