"""Who acts in this process and with which settings: all that a command knows before it does anything."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from api.settings import Settings
from journal.model import Actor, ActorRole
from school.errors import UsageError


def load_settings(**changes: object) -> Settings:
    """Reads the settings; raises `UsageError` naming the wrong one."""
    try:
        settings = Settings(**changes)  # type: ignore[arg-type]  # checked by pydantic at run time
        ZoneInfo(settings.timezone)
    except ValidationError as error:
        names = ", ".join(f"SVOD_{str(part['loc'][0]).upper()}" for part in error.errors())
        raise UsageError(reason=f"Неверное значение настройки {names}. Исправьте его и повторите.") from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(reason="Неизвестный часовой пояс в SVOD_TIMEZONE. Пример: Asia/Chita.") from error
    return settings


def local_actor() -> Actor:
    """The person at the server's own keyboard; until accounts exist, the only one."""
    return Actor(
        id=f"local:{_login()}",
        roles=frozenset({ActorRole.ADMINISTRATOR, ActorRole.DIRECTOR, ActorRole.DEPUTY}),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What an entry point carries: the settings and who is acting."""

    settings: Settings
    actor: Actor
