"""Rows of a bundle as known at a moment, and questions about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Row = dict[str, str]
DAY = timedelta(days=1)

# what names one fact of a file: rows with the same key are its versions
KEYS = {
    "lessons.csv": ("lesson_id",),
    "lesson_texts.csv": ("lesson_id", "field"),
    "attendance.csv": ("lesson_id", "pupil_id"),
    "marks.csv": ("mark_id",),
    "term_marks.csv": ("pupil_id", "subject", "term_id", "kind"),
    "ktp.csv": ("ktp_id",),
    "substitutions.csv": ("date", "lesson_id", "slot_id", "from_teacher_id"),
    "staff_absences.csv": ("person_id", "from", "reason"),
    "enrolments.csv": ("pupil_id", "class_id", "from"),
    "calendar.csv": ("date", "class_id"),
}


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class TwinSchool:
    files: dict[str, list[Row]]
    as_of: date
    known: datetime
    zone: ZoneInfo
    in_force: date
    deputies: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    cache: dict[Any, Any] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """Rows known at the moment, versions in turn."""
        if name not in self.cache:
            found = []
            for row in self.files.get(name, ()):
                at = row.get("recorded_at", "")
                if not at or datetime.fromisoformat(at) <= self.known:
                    found.append(row)
            found.sort(key=lambda row: self.moment(row).timestamp() if self.moment(row) else 0)
            self.cache[name] = found
        return self.cache[name]

    def standing(self, name: str) -> list[Row]:
        """The newest version of every fact."""
        key = ("standing", name)
        if key not in self.cache:
            last: dict[tuple[str, ...], Row] = {}
            for row in self.rows(name):
                last[tuple(row.get(part, "") for part in KEYS[name])] = row
            self.cache[key] = list(last.values())
        return self.cache[key]

    def has(self, *names: str) -> bool:
        return all(name in self.files for name in names)

    def moment(self, row: Row) -> datetime | None:
        text = row.get("recorded_at", "")
        return datetime.fromisoformat(text) if text else None

    def local(self, moment: datetime | None) -> date | None:
        return moment.astimezone(self.zone).date() if moment else None

    # calendar

    def kind(self, day: date, klass: str = "") -> str | None:
        common = None
        for row in self.standing("calendar.csv"):
            if row["date"] == day.isoformat():
                if klass and row.get("class_id") == klass:
                    return row["kind"]
                if not row.get("class_id"):
                    common = row["kind"]
        return common

    def known_days(self) -> list[date]:
        key = "known days"
        if key not in self.cache:
            days = {date.fromisoformat(row["date"]) for row in self.standing("calendar.csv") if not row.get("class_id")}
            self.cache[key] = sorted(days)
        return self.cache[key]

    def counted(self, unit: str, klass: str) -> list[date]:
        key = ("counted", unit, klass)
        if key not in self.cache:
            days = set(self.known_days()) | {
                date.fromisoformat(row["date"])
                for row in self.standing("calendar.csv")
                if klass and row.get("class_id") == klass
            }
            kinds = {day: self.kind(day, klass) for day in sorted(days)}
            if unit == "SCHOOL_DAY":
                self.cache[key] = [day for day, kind in kinds.items() if kind == "school"]
            else:
                self.cache[key] = [day for day, kind in kinds.items() if kind not in ("holiday", "cancelled")]
        return self.cache[key]

    def class_calendar(self, klass: str) -> str:
        """The class, if it has days of its own; else the school."""
        own = any(row.get("class_id") == klass for row in self.standing("calendar.csv")) if klass else False
        return klass if own else ""

    # parameters

    def norm(self, key: str, day: date) -> Row | None:
        """The parameter of a day: one with a clause before a default, a newer one before an older."""
        best = None
        for row in self.files.get("parameters.csv", ()):
            first, last = day_of(row.get("from", "")), day_of(row.get("to", ""))
            if row["key"] == key and (not first or first <= day) and (not last or day <= last):
                rank = (bool(row.get("source", "").strip()), first or date.min, row["value"])
                if best is None or rank > best[0]:
                    best = (rank, row)
        return best[1] if best else None

    def leave_days(self, person: str) -> set[date]:
        found: set[date] = set()
        for row in self.files.get("leaves.csv", ()):
            if row["person_id"] == person:
                last = day_of(row.get("to", "")) or (self.known_days() or [self.as_of])[-1]
                day = date.fromisoformat(row["from"])
                while day <= last:
                    found.add(day)
                    day += DAY
        return found

    def on_leave(self, person: str, day: date) -> bool:
        return any(row["person_id"] == person and self.held_on(row, day) for row in self.files.get("leaves.csv", ()))

    # people

    def held_on(self, row: Row, day: date) -> bool:
        first, last = day_of(row.get("from", "")), day_of(row.get("to", ""))
        return (not first or first <= day) and (not last or day <= last)

    def in_post(self, person: str, day: date) -> bool:
        own = [row for row in self.files.get("posts.csv", ()) if row["person_id"] == person]
        return not own or any(self.held_on(row, day) for row in own)

    def holder(self, post: str, named: tuple[str, ...], day: date) -> str | None:
        """Who holds a post of the order: of several the one it names; nobody: the named one unless gone."""
        rows = [row for row in self.files.get("posts.csv", ()) if row["post"] == post]
        now = [row for row in rows if self.held_on(row, day)]
        for row in now:
            if row["person_id"] in named:
                return row["person_id"]
        if now:
            return max(now, key=lambda row: (row.get("from", ""), row["person_id"]))["person_id"]
        for person in named:
            own = [row for row in rows if row["person_id"] == person]
            gone = bool(own) and all(row.get("to") and row["to"] < day.isoformat() for row in own)
            if not gone and self.in_post(person, day):
                return person
        return None

    # classes, groups, pupils

    def grade(self, klass: str) -> str:
        return next((row.get("grade", "") for row in self.files.get("classes.csv", ()) if row["class_id"] == klass), "")

    def group(self, group: str) -> Row:
        return next((row for row in self.files.get("groups.csv", ()) if row["group_id"] == group), {})

    def class_of_journal(self, row: Row) -> str:
        return row.get("class_id", "") or self.group(row.get("group_id", "")).get("class_id", "")

    def class_of_pupil(self, pupil: str, day: date) -> str:
        held = [
            row["class_id"]
            for row in self.standing("enrolments.csv")
            if row["pupil_id"] == pupil and self.held_on(row, day)
        ]
        return min(held) if held else ""

    def pupils(self, klass: str, group: str, day: date) -> list[str]:
        key = ("pupils", klass, group, day)
        if key not in self.cache:
            if group:
                rows = [row for row in self.files.get("group_members.csv", ()) if row["group_id"] == group]
            else:
                rows = [row for row in self.standing("enrolments.csv") if row["class_id"] == klass]
            here = sorted({row["pupil_id"] for row in rows if self.held_on(row, day)})
            everywhere = {row["pupil_id"] for row in self.standing("enrolments.csv")}
            self.cache[key] = [one for one in here if one not in everywhere or self.class_of_pupil(one, day)]
        return self.cache[key]

    def ungraded(self, row: Row) -> bool:
        """Grade 1, extracurricular groups, subjects without marks."""
        extra = self.group(row.get("group_id", "")).get("kind") in ("extracurricular", "additional")
        return (
            self.grade(self.class_of_journal(row)) == "1"
            or extra
            or row["subject"] in ("Разговоры о важном", "Классный час")
        )
