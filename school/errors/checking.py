"""Checks that cannot be made, and what a role may not do."""

from __future__ import annotations

from school.errors.base import SvodError


class ComplianceError(SvodError):
    """A check could not be made."""


class NoOrderInForce(ComplianceError):
    """Nothing to check against."""

    code = "no-order-in-force"
    hint = "Нет ни одного действующего приказа. Зарегистрируйте приказ: svod order register ФАЙЛ."


class BadPeriod(ComplianceError):
    """The period ends before it begins."""

    code = "bad-period"
    hint = "Период задан неверно: конец ({to}) раньше начала ({start})."


class AccessError(SvodError):
    """The actor may not do this."""


class Forbidden(AccessError):
    """Denied by the table role × use case."""

    code = "forbidden"
    hint = "Для роли «{role}» действие «{action}» закрыто. Обратитесь к администратору."
