"""Corrected lines in the store: versions, taken back, applied to every later reading; drafts parsed again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.usecases.corrections import (
    LineText,
    correct_line,
    list_corrections,
    parse_again,
    read_again,
    show_correction,
    show_text,
    take_back_correction,
)
from api.usecases.documents import show_document, upload_document
from api.usecases.jobs import JobRequest, submit
from api.usecases.keeping import keep
from api.usecases.orders import confirm_order, register_order, show_order, show_order_paper
from api.worker.inline import work_off
from ingest.model import Grid, Source
from journal.model import ActorRole
from school.errors import BadDecision, Forbidden, LineMoved, NotADraft, NotAnOrder, NotFound
from support.documents import order_29_sources
from support.scripted_engine import ScriptedEngine
from support.workers import OPTIONS, ORDER, scripted, sheets

if TYPE_CHECKING:
    from pathlib import Path

    from api.usecases.corrections import TextView
    from api.usecases.services import Services
    from journal.model import Actor
    from journal.store.session import Store

ONE_CHILD = replace(OPTIONS, processes=1)
LETTER = Source(name="письмо.txt", data="Уважаемые родители!\nСобрание в питницу.\nДиректор школы".encode())


CANTEEN = Source(name="питание.txt", data="\n".join(ORDER).encode())
HEADING, TITLE, VERB = 3, 5, 7


def kept_letter(services: Services, actor: Actor) -> str:
    return upload_document(services, actor, [LETTER]).sha256


def say(services: Services, actor: Actor, sha256: str, line: int, text: str) -> TextView:
    return correct_line(services, actor, sha256, LineText(page=1, line=line, text=text))


def test_a_correction_is_a_version_that_can_be_taken_back(services: Services, actor: Actor) -> None:
    sha256 = kept_letter(services, actor)
    say(services, actor, sha256, 2, "Собрание в пятницу.")
    view = say(services, actor, sha256, 2, "Собрание в пятницу!")
    assert view.document.text.split("\n")[1] == "Собрание в пятницу!"
    assert view.document.raw_text.split("\n")[1] == "Собрание в питницу."
    (held,) = view.corrections.values()
    assert (held.recorded_by, held.recorded_at, held.line.read) == (actor.id, services.now(), "Собрание в питницу.")
    assert show_document(services, actor, sha256) == view.document
    back = take_back_correction(services, actor, held.line.correction_id)
    assert back.corrections == {}
    assert "исправ" not in back.document.text
    assert "питницу" in back.document.raw_text
    first, second = sorted(list_corrections(services, actor, sha256), key=lambda item: item.line.text)
    assert (first.superseded_by, second.superseded_by) == (actor.id, actor.id)
    with pytest.raises(NotFound):
        take_back_correction(services, actor, held.line.correction_id)


def test_what_cannot_be_corrected(services: Services, actor: Actor) -> None:
    sha256 = kept_letter(services, actor)
    for said, refusal in (
        (LineText(page=1, line=9, text="х"), NotFound),
        (LineText(page=2, line=1, text="х"), NotFound),
        (LineText(page=1, line=1, text="х", raw="что-то другое"), LineMoved),
        (LineText(page=1, line=1, text="х" * 20_001), BadDecision),
    ):
        with pytest.raises(refusal):
            correct_line(services, actor, sha256, said)
    teacher = replace(actor, roles=frozenset({ActorRole.TEACHER}))
    with pytest.raises(Forbidden):
        say(services, teacher, sha256, 1, "х")
    with pytest.raises(Forbidden):
        take_back_correction(services, teacher, "x")
    with pytest.raises(Forbidden):
        parse_again(services, teacher, "x")
    with pytest.raises(NotFound):
        show_text(services, actor, "нет")
    assert show_text(services, actor, sha256).corrections == {}


def test_a_draft_is_parsed_again_from_the_corrected_text(services: Services, actor: Actor) -> None:
    view = register_order(services, actor, [CANTEEN]).view
    order, (sha256,) = view.order, view.order.documents
    assert show_text(services, actor, sha256).outdated == ()
    changed = say(services, actor, sha256, TITLE, "Об организации школьного питания")
    assert [item.order_id for item in changed.outdated] == [order.order_id]
    assert show_order_paper(services, actor, order.order_id).outdated
    again = parse_again(services, actor, order.order_id)
    assert (again.order.version, again.order.title) == (order.version + 1, "Об организации школьного питания")
    assert not show_order_paper(services, actor, order.order_id).outdated
    (correction,) = changed.corrections.values()
    take_back_correction(services, actor, correction.line.correction_id)
    assert show_order_paper(services, actor, order.order_id).outdated
    assert parse_again(services, actor, order.order_id).order.title == order.title


def test_an_order_keeps_the_reading_it_was_parsed_from(services: Services, actor: Actor) -> None:
    order = register_order(services, actor, [CANTEEN]).view.order
    (sha256,) = order.documents
    first = show_document(services, actor, sha256)
    (page,) = first.pages
    with services.store.write(actor, services.now()) as uow:
        keep(uow, replace(first, pages=(replace(page, lines=page.lines[1:]),)), [CANTEEN])
    assert len(show_document(services, actor, sha256).pages[0].lines) == len(page.lines) - 1
    assert show_document(services, actor, sha256, order_id=order.order_id) == first
    shown = show_order_paper(services, actor, order.order_id)
    assert (shown.papers, shown.outdated) == ((first,), True)
    with services.store.write(actor, services.now()) as uow:
        keep(uow, replace(first, pages=(replace(page, grid=Grid(rows=(0.0, 1.0), columns=(0.0, 1.0), cells=())),)), [])
    assert show_document(services, actor, sha256).pages[0].grid is None, "text is not put down as a ruled page"


def order_text(services: Services, actor: Actor, order_id: str) -> str:
    return "\n".join(clause.text for clause in show_order(services, actor, order_id).order.clauses)


def test_a_page_read_anew_takes_its_corrections_with_it(sqlite_store: Store, actor: Actor, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    engine = ScriptedEngine(folder=tmp_path / "notes", texts=ORDER)
    services = scripted(sqlite_store, engine)
    paper = sheets(len(ORDER))
    job = submit(services, actor, JobRequest(kind="register_order", sources=[paper])).job
    done = work_off(services, actor, ONE_CHILD, job.job_id, told=lambda _: None)
    sha256, order_id = done.origin.sha256, str(done.result["order"])
    right = ORDER[6].replace("Мельник О.П.", "Мельников О.П.")
    correct_line(services, actor, sha256, LineText(page=7, line=1, text=right))
    gone = correct_line(services, actor, sha256, LineText(page=9, line=1, text="3. Слова, которых больше нет."))
    assert len(gone.corrections) == 2
    # another engine is another recipe: it reads one line more above, and nothing like the ninth page
    other = [f"лишняя строка\n{text}" for text in ORDER]
    other[8] = "ничего похожего\nи это тоже не та строка"
    newer = scripted(sqlite_store, replace(engine, texts=other))
    (tmp_path / "notes" / "read.log").unlink()
    newer = replace(newer, reading=replace(newer.reading, engine=replace(newer.reading.engine, version="2")))
    renewed = work_off(newer, actor, ONE_CHILD, read_again(newer, actor, sha256).job.job_id, told=lambda _: None)
    assert renewed.pages_reused == 0
    view = show_text(newer, actor, sha256)
    assert view.document.pages[6].lines[1].text == right
    assert view.document.pages[6].lines[0].text == "лишняя строка"
    assert [item.line.text for item in view.homeless] == ["3. Слова, которых больше нет."]
    assert [item.order_id for item in view.outdated] == [order_id]
    shown = show_order_paper(newer, actor, order_id)
    assert shown.papers[0].pages[6].lines[0].text == right, "the order's places are those of the reading it came from"
    assert "Мельник О.П." in order_text(newer, actor, order_id)
    parse_again(newer, actor, order_id)
    assert "Мельников О.П." in order_text(newer, actor, order_id)
    assert show_order_paper(newer, actor, order_id).papers[0] == show_document(newer, actor, sha256)


def test_an_order_that_binds_is_not_parsed_again(sqlite_services: Services, actor: Actor) -> None:
    services = sqlite_services
    view = register_order(services, actor, [CANTEEN]).view
    (sha256,) = view.order.documents
    say(services, actor, sha256, HEADING, "")
    say(services, actor, sha256, VERB, "")
    with pytest.raises(NotAnOrder):
        parse_again(services, actor, view.order.order_id)
    assert show_order(services, actor, view.order.order_id).order.version == view.order.version
    confirm_order(services, actor, view.order.order_id)
    assert show_text(services, actor, sha256).outdated == ()
    with pytest.raises(NotADraft):
        parse_again(services, actor, view.order.order_id)


@pytest.mark.tesseract
def test_the_place_of_a_correction_is_shown_and_survives_another_reading(
    sqlite_services: Services, actor: Actor
) -> None:
    services = sqlite_services
    (scan,) = order_29_sources("order-29-2.png")
    document = upload_document(services, actor, [scan])
    number = next(place for place, line in enumerate(document.pages[0].lines, 1) if "Контроль" in line.text)
    view = correct_line(services, actor, document.sha256, LineText(page=1, line=number, text="Контроль."))
    (held,) = view.corrections.values()
    assert held.line.place is not None
    assert show_correction(services, actor, held.line.correction_id).startswith(b"\x89PNG")
    again = upload_document(services, actor, [scan])
    assert "Контроль.\n" not in again.text, "what is kept is the reading"
    assert show_document(services, actor, document.sha256).pages[0].lines[number - 1].text == "Контроль."
