"""Roles that orders give duties to, and how orders name them (data/roles.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from school.morphology import fold
from school.phrases import nominative_phrase

OTHER = "other"
"""A post that the school's list has no word of its own for."""
ACTING = re.compile(r"(?:исполняющ\w+\s+обязанности|и\.\s?о\.|врио)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """A role known to Svod.

    Attributes:
        key: stable key, e.g. `subject_teacher`.
        title: Russian, nominative.
        pattern: what folded text names the role, in any case and number.
        named: True when one person at a time holds it.
        post: what the school's list of posts calls it.
    """

    key: str
    title: str
    pattern: re.Pattern[str]
    named: bool
    post: str


@cache
def all_roles() -> tuple[Role, ...]:
    """Roles in the order in which they are tried: the more special first."""
    data = tomllib.loads(files("school.data").joinpath("roles.toml").read_text(encoding="utf-8"))
    return tuple(
        Role(row["key"], row["title"], re.compile(row["pattern"]), row["named"], row.get("post", OTHER))
        for row in data["role"]
    )


def role_of_key(key: str | None) -> Role | None:
    """The role of a key, None for a key that is not known."""
    return next((role for role in all_roles() if role.key == key), None)


def group_post(key: str | None) -> str | None:
    """The posts whose holders are all meant by a role: «учителям» is every teacher; None for a role of one person."""
    role = role_of_key(key)
    return role.post if role is not None and not role.named and role.post != OTHER else None


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation, folded, to its words, folded."""
    data = tomllib.loads(files("school.data").joinpath("roles.toml").read_text(encoding="utf-8"))
    return {fold(short): fold(long) for short, long in data["abbreviations"].items()}


def find_role(text: str) -> Role | None:
    """The role that the text begins with, or None."""
    low = fold(text)
    return next((role for role in all_roles() if role.pattern.match(low)), None)


def held_role(text: str) -> Role | None:
    """The role whose rights and duties go with the text: «исполняющий обязанности директора» acts as the director."""
    acting = ACTING.match(text)
    return find_role(nominative_phrase(text[acting.end() :]) if acting else text)


def role_at_start(text: str) -> tuple[Role, int] | None:
    """The role that the text begins with, and the length of the words that name it."""
    for role in all_roles():
        # folding keeps the length while there are single spaces only, which callers see to
        match = role.pattern.match(text.casefold().replace("ё", "е"))
        if match:
            return role, match.end()
    return None


def expand(text: str) -> str:
    """Folds a text and writes abbreviations out: «Администратор ЭЖ» → «администратор электронный журнал»."""
    known = abbreviations()
    return " ".join(known.get(word, word) for word in re.findall(r"[\w-]+", fold(text)))
