from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.settings.load_settings import (
    BadSettingsError,
    load_database_settings,
    load_settings,
)
from app.settings.settings import (
    BotMode,
    BusinessSettings,
    DatabaseSettings,
    LogFormat,
    PaymentSettings,
    ProcessSettings,
    ProviderName,
    RedisSettings,
    TelegramSettings,
)
from tests.app.conftest import DATABASE_URL, TOKEN, set_all

WRONG = {
    "BOT_TOKEN": ("hushhush", "BOT_TOKEN is not a bot token"),
    "BOT_API_BASE": ("hushhush", "BOT_API_BASE Input should be a valid URL"),
    "BOT_MODE": ("hushhush", "BOT_MODE Input should be 'polling' or 'webhook'"),
    "WEBHOOK_URL": ("hushhush", "WEBHOOK_URL Input should be a valid URL"),
    "WEBHOOK_SECRET": ("hushhush", "WEBHOOK_SECRET must have 16 to 256"),
    "HTTP_HOST": ("hushhush", "HTTP_HOST"),
    "HTTP_PORT": ("65536", "HTTP_PORT Input should be less than or equal to 65535"),
    "DATABASE_URL": ("mysql://a:hushhush@b/c", "DATABASE_URL must begin with postgresql://"),
    "REDIS_URL": ("http://:hushhush@b", "REDIS_URL must begin with redis://"),
    "ADMIN_IDS": ("1,hushhush", "ADMIN_IDS must be Telegram ids"),
    "BUSINESS_TZ": ("Mars/Base", "BUSINESS_TZ"),
    "DEFAULT_LANGUAGE": ("hushhush", "DEFAULT_LANGUAGE must be one of en, de, ru"),
    "PAYMENT_PROVIDER": ("hushhush", "PAYMENT_PROVIDER Input should be 'telegram', 'test' or"),
    "PAYMENT_PROVIDER_TOKEN": ("hushhush", "PAYMENT_PROVIDER_TOKEN is not a payment token"),
    "LOG_FORMAT": ("hushhush", "LOG_FORMAT Input should be 'json' or 'text'"),
    "CLOCK_FILE": ("/hushhush", "CLOCK_FILE Path does not point to a file"),
}


def _problems() -> list[str]:
    with pytest.raises(BadSettingsError) as raised:
        load_settings()
    return raised.value.problems


