"""Settings, read once: environment `SVOD_*`, then `svod.toml` in the current folder, then defaults."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


def default_data_folder() -> Path:
    """`/var/lib/svod` for root (a server), the user's own data folder otherwise (XDG base directories)."""
    if os.geteuid() == 0:
        return Path("/var/lib/svod")
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "svod"


class Settings(BaseSettings):
    """What an installation may set. Every field is documented in docs/reference/settings.md."""

    model_config = SettingsConfigDict(env_prefix="SVOD_", toml_file="svod.toml", frozen=True, extra="ignore")

    data: Path = Field(default_factory=default_data_folder)
    database_url: str = ""
    timezone: str = "Europe/Moscow"
    tesseract: str = "tesseract"
    page_seconds: float = Field(default=120.0, gt=0)
    page_memory_mb: int = Field(default=2048, ge=256)
    worker_processes: int = Field(default=0, ge=0)
    max_file_mb: int = Field(default=200, gt=0)
    max_unpacked_mb: int = Field(default=100, gt=0)
    max_megapixels: int = Field(default=60, gt=0)
    max_pages: int = Field(default=1000, gt=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file; nothing else."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def store_url(self) -> str:
        """The database to open; an SQLite file in the data folder unless told otherwise."""
        return self.database_url or f"sqlite:///{self.data / 'svod.db'}"

    def environment(self) -> dict[str, str]:
        """These settings as variables, for a process of our own that is to have the same."""
        return {f"SVOD_{name.upper()}": str(value) for name, value in self.model_dump().items()}
