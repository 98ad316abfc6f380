"""The register of orders, on SQLite and on PostgreSQL."""

import io
import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from api.usecases.batches import list_batches, revert_batch
from api.usecases.documents import list_documents, show_document, show_line, show_sheet
from api.usecases.orders import (
    OrderView,
    answer_question,
    confirm_order,
    list_orders,
    register_order,
    show_order,
    show_order_paper,
)
from api.usecases.schools import load_school
from api.usecases.services import Services
from ingest.model import Source
from journal.model import Actor, OrderState
from journal.orders import in_force
from school.errors import BadDecision, ConflictingEntry, Forbidden, NotFound
from support.documents import order_29_sources
from support.paths import ORDER_29I

ORDER = """МОУ СОШ № 3 п. Береговой
ПРИКАЗ
01.09.2024 № 5
О журнале
ПРИКАЗЫВАЮ:
1. Назначить администратором электронного журнала {person}, учителя информатики.
2. Администратору электронного журнала еженедельно создавать резервные копии на двух внешних носителях.
3. Контроль за исполнением приказа оставляю за собой.
Директор О.И. Верещагина
"""


def typed(person: str = "Дорофееву Н.П.", name: str = "приказ.txt") -> list[Source]:
    return [Source(name=name, data=ORDER.format(person=person).encode())]


def test_an_order_is_entered_with_its_clauses_and_duties(services: Services, actor: Actor) -> None:
    view = register_order(services, actor, order_29_sources("order-29.txt")).view
    assert view.order.state is OrderState.DRAFT
    assert (view.order.number, view.order.date) == ("29", date(2023, 10, 28))
    assert len(view.order.duties) == 21
    assert [len(duty.sources) for duty in view.order.duties] == [1] * 7 + [2] * 14
    assert show_order(services, actor, view.order.order_id) == view.__class__(
        order=view.order, questions=view.questions
    )


def test_the_same_paper_twice_adds_nothing(services: Services, actor: Actor) -> None:
    first = register_order(services, actor, order_29_sources("order-29.txt")).view
    second = register_order(services, actor, order_29_sources("order-29.txt")).view
    assert second.load is not None
    assert second.load.repeated
    assert second.order == first.order
    assert len(list_orders(services, actor)) == 1


def test_another_paper_of_the_same_order_is_attached_and_not_doubled(services: Services, actor: Actor) -> None:
    register_order(services, actor, order_29_sources("order-29.txt"))
    view = register_order(services, actor, order_29_sources("order-29.docx")).view
    assert len(list_orders(services, actor)) == 1
    assert len(view.order.documents) == 2
    assert len(view.order.duties) == 21
    assert view.questions == ()


def test_papers_that_disagree_ask_the_director(services: Services, actor: Actor) -> None:
    order_id = register_order(services, actor, typed()).view.order.order_id
    view = register_order(services, actor, typed("Лапшина Е.М.", "другой.txt")).view
    assert view.order.order_id == order_id
    assert any("дорофеева" in item.question and "лапшин" in item.question for item in view.questions)
    with pytest.raises(ConflictingEntry):
        confirm_order(services, actor, order_id)
    for item in view.questions:
        answer_question(services, actor, item.item_id, item.alternatives[0])
    assert confirm_order(services, actor, order_id).order.state is OrderState.IN_FORCE


def test_only_a_confirmed_order_binds_and_only_from_its_day(services: Services, actor: Actor) -> None:
    order_id = register_order(services, actor, typed()).view.order.order_id
    with services.store.read() as uow:
        assert in_force(uow, date(2024, 9, 2)) == ()
    confirm_order(services, actor, order_id)
    with services.store.read() as uow:
        assert [order.order_id for order in in_force(uow, date(2024, 9, 1))] == [order_id]
        assert in_force(uow, date(2024, 8, 31)) == ()


def test_confirming_twice_changes_nothing(services: Services, actor: Actor) -> None:
    order_id = register_order(services, actor, typed()).view.order.order_id
    once = confirm_order(services, actor, order_id)
    assert confirm_order(services, actor, order_id) == once
    assert once.order.version == 2


def test_a_loading_can_be_taken_back_and_made_again(services: Services, actor: Actor) -> None:
    view = register_order(services, actor, typed()).view
    assert view.load is not None
    with services.store.write(actor, services.now()) as uow:
        uow.batches.revert(view.load.batch_id, now=services.now(), by=actor.id)
    assert list_orders(services, actor) == ()
    again = register_order(services, actor, typed()).view
    assert again.load is not None
    assert not again.load.repeated
    assert [duty.duty_id for duty in again.order.duties] == [duty.duty_id for duty in view.order.duties]