def test_what_is_required_is_enough(environment: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert settings.telegram.bot_token.get_secret_value() == TOKEN
    assert settings.telegram.bot_mode is BotMode.POLLING
    assert settings.redis.redis_url.get_secret_value() == ""
    assert settings.business.business_tz == ZoneInfo("Europe/Berlin")
    assert settings.process.log_format is LogFormat.JSON


def test_everything_can_be_set(environment: pytest.MonkeyPatch) -> None:
    set_all(
        environment,
        {
            "BOT_API_BASE": "http://127.0.0.1:8081",
            "BOT_MODE": "webhook",
            "WEBHOOK_URL": "https://bot.example/telegram",
            "WEBHOOK_SECRET": "a-secret-of-enough-letters",
            "HTTP_PORT": "9090",
            "REDIS_URL": "unix:///run/redis.sock",
            "ADMIN_IDS": "1, 2,,3",
            "BUSINESS_TZ": "Asia/Tokyo",
            "DEFAULT_LANGUAGE": "ru",
            "PAYMENT_PROVIDER": "test",
            "PAYMENT_PROVIDER_TOKEN": "123:TEST:abc",
            "LOG_FORMAT": "text",
            "CLOCK_FILE": __file__,
        },
    )
    settings = load_settings()
    assert settings.telegram.bot_mode is BotMode.WEBHOOK
    assert settings.business.admin_ids == {1, 2, 3}
    assert settings.business.default_language == "ru"
    assert settings.payments.provider is ProviderName.TEST
    assert settings.process.clock_file == Path(__file__)


def test_the_database_is_reached_by_the_asynchronous_driver(
    environment: pytest.MonkeyPatch,
) -> None:
    url = load_database_settings().database_url.get_secret_value()
    assert url == DATABASE_URL.replace("postgresql://", "postgresql+asyncpg://")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_has_a_line_that_says_what_is_wrong(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    value, line = WRONG[name]
    environment.setenv(name, value)
    (problem,) = _problems()
    assert problem.startswith(line)


def test_all_that_is_wrong_is_said_at_once_without_the_values(
    environment: pytest.MonkeyPatch,
) -> None:
    set_all(environment, {name: value for name, (value, _) in WRONG.items()})
    problems = _problems()
    assert {problem.split()[0] for problem in problems} == set(WRONG)
    assert "hushhush" not in "\n".join(problems)


def test_all_that_is_missing_is_said_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("BOT_TOKEN")
    environment.setenv("DATABASE_URL", "")
    assert _problems() == ["BOT_TOKEN is missing", "DATABASE_URL is missing"]


def test_a_webhook_needs_its_address_and_its_secret_whatever_else_is_wrong(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.delenv("BOT_TOKEN")
    environment.setenv("BOT_MODE", "webhook")
    address, secret = (
        f"WEBHOOK_{name} is missing, and BOT_MODE=webhook needs it" for name in ("URL", "SECRET")
    )
    assert _problems() == ["BOT_TOKEN is missing", address, secret]
    environment.setenv("WEBHOOK_URL", "https://bot.example/")
    assert _problems() == ["BOT_TOKEN is missing", secret]


@pytest.mark.parametrize(
    ("token", "chosen"),
    [("", ProviderName.AT_VENUE), ("123:LIVE:abc", ProviderName.TELEGRAM)],
)
def test_without_a_choice_whoever_the_token_is_for_takes_the_money(
    environment: pytest.MonkeyPatch, token: str, chosen: ProviderName
) -> None:
    environment.setenv("PAYMENT_PROVIDER_TOKEN", token)
    assert load_settings().payments.provider is chosen


@pytest.mark.parametrize("provider", ["telegram", "test"])
def test_who_takes_money_through_telegram_needs_a_token(
    environment: pytest.MonkeyPatch, provider: str
) -> None:
    environment.setenv("PAYMENT_PROVIDER", provider)
    assert _problems() == [
        f"PAYMENT_PROVIDER_TOKEN is missing, and PAYMENT_PROVIDER={provider} needs it"
    ]


def test_no_real_money_is_taken_for_tests(environment: pytest.MonkeyPatch) -> None:
    set_all(
        environment, {"PAYMENT_PROVIDER": "test", "PAYMENT_PROVIDER_TOKEN": "123:LIVE:hushhush"}
    )
    (problem,) = _problems()
    assert problem.startswith("PAYMENT_PROVIDER_TOKEN must be one for tests")
    assert "hushhush" not in problem


def test_at_the_venue_a_token_is_left_alone(environment: pytest.MonkeyPatch) -> None:
    set_all(environment, {"PAYMENT_PROVIDER": "at_venue", "PAYMENT_PROVIDER_TOKEN": "1:LIVE:abc"})
    assert load_settings().payments.provider is ProviderName.AT_VENUE


def test_a_file_gives_what_the_environment_does_not(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("HTTP_PORT=9090\nBOT_TOKEN=ignored\n# a comment\nUNKNOWN=1\n")
    settings = load_settings()
    assert settings.telegram.http_port == 9090
    assert settings.telegram.bot_token.get_secret_value() == TOKEN


def test_secrets_are_in_no_representation(environment: pytest.MonkeyPatch) -> None:
    set_all(
        environment,
        {
            "REDIS_URL": "redis://:hushhush@cache",
            "WEBHOOK_SECRET": "hushhush-hushhush-hushhush",
            "PAYMENT_PROVIDER_TOKEN": "123:LIVE:hushhush",
        },
    )
    settings = load_settings()
    shown = [f"{part!r} {part}" for part in (settings, settings.telegram, settings.database)]
    shown.append(f"{settings.redis!r} {settings.telegram.model_dump_json()}")
    shown.append(f"{settings.payments!r} {settings.payments.model_dump_json()}")
    assert "secret-secret" not in "".join(shown)
    assert "hushhush" not in "".join(shown)


def test_the_example_explains_every_name(environment: pytest.MonkeyPatch) -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    names = {line.partition("=")[0] for line in example.splitlines() if not line.startswith("#")}
    from_classes = {
        name.upper()
        for part in (
            TelegramSettings,
            DatabaseSettings,
            RedisSettings,
            BusinessSettings,
            PaymentSettings,
            ProcessSettings,
        )
        for name in part.model_fields
    }
    assert names - {""} == from_classes
