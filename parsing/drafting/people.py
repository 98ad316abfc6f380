"""People in drafts: as lists, signatures and sentences name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.order.people import name_of
from school.declension import declined

if TYPE_CHECKING:
    from parsing.records import PersonRecord

NO_NAMES = "-"


def full_name(person: PersonRecord) -> str:
    """«Соколова В.А.», «Соколова Вера Андреевна», «Соколова» where no initials are known."""
    return f"{person.surname} {_given(person)}".strip()


def initials_first(person: PersonRecord) -> str:
    """As a signature is printed: «В.А. Соколова»."""
    return f"{_given(person)} {person.surname}".strip()


def in_case(person: PersonRecord, case: str) -> str | None:
    """The name in a case; None where it is not certain how it declines."""
    name = declined(name_of(person), case)
    if name is None:
        return None
    # initials do not change; those of «О.Ц.-Д.» are kept as printed
    given = _given(person) if person.initials_or_names.endswith(".") else name.initials_or_names
    return f"{name.surname} {given}".strip(f" {NO_NAMES}")


def _given(person: PersonRecord) -> str:
    return "" if person.initials_or_names == NO_NAMES else person.initials_or_names
