"""The root of the error tree and how its hints are filled."""

from __future__ import annotations

from typing import ClassVar


class SvodError(Exception):
    """Root of the tree.

    Attributes:
        code: stable machine-readable code, kebab case.
        hint: Russian sentence; `{name}` fields are filled from the context.
        context: values for the hint and for structured logs; never document text.
    """

    code: ClassVar[str] = "error"
    hint: ClassVar[str] = "Не получилось выполнить действие. Запустите «svod doctor» и повторите."

    def __init__(self, **context: object) -> None:
        self.context = context
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The hint with its fields filled; one line."""
        return self.hint.format_map(_Blanks(self.context))


class _Blanks(dict[str, object]):
    """Leaves a dash where a field of a hint was not given."""

    def __missing__(self, key: str) -> str:
        return "—"


class UsageError(SvodError):
    """The words of the command or request are off."""

    code = "usage"
    hint = "{reason}"


class NotWritten(SvodError):
    """The system does not take the result."""

    code = "not-written"
    hint = "Не удалось записать «{name}»: {why}. Проверьте папку, права на неё и место на диске, затем повторите."
