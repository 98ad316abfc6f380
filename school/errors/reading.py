"""Documents that cannot be understood as records."""

from __future__ import annotations

from school.errors.base import SvodError


class ParsingError(SvodError):
    """A document could not be understood as a record."""


class NotAJournalPage(ParsingError):
    """No ruled table of a class journal on any page."""

    code = "not-a-journal-page"
    hint = "На изображении «{name}» нет разлинованной страницы журнала. Отсканируйте страницу целиком и прямо."


class NotRussian(ParsingError):
    """The text is of another language."""

    code = "not-russian"
    hint = "Документ «{name}» — не на русском языке. Svod разбирает приказы на русском."


class NotAnOrder(ParsingError):
    """Russian text without the marks of an order."""

    code = "not-an-order"
    hint = "Документ «{name}» не похож на приказ: нет слова «ПРИКАЗЫВАЮ» и пунктов. Проверьте, тот ли это файл."


class BadOrderJson(ParsingError):
    """A file that should hold an order by the contract and does not."""

    code = "order-json"
    hint = (
        "Файл «{name}» — не запись приказа: {reason}. Исправьте его; какой запись бывает, покажет «svod order parse»."
    )
