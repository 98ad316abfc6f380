"""An order, its amendment, a repeal and a new administrator: who must do what as of four dates, on both databases."""

from datetime import date

import pytest

from api.usecases.batches import revert_batch
from api.usecases.orders import answer_question, confirm_order, register_order, show_order
from api.usecases.register import show_edition
from api.usecases.schools import load_school
from api.usecases.services import Services
from compliance.requirements import requirements_of
from journal.model import Actor, HeldOrder, OrderState
from support.order_chain import CHAIN, DATES, REPEAL, REPLACEMENT, paper
from support.paths import ORDER_29I


@pytest.fixture
def school(services: Services, actor: Actor) -> Services:
    load_school(services, actor, ORDER_29I / "school")
    return services


def entered(services: Services, actor: Actor, orders: tuple[tuple[str, date, str, str], ...]) -> list[str]:
    """Registers and confirms orders one after the other."""
    ids = []
    for order in orders:
        view = register_order(services, actor, paper(*order)).view
        assert view.questions == (), [item.question for item in view.questions]
        confirm_order(services, actor, view.order.order_id)
        ids.append(view.order.order_id)
    return ids


def holders(services: Services, day: date, post: str, title: str = "") -> list[str]:
    with services.store.read() as uow:
        names = {person.person_id: person.surname for person in uow.people.staff()}
        held = [item for item in uow.people.posts() if item.held_on(day) and item.post == post and title in item.title]
    # the school has an order of its own that names the same administrator
    return sorted({names[item.person_id] for item in held})


def texts(order: HeldOrder, day: date) -> dict[str, str]:
    return {clause.path: clause.text for clause in order.on(day).clauses}


def duties(order: HeldOrder, day: date) -> list[tuple[str | None, str]]:
    return [(duty.clause, duty.action_text) for duty in order.on(day).duties] if order.binds_on(day) else []


def test_roles_follow_the_chain(school: Services, actor: Actor) -> None:
    entered(school, actor, CHAIN)
    assert [holders(school, day, "administrator") for day in DATES] == [
        ["Дорофеева"],
        ["Дорофеева"],
        ["Хлебников"],
        ["Хлебников"],
    ]
    assert [holders(school, day, "other", "паролей") for day in DATES] == [["Лапшин"], ["Суворова"], ["Суворова"], []]


def test_clauses_and_duties_follow_the_chain(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN)
    order = show_order(school, actor, first).order
    assert (order.state, order.in_force_to) == (OrderState.REPEALED, date(2025, 2, 2))
    before, after, later, past = DATES
    assert texts(order, before)["3.2"].endswith("до 10 числа каждого месяца.")
    assert texts(order, after)["3.2"].endswith("до 5 числа каждого месяца.")
    assert texts(order, after)["2"] == "Назначить Суворову И.Ю. ответственной за выдачу паролей."
    assert set(texts(order, before)) - set(texts(order, after)) == {"3.1"}
    assert set(texts(order, after)) - set(texts(order, before)) == {"4.1"}
    copies = ("3.1", "еженедельно создавать резервные копии электронного журнала на двух внешних носителях")
    topics = ("4.1", "еженедельно записывать темы уроков")
    assert copies in duties(order, before)
    assert topics not in duties(order, before)
    for day in (after, later):
        assert topics in duties(order, day)
        assert copies not in duties(order, day)
    assert duties(order, past) == []


def test_bearers_follow_the_chain(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN)
    found = [
        {bearers for duty, bearers in show_edition(school, actor, first, on=day).duties if duty.clause == "3.2"}
        for day in DATES
    ]
    assert found == [{("Дорофеева Н.П.",)}, {("Дорофеева Н.П.",)}, {("Хлебников П.А.",)}, set()]


def test_a_requirement_binds_while_its_wording_stands(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN)
    found = requirements_of(show_order(school, actor, first).order)
    bound = {(item.clause, item.duty): (item.binds_from, item.binds_to) for item in found if item.duty_id}
    changed, end = date(2024, 11, 5), date(2025, 2, 2)
    assert bound["4", "ежедневно выставлять текущие отметки"] == (date(2024, 9, 1), end)
    assert bound["4.1", "еженедельно записывать темы уроков"] == (changed, end)
    passwords = {times for (clause, _), times in bound.items() if clause == "3.2"}
    assert passwords == {(date(2024, 9, 1), date(2024, 11, 4)), (changed, end)}


