"""Settings from the environment and `.env`, one class per concern; `.env.example` explains them."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    FilePath,
    HttpUrl,
    IPvAnyAddress,
    SecretStr,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.addresses import checked_postgres_url, checked_redis_url
from app.settings.checks import (
    checked_bot_token,
    checked_language,
    checked_provider_token,
    checked_webhook_secret,
    read_ids,
)
from domain.clients.model import LANGUAGES

_ENVIRONMENT = SettingsConfigDict(
    env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
)

GivenT = TypeVar("GivenT")


class BotMode(StrEnum):
    """How updates reach the bot."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class ProviderName(StrEnum):
    """Provider of prepayments; the adapters have the same names."""

    TELEGRAM = "telegram"
    TEST = "test"
    AT_VENUE = "at_venue"


class LogFormat(StrEnum):
    """Format of log lines: for machines or for people."""

    JSON = "json"
    TEXT = "text"


class TelegramSettings(BaseSettings):
    """How the bot and Telegram reach each other."""

    model_config = _ENVIRONMENT

    bot_token: Annotated[SecretStr, AfterValidator(checked_bot_token)]
    bot_api_base: HttpUrl | None = None
    bot_mode: BotMode = BotMode.POLLING
    webhook_url: HttpUrl | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(checked_webhook_secret)] | None = None
    http_host: IPvAnyAddress = IPv4Address("127.0.0.1")
    http_port: int = Field(default=8080, ge=1, le=65535)
    updates_per_minute: int = Field(default=60, ge=0)

    @field_validator("webhook_url", "webhook_secret")
    @classmethod
    def _webhook_is_complete(cls, value: GivenT, info: ValidationInfo) -> GivenT:
        """Check each field separately, so that the error is listed with all others."""
        if value is None and info.data.get("bot_mode") is BotMode.WEBHOOK:
            raise ValueError("is missing, and BOT_MODE=webhook needs it")
        return value


class DatabaseSettings(BaseSettings):
    """The address of PostgreSQL."""

    model_config = _ENVIRONMENT

    database_url: Annotated[SecretStr, AfterValidator(checked_postgres_url)]


class RedisSettings(BaseSettings):
    """The address of Redis; empty means in-process storage, for a single process."""

    model_config = _ENVIRONMENT

    redis_url: Annotated[SecretStr, AfterValidator(checked_redis_url)] = SecretStr("")


class BusinessSettings(BaseSettings):
    """Admins, time zone and default language of the business."""

    model_config = _ENVIRONMENT

    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(read_ids)] = frozenset()
    admin_chat_id: int | None = None
    business_tz: ZoneInfo = ZoneInfo("Europe/Berlin")
    default_language: Annotated[str, AfterValidator(checked_language)] = LANGUAGES[0]


class PaymentSettings(BaseSettings):
    """Provider of prepayments; if not set, it follows from the token."""

    model_config = _ENVIRONMENT

    payment_provider: ProviderName | None = None
    payment_provider_token: Annotated[SecretStr, AfterValidator(checked_provider_token)] | None = (
        None
    )

    @field_validator("payment_provider_token")
    @classmethod
    def _token_is_the_providers(
        cls, value: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        provider = info.data.get("payment_provider")
        if value is None and provider in {ProviderName.TELEGRAM, ProviderName.TEST}:
            raise ValueError(f"is missing, and PAYMENT_PROVIDER={provider} needs it")
        if value is not None and provider is ProviderName.TEST and not is_for_tests(value):
            raise ValueError("must be one for tests (123456:TEST:...) with PAYMENT_PROVIDER=test")
        return value

    @property
    def provider(self) -> ProviderName:
        """The chosen provider, or the one that follows from the token."""
        if self.payment_provider is not None:
            return self.payment_provider
        return ProviderName.TELEGRAM if self.payment_provider_token else ProviderName.AT_VENUE


def is_for_tests(provider_token: SecretStr) -> bool:
    """Return whether a payment token is a test token, with which no money moves."""
    return ":TEST:" in provider_token.get_secret_value()


class ProcessSettings(BaseSettings):
    """Behaviour of a process; in the demo, the file in `CLOCK_FILE` moves its clock."""

    model_config = _ENVIRONMENT

    log_format: LogFormat = LogFormat.JSON
    clock_file: FilePath | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a process."""

    telegram: TelegramSettings
    database: DatabaseSettings
    redis: RedisSettings
    business: BusinessSettings
    payments: PaymentSettings
    process: ProcessSettings


@dataclass(frozen=True, slots=True)
class SeedSettings:
    """Settings for the sample salon."""

    database: DatabaseSettings
    business: BusinessSettings
    process: ProcessSettings
