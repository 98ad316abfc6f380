"""Local acts in a real browser: taken in, decided on by the keyboard, and without scripts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import chromium, serving, svod, visitor
from support.paths import ORDER_29I, SCHOOL_29I

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
PAPER = SCHOOL_29I / "polozhenie.docx"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("acts") / "data"
    svod(data, "school", "load", str(ORDER_29I / "school"))
    with serving(data, worker=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def act(browser: Browser, address: str) -> str:
    """Address of the act that a person uploaded."""
    with visitor(browser, address) as person:
        page = person.go("/acts")
        page.get_by_label("Выбрать файлы").set_input_files(PAPER)
        page.get_by_role("button", name="Загрузить и прочитать").click()
        page.wait_for_url("**/acts/*")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Положение о журнале успеваемости")
        assert person.complaints == []
        assert person.abroad == []
        return page.url.removeprefix(address).split("?")[0]


def test_a_proposal_lights_up_its_clause_and_is_confirmed(browser: Browser, address: str, act: str) -> None:
    with visitor(browser, address) as person:
        page = person.go(act)
        left = waiting(page)
        proposal = page.locator(".proposal", has_text="Тема урока").first
        proposal.get_by_role("button", name="Подтвердить").focus()
        expect(page.locator("#desk li.lit")).to_contain_text("Тема урока вносится")
        proposal.get_by_role("button", name="Подтвердить").press("Enter")
        expect(page.locator("#proposals")).to_have_text(f"Ждут решения: {left - 1}")
        expect(page.locator(".proposal", has_text="Тема урока").first).to_contain_text("подтверждено")
        assert person.complaints == []


def test_it_works_without_scripts(browser: Browser, address: str, act: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address + act)
        left = waiting(page)
        proposal = page.locator(".proposal", has_text="Домашнее задание").first
        proposal.locator("summary").click()
        proposal.get_by_label("Сколько").fill("2")
        proposal.get_by_role("button", name="Исправить").click()
        assert waiting(page) == left - 1
        expect(page.locator(".proposal", has_text="Домашнее задание").first).to_contain_text("исправлено")
    finally:
        context.close()


@pytest.mark.parametrize("screen", ["1366", "360"])
def test_axe_has_nothing_against_the_pages(screen: str, browser: Browser, address: str, act: str) -> None:
    with visitor(browser, address, screen) as person:
        for path in ("/acts", act):
            page = person.go(path)
            for folded in page.locator("main details > summary").all():
                folded.click()
            assert person.violations() == [], path
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), f"{path} is wider than the screen"
        assert person.complaints == []


def waiting(page: Page) -> int:
    return int(page.locator("#proposals").inner_text().split(":")[1])
