"""Acts in words: those that the preamble leans on, in the case that it asks for, those that clauses repeal or amend.

Each act has several ways to be written, the most natural first. The first that `find_acts` reads as the very same act
is taken, so that an issuer or a title of an unusual kind never turns into another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from parsing.drafting.phrases import phrase, phrases
from parsing.order.acts import find_acts
from school.phrases import accusative_phrase, genitive_phrase, instrumental_phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from parsing.records import LegalBasisRecord

IN_CASE: dict[str, Callable[[str], str]] = {
    "ablt": instrumental_phrase,
    "gent": genitive_phrase,
    "accs": accusative_phrase,
    "nomn": str,
}


class NamedAct(Protocol):
    """A legal basis, or the act that an order changes."""

    @property
    def kind(self) -> str:
        """«приказ», «федеральный закон»."""

    @property
    def date(self) -> date | None:
        """Of the act."""

    @property
    def number(self) -> str | None:
        """Of the act."""

    @property
    def title(self) -> str | None:
        """Without quotes."""

    @property
    def issuer(self) -> str | None:
        """Nominative."""


def preamble_of(acts: Sequence[LegalBasisRecord]) -> str:
    """«В соответствии с …, на основании …»; empty where the order leans on nothing."""
    pieces: list[str] = []
    said = ""
    for act in acts:
        basis = phrases()["basis"].get(act.kind, phrases()["basis"]["other"])
        words = act_words(act, basis["case"])
        pieces.append(words if basis["words"] == said else f"{basis['words']} {words}")
        said = basis["words"]
    text = ", ".join(pieces)
    return text[:1].upper() + text[1:]


def act_words(act: NamedAct, case: str) -> str:
    """The act in a case; see the module for how its words are chosen."""
    ways = list(_ways(act, case))
    return next((words for words in ways if _reads_as(words, act)), ways[0])


def _reads_as(words: str, act: NamedAct) -> bool:
    wanted = (act.kind, act.date, act.number, act.title, act.issuer)
    return [(found.kind, found.date, found.number, found.title, found.issuer) for found in find_acts(words)] == [wanted]


def _ways(act: NamedAct, case: str) -> Iterator[str]:
    kind = kind_in(act.kind, case)
    subject = act.title.removeprefix(f"{act.kind.capitalize()} ") if act.title else None
    if subject and subject != act.title and act.kind in phrases()["called"]:
        yield f"{kind} {subject}{_approved(act, case)}"
    if act.title and act.kind == "кодекс":
        yield IN_CASE[case](act.title)
    title = phrase("act", "title", title=act.title) if act.title else ""
    issuer = f" {genitive_phrase(act.issuer)}" if act.issuer else ""
    yield f"{kind}{issuer}{_issued(act)}{title}"
    yield f"{kind}{f' {act.issuer}' if act.issuer else ''}{_issued(act)}{title}"
    # sanitary rules have a number without a sign
    yield f"{act.kind} {act.number or ''}{title}"


def kind_in(kind: str, case: str) -> str:
    """«Федеральным законом», «приказа»."""
    words = IN_CASE[case](kind)
    return words[:1].upper() + words[1:] if kind in phrases()["capital"]["kinds"] else words


def _approved(act: NamedAct, case: str) -> str:
    """The act that approved a regulation: its date and number; what it was the record does not say, its issuer does."""
    if act.date is None and act.number is None:
        return ""
    approving = phrases()["approving"]
    issuer = (act.issuer or "").split(" ")[0].lower()
    order = IN_CASE["ablt"](approving.get(issuer, approving["other"]))
    order += f" {genitive_phrase(act.issuer)}" if act.issuer else ""
    order += _issued(act)
    return phrase("act", "approved", participle=phrases()["called"][act.kind][case], order=order)


def _issued(act: NamedAct) -> str:
    issued = phrase("act", "date", date=f"{act.date:%d.%m.%Y}") if act.date else ""
    return issued + (phrase("act", "number", number=act.number) if act.number else "")
