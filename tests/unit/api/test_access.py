import pytest

from api.access.table import UseCase, permissions, require
from journal.model import Actor, ActorRole
from school.errors import Forbidden


def test_every_use_case_is_in_the_table() -> None:
    assert all(permissions()[case] for case in UseCase)


@pytest.mark.parametrize("case", UseCase)
def test_what_the_table_does_not_open_is_closed(case: UseCase) -> None:
    for role in ActorRole:
        actor = Actor(id="x", roles=frozenset({role}))
        if role in permissions()[case]:
            require(actor, case)
        else:
            with pytest.raises(Forbidden):
                require(actor, case)


def test_pupils_and_parents_see_no_report() -> None:
    assert not permissions()[UseCase.CHECK_DUTIES] & {ActorRole.PUPIL, ActorRole.PARENT, ActorRole.TEACHER}
