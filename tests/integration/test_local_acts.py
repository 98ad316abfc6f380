"""Local acts on both databases: taken in, decided on, taken back; what stands then, and what the archive gives back."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from api.usecases.batches import list_batches, revert_batch
from api.usecases.local_acts import (
    ActView,
    Correction,
    add_local_act,
    confirm_parameter,
    list_local_acts,
    refuse_parameter,
    set_parameter,
    show_local_act,
)
from api.usecases.orders import register_order
from api.usecases.schools import archive_school, load_school
from api.usecases.services import Services
from ingest.model import Source
from journal.acts import NewParameter, ProposalState
from journal.enforcing import archive, confirm
from journal.model import Actor
from journal.parameters import end_with_orders
from journal.store.session import open_store
from school.errors import BadParameter, BatchInUse, NoTermsFound, NotFound, OrderNotAct, ProposalSettled, SvodError
from support.documents import order_29_sources
from support.services import NOW, services_over

POLOZHENIE = """УТВЕРЖДЕНО
приказом директора от 28.10.2023 № 29

ПОЛОЖЕНИЕ
о журнале

1. Уроки
1.1. Тема урока вносится не позднее второго учебного дня (с 01.12.2023 — не позднее следующего учебного дня).
1.2. Домашнее задание записывается в день урока.
1.3. Текущие отметки выставляются в течение трёх дней.
"""
REPEAL = """МОУ «Средняя школа № 3»
ПРИКАЗ
15.12.2023                              № 50
Об отмене приказа

