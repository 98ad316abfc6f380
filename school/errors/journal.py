"""What the journal refuses."""

from __future__ import annotations

from school.errors.base import SvodError


class JournalError(SvodError):
    """The journal could not do what was asked."""


class NotFound(JournalError):
    """Nothing with this id."""

    code = "not-found"
    hint = "Не найдено: {what}. Посмотрите список и проверьте номер."


class ConflictingEntry(JournalError):
    """The journal already holds something else in this place."""

    code = "conflict"
    hint = "В журнале уже есть другая запись: {what}. Сверьте её с документом и решите, какая верна."


class BundleInvalid(JournalError):
    """A school bundle that breaks its format; nothing of it was loaded."""

    code = "bundle-invalid"
    hint = "Папка школы не загружена: {reason}. Исправьте файл и повторите."


class ClassUnknown(JournalError):
    """The journal has no such class in that school year."""

    code = "class-unknown"
    hint = (
        "Класса «{name}» за {year} учебный год в журнале нет. "
        "Загрузите школу с этим классом (svod school load ПАПКА) или проверьте название класса и год."
    )


class LineMoved(JournalError):
    """The page was read anew after the person had opened it."""

    code = "line-moved"
    hint = "Лист {page} за это время прочитан заново, строка {line} теперь другая. Обновите страницу и повторите."


class NotADraft(JournalError):
    """Only a draft is parsed again."""

    code = "not-a-draft"
    hint = "Приказ № {number} уже не проект: заново он не разбирается. Изменения в него вносит другой приказ."


class NotInForce(JournalError):
    """Only an order that binds or has bound is put away."""

    code = "not-in-force"
    hint = "Приказ № {number} не введён в действие или уже в архиве, поэтому в архив он не убирается."


class PageNotReady(JournalError):
    """Something on the page waits for a person."""

    code = "page-not-ready"
    hint = (
        "Страница не подтверждена: вопросов без ответа — {count}: {where}. Ответьте на них: svod journal show {page}."
    )


class PageConfirmed(JournalError):
    """What is in the journal is not changed by way of its page."""

    code = "page-confirmed"
    hint = "Страница {page} уже подтверждена. Чтобы изменить её, отмените подтверждение: svod journal revert {batch}."


class BadDecision(JournalError):
    """An entry of a page cannot be decided so."""

    code = "bad-decision"
    hint = "Решение не принято: {reason}"


class BatchInUse(JournalError):
    """Later work stands on what the batch brought."""

    code = "batch-in-use"
    hint = "На этой загрузке стоят более поздние записи. Сначала отмените загрузку {batch}."


class StoreUnavailable(JournalError):
    """The database cannot be opened."""

    code = "store-unavailable"
    hint = "База данных не открывается. Проверьте SVOD_DATABASE_URL и права на папку данных."
