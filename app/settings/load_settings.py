from collections.abc import Callable

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings

from app.settings.settings import (
    BusinessSettings,
    DatabaseSettings,
    PaymentSettings,
    ProcessSettings,
    RedisSettings,
    SeedSettings,
    Settings,
    TelegramSettings,
)


class BadSettingsError(Exception):
    """Settings are wrong or missing; `problems` has a readable line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_settings() -> Settings:
    """Read all settings; raises `BadSettingsError` with all problems at once."""
    classes = (
        TelegramSettings,
        DatabaseSettings,
        RedisSettings,
        BusinessSettings,
        PaymentSettings,
        ProcessSettings,
    )
    _ensure_right(*classes)
    telegram, database, redis, business, payments, process = classes
    return Settings(telegram(), database(), redis(), business(), payments(), process())


def load_seed_settings() -> SeedSettings:
    """Read the settings for the sample salon; raises `BadSettingsError`."""
    _ensure_right(DatabaseSettings, BusinessSettings, ProcessSettings)
    return SeedSettings(DatabaseSettings(), BusinessSettings(), ProcessSettings())


def load_database_settings() -> DatabaseSettings:
    """Read the settings for migrations; raises `BadSettingsError`."""
    _ensure_right(DatabaseSettings)
    return DatabaseSettings()


def _ensure_right(*classes: Callable[[], BaseSettings]) -> None:
    problems = [problem for settings in classes for problem in _problems_of(settings)]
    if problems:
        raise BadSettingsError(problems)


def _problems_of(settings: Callable[[], BaseSettings]) -> list[str]:
    try:
        settings()
    except ValidationError as error:
        return [_line(detail) for detail in error.errors(include_input=False, include_url=False)]
    return []


def _line(detail: ErrorDetails) -> str:
    name = "".join(str(part).upper() for part in detail["loc"])
    if detail["type"] == "missing":
        return f"{name} is missing"
    message = detail["msg"].removeprefix("Value error, ")
    return f"{name} {message}".strip()
