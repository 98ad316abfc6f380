"""Rows of versioned relations as versions of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.entries import Version

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row


def version_of(row: Row[Any], value: str | None, *, timed: bool | None = None) -> Version:
    """A version.

    Args:
        row: with `recorded_at`, `superseded_at` and, unless `timed` is given, `recorded_at_known`.
        value: what it says; None is blank.
        timed: False when its time cannot be relied on.
    """
    told = row.recorded_at_known if timed is None else timed
    return Version(
        value=value or "",
        at=row.recorded_at,
        until=row.superseded_at,
        timed=row.recorded_at is not None and told is not False,
    )


def stands(row: Row[Any], known: datetime) -> bool:
    """True for the version that stood at an instant."""
    return row.superseded_at is None or bool(row.superseded_at > known)
