"""Logs of programs that nobody watches: one line an event, with what it is about."""

from __future__ import annotations

import logging

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class _WithExtra(logging.Formatter):
    """Appends the fields that an event carries: `job taken up job=… kind=…`."""

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter.format`."""
        fields = [f"{name}={value}" for name, value in vars(record).items() if name not in _USUAL]
        return " ".join([super().format(record), *fields])


def log_to_stderr(level: int) -> None:
    """Sends logs to stderr, unless somebody has arranged for them already."""
    handler = logging.StreamHandler()
    handler.setFormatter(_WithExtra("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
    # the migrations' own talk tells nothing
    logging.getLogger("alembic").setLevel(logging.WARNING)
