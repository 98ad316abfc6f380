"""Local acts that cannot be taken in, and parameters that cannot be set."""

from __future__ import annotations

from school.errors.journal import JournalError
from school.errors.reading import ParsingError


class NotALocalAct(ParsingError):
    """Russian text without the marks of a position, a procedure or rules."""

    code = "not-a-local-act"
    hint = (
        "Документ «{name}» не похож на локальный акт: нет заголовка «Положение», «Порядок», «Регламент», «Правила» "
        "или «Инструкция» и пунктов под ним. Проверьте, тот ли это файл."
    )


class OrderNotAct(ParsingError):
    """An order where a local act is to be added."""

    code = "order-not-act"
    hint = (
        "Документ «{name}» — приказ, а не локальный акт: Положения при нём нет. "
        "Приказы вносятся на странице «Документы» или командой svod order register ФАЙЛ."
    )


class NoTermsFound(ParsingError):
    """A local act whose wording sets nothing that Svod checks."""

    code = "no-terms"
    hint = (
        "В документе «{name}» не найдено сроков ведения журнала, акт не внесён. "
        "Впишите срок вручную: svod act set КЛЮЧ ЗНАЧЕНИЕ ЕДИНИЦА --from ДАТА --source «ДОКУМЕНТ, ПУНКТ»."
    )


class BadParameter(JournalError):
    """A parameter cannot be set so."""

    code = "bad-parameter"
    hint = "Срок не установлен: {reason}"


class ProposalSettled(JournalError):
    """A person has decided on the proposal already."""

    code = "proposal-settled"
    hint = (
        "Решение по предложению {proposal} уже принято. "
        "Чтобы решить заново, отмените прежнее решение: svod journal revert {batch}."
    )
