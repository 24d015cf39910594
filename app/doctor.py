"""Check the installation and print what to do: `python -m app.doctor`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError
from redis.exceptions import RedisError

from app.settings.load_settings import load_settings
from app.settings.settings import (
    BotMode,
    BusinessSettings,
    PaymentSettings,
    ProviderName,
    RedisSettings,
    Settings,
    TelegramSettings,
    is_for_tests,
)
from app.startup import address_of, load_or_exit
from app.wiring.telegram import build_bot
from infra.cache.guarded_redis import create_redis
from infra.db.migrating import check_database
from infra.db.session import create_engine


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check.

    `advice` says how to fix a problem; `hint` is an optional improvement without a problem.
    """

    thing: str
    state: str
    advice: str = ""
    hint: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is no problem."""
        return not self.advice


def main() -> None:
    """Print the findings; exit with 1 if there is a problem."""
    findings = asyncio.run(examine(load_or_exit(load_settings)))
    print(*map(_text_of, findings), sep="\n")  # noqa: T201 - output for the user
    sys.exit(0 if all(finding.is_well for finding in findings) else 1)


def _text_of(finding: Finding) -> str:
    words = finding.advice or finding.hint
    advice = f"\n     {words}" if words else ""
    return f"{'ok ' if finding.is_well else 'BAD'}  {finding.thing}: {finding.state}{advice}"


async def examine(settings: Settings) -> list[Finding]:
    """Check everything that the settings name."""
    return [
        Finding("settings", "complete"),
        *[finding async for finding in _database(settings)],
        await _redis(settings.redis),
        *[finding async for finding in _telegram(settings.telegram)],
        _payments(settings.payments),
        _admins(settings.business),
    ]


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    engine = create_engine(settings.database.database_url.get_secret_value())
    address = address_of(engine)
    state = await check_database(engine)
    await engine.dispose()
    if not state.is_reachable:
        advice = "Start PostgreSQL 15 or newer there, or correct DATABASE_URL."
        yield Finding("database", f"{address} cannot be reached ({state.problem})", advice)
        return
    yield Finding("database", f"{address} answers")
    level = state.level or "none"
    advice = "" if state.is_ready else "Run `make migrate`."
    yield Finding("migrations", f"at {level}, needed {state.expected_level}", advice)


async def _redis(settings: RedisSettings) -> Finding:
    url = settings.redis_url.get_secret_value()
    if not url:
        return Finding("redis", "none: in-process storage, for a single process")
    redis = create_redis(url)
    try:
        await redis.ping()
    except RedisError as error:
        advice = "Start Redis, correct REDIS_URL, or leave it empty for a single process."
        return Finding("redis", f"cannot be reached ({type(error).__name__})", advice)
    finally:
        await redis.aclose()
    return Finding("redis", "answers")


async def _telegram(settings: TelegramSettings) -> AsyncIterator[Finding]:
    async with build_bot(settings) as bot:
        try:
            me = await bot.me()
            webhook = await bot.get_webhook_info()
        except TelegramAPIError as error:
            advice = "Check BOT_TOKEN with @BotFather, BOT_API_BASE, and the way to the internet."
            yield Finding("telegram", f"refuses ({type(error).__name__})", advice)
            return
    yield Finding("telegram", f"the bot is @{me.username}")
    if settings.bot_mode is BotMode.POLLING:
        yield Finding(
            "updates", "by polling" + (", webhook will be removed" if webhook.url else "")
        )
    elif webhook.last_error_message:
        advice = "Check that WEBHOOK_URL is public, HTTPS, and leads to HTTP_PORT."
        yield Finding("updates", f"by webhook; Telegram says: {webhook.last_error_message}", advice)
    else:
        yield Finding("updates", "by webhook")


def _payments(settings: PaymentSettings) -> Finding:
    """Report the provider of prepayments; stars need no settings."""
    token = settings.payment_provider_token
    words = {
        ProviderName.AT_VENUE: "at the venue",
        ProviderName.TEST: "to the test provider, where no money moves",
        ProviderName.TELEGRAM: "by card",
    }
    state = words[settings.provider]
    if settings.provider is ProviderName.TELEGRAM and token and is_for_tests(token):
        state += ", with a token for tests: no money moves"
    return Finding("payments", state)


def _admins(settings: BusinessSettings) -> Finding:
    """Report the number of admins in the settings; others may be invited in the chat."""
    count = len(settings.admin_ids)
    if count:
        return Finding("admins", f"{count} in ADMIN_IDS")
    hint = (
        "Put the Telegram id of an admin into ADMIN_IDS, unless one was invited in the chat: "
        "else nobody is told of refunds and of money that fits nothing."
    )
    return Finding("admins", "none in ADMIN_IDS", hint=hint)


if __name__ == "__main__":
    main()
