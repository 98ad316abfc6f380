"""The Russian pipeline: spaCy's blank `ru` with components of our own, built once.

spaCy's Russian tokeniser splits «В.А..» badly and glues «С.Г.Михайлова», so names and dates are found in the
raw text and kept with their exact offsets; tokens carry the word forms that the readers of duties need.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from school.mentions import Mention, find_mentions
from school.morphology import cases, is_finite_verb, is_infinitive, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE = "svod_people"
FORMS = "svod_forms"


@Language.component(PEOPLE)  # type: ignore[untyped-decorator]  # spaCy gives no types
def mark_people(doc: Doc) -> Doc:
    """Finds names; `doc._.people` keeps exact offsets, `doc.spans` the tokens that hold them."""
    mentions = find_mentions(doc.text)
    doc._.people = mentions
    spans = [doc.char_span(m.start, m.end, label="PERSON", alignment_mode="expand") for m in mentions]
    doc.spans["people"] = [span for span in spans if span is not None]
    for span in doc.spans["people"]:
        for token in span:
            token._.in_name = True
    return doc


@Language.component(FORMS)  # type: ignore[untyped-decorator]
def mark_forms(doc: Doc) -> Doc:
    """Gives every Cyrillic word outside names its dictionary form and the forms it may be."""
    for token in doc:
        if token.is_alpha and not token._.in_name:
            token.lemma_ = lemma(token.text)
            token._.infinitive = is_infinitive(token.text)
            token._.finite = is_finite_verb(token.text)
            token._.dative = "datv" in cases(token.text)
    return doc


@cache
def pipeline() -> Language:
    """The pipeline; the first call takes about a second."""
    Doc.set_extension("people", default=(), force=True)
    for name in ("in_name", "infinitive", "finite", "dative"):
        Token.set_extension(name, default=False, force=True)
    language = spacy.blank("ru")
    language.add_pipe(PEOPLE)
    language.add_pipe(FORMS)
    return language


@lru_cache(maxsize=256)
def annotate(text: str) -> Doc:
    """The text with names and word forms marked; each reader of a clause asks about the same one."""
    return pipeline()(text)


def people_of(doc: Doc) -> tuple[Mention, ...]:
    """Names in the text, left to right, with exact offsets."""
    return cast("tuple[Mention, ...]", doc._.people)


def infinitives(doc: Doc) -> Iterator[Token]:
    """Infinitives outside names, left to right."""
    return (token for token in doc if token._.infinitive)
