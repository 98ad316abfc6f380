"""Pages in a real browser: an order from its upload to the report, without a mouse where it matters.

No request leaves this machine, the browser has nothing to complain about, axe-core has nothing against any page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import Visitor, chromium, serving, visitor
from support.files import blank_pdf
from support.school_pages import CHECKED, order_sheets, school_without_order, staged_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
LONG = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(school_without_order(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A server with two pages of the paper journal that wait for a person; its address and their paths."""
    folder = tmp_path_factory.mktemp("journal")
    first, second = staged_pages(folder, "Алгебра", "Физика")
    with serving(folder / "data", worker=False) as opened:
        yield opened, f"/journal/pages/{first}", f"/journal/pages/{second}"


@pytest.fixture(scope="module")
def order(browser: Browser, address: str, folder: Path) -> str:
    """Address of the order that a person uploaded, page by page of its scan."""
    with visitor(browser, address) as person:
        page = person.go("/")
        page.get_by_label("Выбрать файлы").set_input_files(order_sheets(folder))
        page.get_by_role("button", name="Загрузить и прочитать").click()
        page.wait_for_url("**/orders/*", timeout=LONG)
        expect(page.get_by_role("heading", level=1)).to_contain_text("29-И")
        assert quiet(person)
        return page.url.removeprefix(address).split("?")[0]


def quiet(person: Visitor) -> bool:
    """Nothing asked from outside, nothing against the policy, no failure of a script."""
    assert person.abroad == []
    assert person.complaints == []
    return True


@pytest.mark.tesseract
def test_a_fact_lights_up_its_place_on_the_paper(browser: Browser, address: str, order: str) -> None:
    with visitor(browser, address) as person:
        page = person.go(order)
        fact = page.locator(".fact", has_text="еженедельно создает резервные копии").first
        fact.locator(".place").first.focus()
        lit = page.locator("rect.lit")
        expect(lit).to_have_count(1)
        box, desk = lit.bounding_box(), page.locator("#desk").bounding_box()
        assert box is not None
        assert desk is not None
        assert desk["y"] <= box["y"] <= desk["y"] + desk["height"], "the place is brought into view"
        assert box["width"] > 100
        assert min(person.pictures()[:2]) > 1000
        page.get_by_role("button", name="Увеличить").click()
        wider = lit.bounding_box()
        assert wider is not None
        assert wider["width"] > 1.4 * box["width"]
        assert quiet(person)


@pytest.mark.tesseract
def test_questions_are_answered_and_the_order_is_put_in_force(browser: Browser, address: str, order: str) -> None:
    with visitor(browser, address) as person:
        page = person.go(order)
        while page.locator(".question").count():
            left = page.locator(".question").count()
            page.locator(".question").first.get_by_role("button", name="Верно").press("Enter")
            expect(page.locator(".question")).to_have_count(left - 1)
        confirm = page.get_by_role("button", name="Ввести приказ в действие")
        if confirm.count():
            confirm.press("Enter")
        expect(page.locator(".state-in_force")).to_be_visible()
        page = person.go(f"/check?{CHECKED}")
        page.get_by_role("link", name="тема урока записана в срок, Лапшин").press("Enter")
        expect(page.locator("#findings table")).to_contain_text("не исполнено")
        assert page.evaluate("document.activeElement.closest('#findings') !== null"), "the keyboard follows the eye"
        with page.expect_download() as awaited:
            page.get_by_role("link", name="Скачать отчёт").click()
        assert awaited.value.suggested_filename.endswith(".docx")
        assert quiet(person)


def test_failures_of_an_upload_are_told_in_place(browser: Browser, address: str, tmp_path: Path) -> None:
    empty, letter = tmp_path / "пусто.txt", tmp_path / "письмо.txt"
    empty.write_bytes(b"")
    letter.write_text("Уважаемые родители! Приглашаем вас на собрание.", encoding="utf-8")
    with visitor(browser, address) as person:
        page = person.go("/")
        page.get_by_label("Выбрать файлы").set_input_files(empty)
        expect(page.locator("#upload-problem")).to_contain_text("file-empty")
        page.get_by_label("Выбрать файлы").set_input_files(letter)
        misnamed = tmp_path / "приказ.png"
        misnamed.write_bytes(blank_pdf())
        page.get_by_label("Выбрать файлы").set_input_files(misnamed)
        page.get_by_role("button", name="Убрать письмо.txt").click()
        page.get_by_role("button", name="Загрузить и прочитать").click()
        expect(page.locator("#upload-problem")).to_contain_text("format-mismatch")
        page.get_by_role("button", name="Убрать приказ.png").click()
        page.get_by_label("Выбрать файлы").set_input_files(letter)
        page.get_by_role("button", name="Загрузить и прочитать").click()
        page.wait_for_url("**/jobs/*")
        expect(page.locator("#job")).to_contain_text("not-an-order", timeout=LONG)
        assert person.violations() == []
        assert person.abroad == []
        assert all("422" in line for line in person.complaints), "the browser names the answer's status, nothing else"