ПРИКАЗЫВАЮ:
1. Приказ от 28.10.2023 № 29-И признать утратившим силу.
Директор                     ______________     О.И. Верещагина
"""


@pytest.fixture
def ticking(services: Services) -> Services:
    """Every action at a later moment."""
    seconds = count()
    return Services(
        reading=services.reading,
        store=services.store,
        default_zone=services.default_zone,
        now=lambda: NOW + timedelta(seconds=next(seconds)),
    )


def source(text: str = POLOZHENIE, name: str = "положение.txt") -> list[Source]:
    return [Source(name=name, data=text.encode())]


def added(services: Services, actor: Actor, **place: str | None) -> ActView:
    return add_local_act(services, actor, source(), **place)


def standing(services: Services, actor: Actor, key: str) -> list[tuple[str, str, date | None, date | None, str]]:
    held = list_local_acts(services, actor).parameters
    return [(item.value, item.unit, item.valid_from, item.valid_to, item.source) for item in held if item.key == key]


def newest(services: Services, actor: Actor) -> str:
    return next(batch.batch_id for batch in list_batches(services, actor) if batch.reverted_at is None)


def proposal(view: ActView, key: str, place: int = 0) -> str:
    return [item.proposal_id for item in view.act.proposals if item.key == key][place]


def test_nothing_counts_before_the_director_has_confirmed_it(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    assert [(item.key, item.value, item.unit, item.clause) for item in view.act.proposals] == [
        ("N_topic", "2", "SCHOOL_DAY", "1.1"),
        ("N_topic", "1", "SCHOOL_DAY", "1.1"),
        ("N_hw", "0", "SCHOOL_DAY", "1.2"),
        ("N_cur", "3", "CALENDAR", "1.3"),
    ]
    assert view.act.open == 4
    assert list_local_acts(ticking, actor).parameters == ()


def test_a_confirmed_parameter_ends_the_one_before_it(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    confirm_parameter(ticking, actor, proposal(view, "N_topic"), Correction())
    confirm_parameter(ticking, actor, proposal(view, "N_topic", 1), Correction())
    place = "Положение о журнале, п. 1.1"
    assert standing(ticking, actor, "N_topic") == [
        ("2", "SCHOOL_DAY", date(2023, 10, 28), date(2023, 11, 30), place),
        ("1", "SCHOOL_DAY", date(2023, 12, 1), None, place),
    ]


def test_one_confirmed_for_an_earlier_day_ends_where_the_later_one_begins(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    confirm_parameter(ticking, actor, proposal(view, "N_topic", 1), Correction())
    confirm_parameter(ticking, actor, proposal(view, "N_topic"), Correction())
    assert [row[2:4] for row in standing(ticking, actor, "N_topic")] == [
        (date(2023, 10, 28), date(2023, 11, 30)),
        (date(2023, 12, 1), None),
    ]


def test_what_was_read_wrong_is_put_right(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    said = Correction(unit="SCHOOL_DAY", valid_from=date(2024, 1, 9))
    done = confirm_parameter(ticking, actor, proposal(view, "N_cur"), said)
    decided = next(item for item in done.act.proposals if item.key == "N_cur")
    assert decided.state is ProposalState.CORRECTED
    assert decided.decision is not None
    assert decided.decision.decided_by == actor.id
    place = "Положение о журнале, п. 1.3"
    assert standing(ticking, actor, "N_cur") == [("3", "SCHOOL_DAY", date(2024, 1, 9), None, place)]


def test_a_refused_proposal_sets_nothing_and_is_not_decided_twice(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    done = refuse_parameter(ticking, actor, proposal(view, "N_hw"))
    assert done.act.open == 3
    assert standing(ticking, actor, "N_hw") == []
    with pytest.raises(ProposalSettled):
        confirm_parameter(ticking, actor, proposal(view, "N_hw"), Correction())


def test_a_decision_taken_back_is_open_again_and_the_earlier_value_goes_on(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    confirm_parameter(ticking, actor, proposal(view, "N_topic"), Correction())
    first = newest(ticking, actor)
    confirm_parameter(ticking, actor, proposal(view, "N_topic", 1), Correction())
    with pytest.raises(BatchInUse):
        revert_batch(ticking, actor, first)
    revert_batch(ticking, actor, newest(ticking, actor))
    assert [row[:4] for row in standing(ticking, actor, "N_topic")] == [("2", "SCHOOL_DAY", date(2023, 10, 28), None)]
    assert show_local_act(ticking, actor, view.act.act_id).act.open == 3
    confirm_parameter(ticking, actor, proposal(view, "N_topic", 1), Correction())
    assert len(standing(ticking, actor, "N_topic")) == 2


def test_an_act_goes_only_after_its_decisions(ticking: Services, actor: Actor) -> None:
    view = added(ticking, actor)
    refuse_parameter(ticking, actor, proposal(view, "N_hw"))
    decision = newest(ticking, actor)
    with pytest.raises(BatchInUse) as refused:
        revert_batch(ticking, actor, view.act.batch_id)
    assert refused.value.context["batch"] == decision
    revert_batch(ticking, actor, decision)
    revert_batch(ticking, actor, view.act.batch_id)
    assert list_local_acts(ticking, actor).acts == ()
    with pytest.raises(NotFound):
        show_local_act(ticking, actor, view.act.act_id)
    assert added(ticking, actor).load.repeated is False


def test_the_same_paper_again_adds_nothing(ticking: Services, actor: Actor) -> None:
    first = added(ticking, actor)
    again = added(ticking, actor)
    assert again.load.repeated
    assert again.act.act_id == first.act.act_id
    assert len(list_local_acts(ticking, actor).acts) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (REPEAL, OrderNotAct),
        ("ПОЛОЖЕНИЕ\nо библиотеке\n\n1. Книги выдаются читателям.\n2. Читатели берегут книги.\n", NoTermsFound),
    ],
)
def test_of_a_paper_that_is_refused_nothing_is_kept(
    text: str, kind: type[SvodError], ticking: Services, actor: Actor
) -> None:
    with pytest.raises(kind):
        add_local_act(ticking, actor, source(text))
    with ticking.store.read() as uow:
        assert uow.documents.all() == ()
    assert list_batches(ticking, actor) == ()


def test_a_parameter_typed_in_holds_at_once(ticking: Services, actor: Actor) -> None:
    new = NewParameter(key="k", value="3", unit="MARK", valid_from=date(2023, 9, 1), source="Положение, п. 4.2")
    view = set_parameter(ticking, actor, new)
    assert (view.act.document, view.act.open) == (None, 0)
    assert standing(ticking, actor, "k") == [("3", "MARK", date(2023, 9, 1), None, "Положение, п. 4.2")]
    revert_batch(ticking, actor, view.act.batch_id)
    assert standing(ticking, actor, "k") == []


@pytest.mark.parametrize(
    ("key", "value", "unit", "told"),
    [
        ("N_тема", "2", "SCHOOL_DAY", "ключ"),
        ("N_topic", "два", "SCHOOL_DAY", "целое"),
        ("N_topic", "-2", "SCHOOL_DAY", "целое"),
        ("N_topic", "2", "день", "единица"),
        ("N_topic", "2", "MARK", "не подходит"),
        ("k", "3", "SCHOOL_DAY", "не подходит"),
    ],
)
def test_a_parameter_that_no_check_could_use_is_refused(
    key: str, value: str, unit: str, told: str, ticking: Services, actor: Actor
) -> None:
    new = NewParameter(key=key, value=value, unit=unit, valid_from=date(2023, 9, 1), source="Положение")
    with pytest.raises(BadParameter, match=told):
        set_parameter(ticking, actor, new)
    assert list_batches(ticking, actor) == ()


@pytest.fixture
def order(ticking: Services, actor: Actor) -> str:
    """Order № 29 as a draft."""
    return register_order(ticking, actor, order_29_sources("order-29.txt")).view.order.order_id


def in_force(services: Services, order_id: str) -> None:
    with services.store.write(Actor(id="test", roles=frozenset()), services.now()) as uow:
        confirm(uow, order_id, settled=True)


def test_an_act_hangs_on_a_clause_of_an_order_that_binds(ticking: Services, actor: Actor, order: str) -> None:
    with pytest.raises(NotFound):
        added(ticking, actor, order_id=order, clause="77")
    view = added(ticking, actor, order_id=order, clause="1")
    with pytest.raises(BadParameter, match="проект"):
        confirm_parameter(ticking, actor, proposal(view, "N_hw"), Correction())
    in_force(ticking, order)
    view = show_local_act(ticking, actor, view.act.act_id)
    assert view.order is not None
    assert view.starts[proposal(view, "N_hw")] == view.order.in_force_from
    confirm_parameter(ticking, actor, proposal(view, "N_hw"), Correction())
    assert standing(ticking, actor, "N_hw")[0][2] == view.order.in_force_from


def put_away(services: Services, actor: Actor, order_id: str, last: date) -> str:
    with services.store.write(actor, services.now()) as uow:
        archive(uow, order_id, last)
        assert end_with_orders(uow) == 0
    return next(batch.batch_id for batch in list_batches(services, actor) if batch.kind == "confirmation")


def test_parameters_end_with_their_order_and_live_again_with_it(ticking: Services, actor: Actor, order: str) -> None:
    in_force(ticking, order)
    view = added(ticking, actor, order_id=order)
    confirm_parameter(ticking, actor, proposal(view, "N_hw"), Correction())
    decision = newest(ticking, actor)
    new = NewParameter(key="k", value="3", unit="MARK", valid_from=date(2023, 11, 1), source="Приказ № 1, п. 2")
    set_parameter(ticking, actor, new)
    away = put_away(ticking, actor, order, date(2023, 12, 15))
    assert standing(ticking, actor, "N_hw")[0][3] == date(2023, 12, 15)
    assert standing(ticking, actor, "k")[0][3] is None
    with pytest.raises(BadParameter, match="перестал"):
        confirm_parameter(ticking, actor, proposal(view, "N_cur"), Correction(valid_from=date(2024, 1, 9)))
    revert_batch(ticking, actor, away)
    assert standing(ticking, actor, "N_hw")[0][3] is None
    put_away(ticking, actor, order, date(2023, 12, 20))
    assert standing(ticking, actor, "N_hw")[0][3] == date(2023, 12, 20)
    revert_batch(ticking, actor, decision)
    assert standing(ticking, actor, "N_hw") == []


def test_the_archive_gives_back_what_was_confirmed(
    ticking: Services, actor: Actor, tmp_path: Path, bundle: Path
) -> None:
    load_school(ticking, actor, bundle)
    before = standing(ticking, actor, "N_topic")
    view = added(ticking, actor)
    said = Correction(value="4", valid_from=date(2024, 1, 9))
    confirm_parameter(ticking, actor, proposal(view, "N_topic"), said)
    archive_school(ticking, actor, tmp_path / "out")
    there = open_store(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other")
    there.migrate()
    other = services_over(there)
    load_school(other, actor, tmp_path / "out")
    now = standing(ticking, actor, "N_topic")
    assert len(now) == len(before) + 1
    assert now[-1][:4] == ("4", "SCHOOL_DAY", date(2024, 1, 9), None)
    assert now[-2][3] == date(2024, 1, 8)
    assert standing(other, actor, "N_topic") == now
    there.close()