def test_taking_a_confirmation_back_makes_the_order_a_draft_again(services: Services, actor: Actor) -> None:
    view = register_order(services, actor, typed()).view
    confirm_order(services, actor, view.order.order_id)
    confirmation = next(batch for batch in list_batches(services, actor) if batch.kind == "confirmation")
    revert_batch(services, actor, confirmation.batch_id)
    (order,) = list_orders(services, actor)
    assert order.state is OrderState.DRAFT
    assert order.duties == view.order.duties
    assert confirm_order(services, actor, view.order.order_id).order.state is OrderState.IN_FORCE


@pytest.fixture
def asked(services: Services, actor: Actor, tmp_path: Path) -> OrderView:
    """An order that names somebody whom the school does not know."""
    bundle = tmp_path / "school"
    shutil.copytree(ORDER_29I / "school", bundle, ignore=shutil.ignore_patterns("orders"))
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    (bundle / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
    load_school(services, actor, bundle)
    return register_order(services, actor, typed("Дорофейкину Н.П.")).view


def test_a_correction_stands_in_the_order(services: Services, actor: Actor, asked: OrderView) -> None:
    (item,) = asked.questions
    view = answer_question(services, actor, item.item_id, "Дорофеева Н.П.")
    assert view.questions == ()
    assert {name for duty in view.order.duties for name in duty.assignees} == {"Дорофеева Н.П."}
    assert all(duty.person_ids for duty in view.order.duties)
    confirmed = confirm_order(services, actor, view.order.order_id).order
    assert confirmed.duties == view.order.duties
    with services.store.read() as uow:
        assert any(post.order_id == confirmed.order_id for post in uow.people.posts())


def test_what_cannot_stand_there_is_refused_and_nothing_is_settled(
    services: Services, actor: Actor, asked: OrderView
) -> None:
    (item,) = asked.questions
    with pytest.raises(BadDecision):
        answer_question(services, actor, item.item_id, " ")
    assert show_order(services, actor, asked.order.order_id).questions == asked.questions


def test_documents_are_listed_with_the_orders_read_from_them(services: Services, actor: Actor) -> None:
    order = register_order(services, actor, typed()).view.order
    (listed,) = list_documents(services, actor)
    assert (listed.document.name, [held.order_id for held in listed.orders]) == ("приказ.txt", [order.order_id])
    paper = show_order_paper(services, actor, order.order_id)
    assert [item.sha256 for item in paper.papers] == list(order.documents)
    assert paper.record.number == "5"
    with pytest.raises(NotFound):
        show_sheet(services, actor, listed.document.sha256, 1)


def test_a_failure_in_the_middle_leaves_nothing(services: Services, actor: Actor) -> None:
    class Stop(Exception):
        pass

    def half() -> None:
        with services.store.write(actor, services.now()) as uow:
            uow.batches.open("order", "half", now=services.now(), by=actor.id)
            raise Stop

    with pytest.raises(Stop):
        half()
    with services.store.read() as uow:
        assert uow.batches.find("order", "half") is None


def test_a_kept_document_is_shown_as_it_was_read(services: Services, actor: Actor) -> None:
    registered = register_order(services, actor, typed())
    assert show_document(services, actor, registered.document.sha256) == registered.document
    with pytest.raises(NotFound):
        show_document(services, actor, "0" * 64)


@pytest.mark.tesseract
def test_the_picture_of_a_line_is_cut_from_the_scan(sqlite_services: Services, actor: Actor) -> None:
    registered = register_order(sqlite_services, actor, order_29_sources("order-29-1.png", "order-29-2.png"))
    page = registered.document.pages[1]
    number = next(i for i, line in enumerate(page.lines, 1) if "Контроль за исполнением" in line.text)
    picture = show_line(sqlite_services, actor, registered.document.sha256, 2, number)
    read_again = sqlite_services.reading.engine.read(_grey(picture))
    assert "Контроль за исполнением" in " ".join(line.text for line in read_again)


def _grey(png: bytes):
    small = Image.open(io.BytesIO(png)).convert("L")
    sheet = Image.new("L", (small.width + 200, small.height + 200), 255)
    sheet.paste(small, (100, 100))
    return np.asarray(sheet)


def test_a_role_without_the_right_is_refused(sqlite_services: Services) -> None:
    nobody = Actor(id="x", roles=frozenset())
    with pytest.raises(Forbidden):
        register_order(sqlite_services, nobody, typed())
