"""People of the school, and the school itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from journal.model import Person, Post, School
from journal.store.repositories.facts import DERIVED
from journal.store.tables import batches, people, posts, schools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class PeopleRepository:
    """People of one transaction."""

    connection: Connection

    def school(self) -> School | None:
        """The school of this journal, None until one is loaded."""
        row = self.connection.execute(select(schools).order_by(schools.c.school_id)).first()
        if row is None:
            return None
        return School(name=row.name, short_name=row.short_name, timezone=ZoneInfo(row.timezone))

    def add_school(self, school: School) -> None:
        """Names the school of this journal."""
        self.connection.execute(
            insert(schools).values(name=school.name, short_name=school.short_name, timezone=school.timezone.key)
        )

    def staff(self) -> Sequence[Person]:
        """Everybody who works at the school, by surname."""
        rows = self.connection.execute(
            select(people)
            .where(people.c.superseded_at.is_(None), people.c.kind == "staff")
            .order_by(people.c.surname_fold, people.c.person_id)
        )
        return tuple(person_of(row) for row in rows)

    def posts(self) -> Sequence[Post]:
        """Every dated post that is current knowledge."""
        rows = self.connection.execute(
            select(posts, batches.c.kind)
            .join(batches, batches.c.batch_id == posts.c.batch_id)
            .where(posts.c.superseded_at.is_(None))
            .order_by(posts.c.person_id, posts.c.row_id)
        )
        return tuple(
            Post(
                person_id=row.person_id,
                post=row.post,
                title=row.title or "",
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                order_id=row.order_id,
                fact_key=row.fact_key,
                derived=row.kind == DERIVED,
            )
            for row in rows
        )


def person_of(row: Row[Any]) -> Person:
    """A row with the columns of the table of people as a person."""
    return Person(
        person_id=row.person_id,
        kind=row.kind,
        surname=row.surname,
        given_name=row.given_name or "",
        patronymic=row.patronymic or "",
        sex=row.sex,
        archival=bool(row.archival),
    )
