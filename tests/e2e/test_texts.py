"""The text of a scan put right in a real browser, by the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from api.usecases.documents import read_document
from api.usecases.keeping import keep
from ingest.model import Source
from journal.model import Actor, ActorRole
from support.browser import chromium, serving, visitor
from support.drawn_order import drawn_order
from support.journal_desk import open_data
from support.services import services_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from ingest.model import Document, Line

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.tesseract]
DIRECTOR = Actor(id="local:director", roles=frozenset(ActorRole))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def doubting(line: Line, words: set[str]) -> Line:
    return replace(line, words=tuple(replace(word, review=word.text in words) for word in line.words))


def with_doubts(document: Document, *lines: int) -> Document:
    """The first word of these lines is doubtful, and no other."""
    (page,) = document.pages
    marked = tuple(
        doubting(line, {line.words[0].text} if number in lines and line.words else set())
        for number, line in enumerate(page.lines)
    )
    return replace(document, pages=(replace(page, lines=marked),))


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server with one scanned sheet that has two doubtful words; its address and the sheet's path."""
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "data").mkdir()
    store = open_data(folder / "data")
    services = services_over(store)
    source = Source(name="приказ, лист 1.png", data=drawn_order()[0])
    read = read_document(services.reading, DIRECTOR, [source])
    document = with_doubts(read, 6, 12)
    with store.write(DIRECTOR, services.now()) as uow:
        keep(uow, document, [source])
    store.close()
    with serving(folder / "data", worker=False) as opened:
        yield opened, f"/documents/{document.sha256}"


@pytest.mark.parametrize("screen", ["1366", "360"])
def test_doubtful_words_are_put_right_by_the_keyboard(browser: Browser, scan: tuple[str, str], screen: str) -> None:
    address, path = scan
    with visitor(browser, address, screen) as person:
        page = person.go(path)
        doubts = page.locator(".read-line.doubtful")
        count = doubts.count()
        assert count >= 2
        page.get_by_role("link", name="Просмотреть сомнительные слова").press("Enter")
        opened = page.locator(".read-line[open]")
        expect(opened).to_have_count(1)
        area = opened.locator("textarea")
        expect(area).to_be_focused()
        was = area.input_value()
        chosen = page.evaluate(
            "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) }"
        )
        assert was.startswith(chosen), "typing replaces the doubtful word"
        assert chosen
        expect(page.locator("rect.lit")).to_have_count(1)
        assert person.violations() == []
        first = opened.get_attribute("id")
        page.keyboard.type("Иначе")
        page.keyboard.press("Enter")
        expect(doubts).to_have_count(count - 1)
        expect(page.locator(f"#{first} summary")).to_contain_text("Иначе")
        expect(page.locator(f"#{first}.corrected")).to_have_count(1)
        expect(page.locator(".read-line[open]")).not_to_have_id(first or "")
        page.keyboard.press("Escape")
        expect(page.locator(".read-line[open]")).to_have_count(0)
        page.locator(f"#{first} > summary").press("Enter")
        page.locator(f"#{first}").get_by_role("button", name="Вернуть прочитанное").press("Enter")
        expect(doubts).to_have_count(count)
        expect(page.locator(f"#{first} textarea")).to_have_value(was)
        assert person.complaints == []
        assert person.abroad == []
