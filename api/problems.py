"""The only place where errors become exit codes and problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

from school.errors import (
    AccessError,
    BatchInUse,
    ConflictingEntry,
    EngineMissing,
    FileTooLarge,
    JobSettled,
    LineMoved,
    NoOrderInForce,
    NotADraft,
    NotFound,
    NotInForce,
    PageConfirmed,
    PageNotReady,
    ProposalSettled,
    StoreUnavailable,
    SvodError,
    UsageError,
)

MEDIA_TYPE = "application/problem+json"

_HTTP_STATUS: tuple[tuple[type[SvodError], int], ...] = (
    (AccessError, 403),
    (NotFound, 404),
    (ConflictingEntry, 409),
    (PageNotReady, 409),
    (PageConfirmed, 409),
    (BatchInUse, 409),
    (ProposalSettled, 409),
    (LineMoved, 409),
    (NotADraft, 409),
    (NotInForce, 409),
    (NoOrderInForce, 409),
    (JobSettled, 409),
    (FileTooLarge, 413),
    (UsageError, 400),
    (EngineMissing, 503),
    (StoreUnavailable, 503),
    (SvodError, 422),
)


def http_status(error: SvodError) -> int:
    """The HTTP status of an error, by the most specific class named above."""
    return next(status for kind, status in _HTTP_STATUS if isinstance(error, kind))


def problem(error: SvodError) -> dict[str, Any]:
    """Body of a problem+json answer: stable type, Russian title, no traces."""
    return {
        "type": f"urn:svod:error:{error.code}",
        "code": error.code,
        "title": error.message,
        "status": http_status(error),
    }


def line(error: SvodError) -> str:
    """The one line that a person sees on stderr."""
    return f"Ошибка [{error.code}]: {' '.join(error.message.split())}"
