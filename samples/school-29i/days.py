"""The invented school's calendar: which days are school days, for all and for a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)


def span(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


@dataclass(frozen=True)
class Days:
    kinds: dict[date, str]
    own: dict[str, dict[date, str]]
    zone: ZoneInfo

    @classmethod
    def of(cls, data: dict[str, Any]) -> Days:
        body = data["days"]
        first, last = map(date.fromisoformat, body["calendar"])
        vacations = {day for start, end in body["vacations"] for day in span(*map(date.fromisoformat, (start, end)))}
        holidays, saturdays = (set(map(date.fromisoformat, body[key])) for key in ("holidays", "school_saturdays"))

        def kind(day: date) -> str:
            if day in vacations:
                return "vacation"
            free = day in holidays or (day.weekday() >= 5 and day not in saturdays)
            return "holiday" if free else "school"

        own: dict[str, dict[date, str]] = {}
        for klass, start, end in body["quarantine"]:
            days = span(date.fromisoformat(start), date.fromisoformat(end))
            own.setdefault(klass, {}).update(dict.fromkeys(days, "quarantine"))
        return cls({day: kind(day) for day in span(first, last)}, own, ZoneInfo(data["school"]["timezone"]))

    def is_school(self, day: date, klass: str | None = None) -> bool:
        return self.own.get(klass or "", {}).get(day, self.kinds[day]) == "school"

    def school(self, klass: str | None = None) -> list[date]:
        return [day for day in self.kinds if self.is_school(day, klass)]

    def after(self, day: date, count: int, klass: str | None = None) -> date:
        """The school day so many after a day; negative counts back."""
        days = self.school(klass)
        if count < 0:
            return [item for item in days if item < day][count]
        return day if count == 0 else [item for item in days if item > day][count - 1]

    def at(self, day: date, hour: int, minute: int = 0, second: int = 0) -> str:
        return datetime.combine(day, time(hour, minute, second), self.zone).isoformat()

    def rows(self) -> Iterator[dict[str, str]]:
        recorded = self.at(date(2023, 8, 31), 10)
        for day, kind in self.kinds.items():
            yield {"date": day.isoformat(), "kind": kind, "recorded_at": recorded}
        for klass, days in self.own.items():
            for day, kind in days.items():
                told = self.at(min(days) - DAY, 16)
                yield {"date": day.isoformat(), "kind": kind, "class_id": klass, "recorded_at": told}
