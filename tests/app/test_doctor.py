"""A look at everything that the settings name: what is well, and what to do about the rest."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pydantic import HttpUrl, SecretStr

from app.doctor import Finding, examine
from app.settings.settings import (
    BotMode,
    BusinessSettings,
    DatabaseSettings,
    PaymentSettings,
    ProviderName,
    RedisSettings,
    Settings,
    TelegramSettings,
)
from demo.simulator import FailureKind, Simulator
from tests.e2e.support.running_bot import settings_of

pytestmark = pytest.mark.servers


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
def settings(simulator: Simulator, database_url: str, redis_server: str) -> Settings:
    return settings_of(simulator, database_url, redis_server)


def with_database(settings: Settings, url: str) -> Settings:
    database = DatabaseSettings(_env_file=None, database_url=SecretStr(url))
    return replace(settings, database=database)


def with_redis(settings: Settings, url: str) -> Settings:
    return replace(settings, redis=RedisSettings(_env_file=None, redis_url=SecretStr(url)))


async def bad_of(settings: Settings) -> list[Finding]:
    """Return what is not well, of which nothing may hold a secret."""
    findings = await examine(settings)
    assert not any("hushhush" in f"{finding}" for finding in findings)
    return [finding for finding in findings if not finding.is_well]


async def test_all_is_well(settings: Settings) -> None:
    findings = await examine(settings)
    assert all(finding.is_well for finding in findings)
    things = [finding.thing for finding in findings]
    assert things == [
        *(
            "settings",
            "database",
            "migrations",
            "redis",
            "telegram",
            "updates",
            "payments",
            "admins",
        ),
    ]


async def test_no_redis_is_well_for_a_single_process(settings: Settings) -> None:
    assert await bad_of(with_redis(settings, "")) == []


async def test_a_database_that_is_not_there_is_named_without_its_password(
    settings: Settings,
) -> None:
    url = "postgresql://u:hushhush@127.0.0.1:1/bookline"
    (bad,) = await bad_of(with_database(settings, url))
    assert bad.thing == "database"
    assert "127.0.0.1:1/bookline" in bad.state
    assert "DATABASE_URL" in bad.advice


async def test_a_database_without_tables_is_to_be_migrated(
    settings: Settings, empty_database_url: str
) -> None:
    (bad,) = await bad_of(with_database(settings, empty_database_url))
    assert (bad.thing, bad.advice) == ("migrations", "Run `make migrate`.")


async def test_a_redis_that_is_not_there_is_said(settings: Settings) -> None:
    (bad,) = await bad_of(with_redis(settings, "redis://:hushhush@127.0.0.1:1/0"))
    assert bad.thing == "redis"
    assert "REDIS_URL" in bad.advice


async def test_a_token_that_telegram_does_not_know_is_said(settings: Settings) -> None:
    token = SecretStr("123456:hushhush-hushhush-hushhush")
    telegram = settings.telegram.model_copy(update={"bot_token": token})
    (bad,) = await bad_of(replace(settings, telegram=telegram))
    assert bad.thing == "telegram"
    assert "BOT_TOKEN" in bad.advice


async def test_a_telegram_that_cannot_be_reached_is_said(
    settings: Settings, simulator: Simulator
) -> None:
    simulator.fail("getMe", FailureKind.CUT, times=9)
    (bad,) = await bad_of(settings)
    assert bad.thing == "telegram"


async def test_a_webhook_that_telegram_cannot_call_is_said(
    settings: Settings, simulator: Simulator
) -> None:
    telegram = TelegramSettings(
        _env_file=None,
        bot_token=SecretStr(simulator.token),
        bot_api_base=HttpUrl(simulator.base_url),
        bot_mode=BotMode.WEBHOOK,
        webhook_url=HttpUrl("http://127.0.0.1:1/telegram"),
        webhook_secret=SecretStr("hushhush-hushhush-hushhush"),
    )
    simulator.world.webhook.last_error = "Connection refused"
    (bad,) = await bad_of(replace(settings, telegram=telegram))
    assert bad.thing == "updates"
    assert "Connection refused" in bad.state


@pytest.mark.parametrize(
    ("provider", "token", "state"),
    [
        (None, None, "at the venue"),
        (None, "1:LIVE:hushhush", "by card"),
        ("telegram", "1:TEST:hushhush", "by card, with a token for tests: no money moves"),
        ("test", "1:TEST:hushhush", "to the test provider, where no money moves"),
        ("at_venue", "1:LIVE:hushhush", "at the venue"),
    ],
)
async def test_who_takes_money_is_said_without_the_token(
    settings: Settings, provider: ProviderName | None, token: str | None, state: str
) -> None:
    payments = PaymentSettings(
        _env_file=None,
        payment_provider=provider,
        payment_provider_token=SecretStr(token) if token else None,
    )
    findings = await examine(replace(settings, payments=payments))
    assert Finding("payments", state) in findings
    assert "hushhush" not in f"{findings}"


async def test_without_an_admin_there_is_a_hint_but_all_is_well(settings: Settings) -> None:
    admins = (await examine(settings))[-1]
    assert admins.is_well
    assert "ADMIN_IDS" in admins.hint
    kim = BusinessSettings(_env_file=None, admin_ids=frozenset({42}))
    assert not (await examine(replace(settings, business=kim)))[-1].hint