def test_cells_are_gone_through_by_the_keyboard_alone(browser: Browser, paper: tuple[str, str, str]) -> None:
    address, path, _ = paper
    with visitor(browser, address) as person:
        page = person.go(path)
        cards = page.locator(".group .card-entry.look-open")
        count = cards.count()
        first, second, third = (cards.nth(place).get_attribute("id") for place in range(3))
        cards.first.focus()
        expect(page.locator("rect.lit")).to_have_count(1)
        page.keyboard.press("Enter")
        page.keyboard.press("4")
        page.keyboard.press("Delete")
        expect(page.locator(f"#{first}")).to_contain_text("решено")
        expect(page.locator(f"#{second} strong")).to_have_text("4")
        expect(page.locator(f"#{third}")).to_contain_text("не вносить")
        expect(page.locator("#act")).to_contain_text(str(questions(page)))
        assert page.locator(".group .card-entry.look-open").count() == count - 3
        page.locator(f"#{third}").focus()
        page.keyboard.press("Backspace")
        expect(page.locator(f"#{third}.look-open form")).to_have_count(1)
        expect(page.locator(f"#{third}")).not_to_contain_text("не вносить")
        assert quiet(person)


def test_a_sure_cell_is_reached_from_the_table_and_fixed(browser: Browser, paper: tuple[str, str, str]) -> None:
    address, path, _ = paper
    with visitor(browser, address) as person:
        page = person.go(path)
        page.locator(".sheet-table thead a").first.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".sheet-table td a:focus")).to_have_count(1)
        page.locator(".sheet-table td.look-sure a").first.focus()
        page.keyboard.press("Enter")
        card = page.locator("#chosen .card-entry, .cards .card-entry:focus").first
        expect(card).to_be_visible()
        card.get_by_role("button", name="5", exact=True).click()
        expect(card).to_contain_text("5")
        assert quiet(person)


def test_a_page_is_settled_and_brought_in(browser: Browser, paper: tuple[str, str, str]) -> None:
    address, _, path = paper
    with visitor(browser, address) as person:
        page = person.go(path)
        while (every := page.get_by_role("button", name="верны (")).count():
            left = every.count()
            every.first.click()
            expect(page.get_by_role("button", name="верны (")).to_have_count(left - 1)
        while (left := page.locator(".cards .look-open").count()) > 0:
            page.locator(".cards .look-open").first.focus()
            page.locator(".cards .look-open").first.get_by_role("button", name="Верно").click()
            expect(page.locator(".cards .look-open")).to_have_count(left - 1)
        page.get_by_role("button", name="Внести страницу в журнал").press("Enter")
        expect(page.locator(".told")).to_contain_text("Страница внесена в журнал: уроки — ")
        expect(page.locator(".keys")).to_have_count(0)
        assert quiet(person)


def questions(page: Page) -> int:
    return page.locator(".card-entry.look-open").count()


@pytest.mark.parametrize("screen", ["1366", "360"])
def test_axe_has_nothing_against_the_paper_journal(screen: str, browser: Browser, paper: tuple[str, str, str]) -> None:
    address, path, _ = paper
    with visitor(browser, address, screen) as person:
        for shown in ("/journal", path):
            page = person.go(shown)
            assert person.violations() == [], shown
            assert not sideways(page), f"{shown} is wider than the screen"
        assert quiet(person)


PAGES = (
    "/",
    "/same-sheets",
    "/orders",
    "/batches",
    "/help",
    f"/check?{CHECKED}",
    "ORDER",
    "ORDER/edition",
    "ORDER/acquaintance",
    "/orders/reminders",
)


@pytest.mark.tesseract
@pytest.mark.parametrize("screen", ["1366", "360"])
def test_axe_has_nothing_against_any_page(screen: str, browser: Browser, address: str, order: str) -> None:
    with visitor(browser, address, screen) as person:
        for path in PAGES:
            page = person.go(path.replace("ORDER", order))
            assert person.violations() == [], path
            assert not sideways(page), f"{path} is wider than the screen"
        assert quiet(person)


def sideways(page: Page) -> bool:
    """True when the whole page can be moved left and right."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.tesseract
def test_pages_work_without_scripts(browser: Browser, address: str, order: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address + order)
        page.locator(".fact .place").first.click()
        assert "#" in page.url
        page.goto(f"{address}/check?{CHECKED}")
        if page.locator(".cell").count():
            page.locator(".cell").first.click()
            expect(page.locator("#findings")).to_be_visible()
    finally:
        context.close()
