"""Kinds of values on the command line."""

from __future__ import annotations

from datetime import date, datetime

import click


class DateKind(click.ParamType[date]):
    """A date as `2023-10-28` or `28.10.2023`."""

    name = "ГГГГ-ММ-ДД"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parses the text or fails in Russian."""
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(str(value), form).date()  # noqa: DTZ007 - a calendar date has no zone
            except ValueError:
                continue
        return self.fail(f"«{value}» — не дата. Пример: 2023-10-28.", param, ctx)


class InstantKind(click.ParamType[datetime]):
    """An instant with its offset, `2023-12-01T10:00+09:00`."""

    name = "ВРЕМЯ"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Parses the text or fails in Russian."""
        if isinstance(value, datetime):
            return value
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"«{value}» — не время. Пример: 2023-12-01T10:00+09:00.", param, ctx)
        if instant.tzinfo is None:
            self.fail("Укажите смещение часового пояса. Пример: 2023-12-01T10:00+09:00.", param, ctx)
        return instant


DATE = DateKind()
INSTANT = InstantKind()
