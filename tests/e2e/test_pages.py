"""Pages in a real browser: an order from its upload to the report, without a mouse where it matters.

No request leaves this machine, the browser has nothing to complain about, axe-core has nothing against any page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import Visitor, chromium, serving, visitor
from support.school_pages import CHECKED, order_sheets, school_without_order

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
        page.get_by_role("button", name="Загрузить и прочитать").click()
        expect(page.locator("#upload-problem")).to_contain_text("not-an-order")
        assert person.abroad == []
        assert all("422" in line for line in person.complaints), "the browser names the answer's status, nothing else"


PAGES = ("/", "/orders", "/batches", "/help", f"/check?{CHECKED}", "ORDER")


@pytest.mark.tesseract
@pytest.mark.parametrize("screen", ["1366", "360"])
def test_axe_has_nothing_against_any_page(screen: str, browser: Browser, address: str, order: str) -> None:
    with visitor(browser, address, screen) as person:
        for path in PAGES:
            page = person.go(order if path == "ORDER" else path)
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