def test_the_order_of_registration_does_not_matter(school: Services, actor: Actor) -> None:
    *_, first = entered(school, actor, tuple(reversed(CHAIN)))
    order = show_order(school, actor, first).order
    assert (order.state, order.in_force_to) == (OrderState.REPEALED, date(2025, 2, 2))
    assert set(texts(order, DATES[1])) - set(texts(order, DATES[0])) == {"4.1"}
    assert [holders(school, day, "administrator") for day in DATES] == [
        ["Дорофеева"],
        ["Дорофеева"],
        ["Хлебников"],
        ["Хлебников"],
    ]


def test_taking_the_last_confirmation_back_gives_the_order_back(school: Services, actor: Actor) -> None:
    first, *_, last = entered(school, actor, CHAIN)
    with school.store.read() as uow:
        confirmation = uow.orders.batch_of(last)
    revert_batch(school, actor, confirmation)
    order = show_order(school, actor, first).order
    assert (order.state, order.in_force_to) == (OrderState.AMENDED, None)
    assert holders(school, DATES[3], "other", "паролей") == ["Суворова"]


def test_an_administrator_named_anew_holds_the_post_alone(school: Services, actor: Actor) -> None:
    """The post is one person's: a later appointment ends the earlier one without a word about it."""
    silent = REPLACEMENT.split("\n", 1)[1].replace("2. Назначить", "1. Назначить").replace("3. Контроль", "2. Контроль")
    number, issued, title, _ = CHAIN[2]
    entered(school, actor, (CHAIN[0], (number, issued, title, silent)))
    assert [holders(school, day, "administrator") for day in DATES] == [
        ["Дорофеева"],
        ["Дорофеева"],
        ["Хлебников"],
        ["Хлебников"],
    ]


@pytest.mark.parametrize(
    "words", ["На время отпуска Дорофеевой Н.П. возложить", "Временно возложить", "На период болезни возложить"]
)
def test_a_stand_in_ends_nobodys_post(school: Services, actor: Actor, words: str) -> None:
    number, issued, title, _ = CHAIN[2]
    body = f"1. {words} обязанности администратора электронного журнала на Хлебникова П.А."
    entered(school, actor, (CHAIN[0], (number, issued, title, body)))
    assert "Дорофеева" in holders(school, DATES[2], "administrator")


def test_which_order_is_meant_is_asked_where_the_date_differs(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN[:1])
    wrong = REPEAL.replace("от 01.09.2024", "от 02.09.2024")
    view = register_order(school, actor, paper("12", date(2025, 2, 3), "Об отмене приказа", wrong)).view
    (item,) = view.questions
    assert item.reading == "№ 51 от 01.09.2024 «О ведении электронного журнала»"
    assert "№ 51 от 02.09.2024" in item.question
    answer_question(school, actor, item.item_id, None)
    confirm_order(school, actor, view.order.order_id)
    assert show_order(school, actor, first).order.state is OrderState.REPEALED


def test_an_order_that_is_not_meant_stays_in_force(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN[:1])
    wrong = REPEAL.replace("от 01.09.2024", "от 02.09.2024")
    view = register_order(school, actor, paper("12", date(2025, 2, 3), "Об отмене приказа", wrong)).view
    answer_question(school, actor, view.questions[0].item_id, "ни один из них")
    confirm_order(school, actor, view.order.order_id)
    assert show_order(school, actor, first).order.state is OrderState.IN_FORCE


def test_a_change_that_cannot_be_carried_out_is_asked_about(school: Services, actor: Actor) -> None:
    first, *_ = entered(school, actor, CHAIN[:1])
    number, issued, title, body = CHAIN[1]
    lost = body.replace("слова «до 10 числа»", "слова «до 15 числа»")
    view = register_order(school, actor, paper(number, issued, title, lost)).view
    (item,) = view.questions
    assert "п. 3.2" in item.question
    answer_question(school, actor, item.item_id, "выдавать пароли до 7 числа каждого месяца.")
    confirm_order(school, actor, view.order.order_id)
    order = show_order(school, actor, first).order
    assert texts(order, DATES[1])["3.2"] == "выдавать пароли до 7 числа каждого месяца."
    assert texts(order, DATES[0])["3.2"].endswith("до 10 числа каждого месяца.")
