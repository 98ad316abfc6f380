"""Roles as orders name them."""

import pytest

from school.roles import find_role, held_role


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("исполняющий обязанности директора школы", "director"),
        ("Исполняющие обязанности директора", "director"),
        ("и.о. заместителя директора по УВР", "deputy_director"),
        ("директор школы", "director"),
        ("исполняющий обязанности сторожа", None),
    ],
)
def test_who_acts_for_somebody_has_his_rights(text: str, key: str | None) -> None:
    role = held_role(text)
    assert (role.key if role else None) == key


def test_who_acts_for_somebody_is_not_he() -> None:
    assert find_role("исполняющий обязанности директора школы") is None
