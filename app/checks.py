"""What the value of a single setting has to be; an error says it, without the value."""

import re

from pydantic import SecretStr

from domain.clients.model import LANGUAGES


def checked_bot_token(value: SecretStr) -> SecretStr:
    """Return a token of a bot."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{20,}", value.get_secret_value()):
        raise ValueError("is not a bot token; @BotFather gives one like 123456:ABC-DEF...")
    return value


def checked_webhook_secret(value: SecretStr) -> SecretStr:
    """Return a secret that Telegram may show in a header."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError("must have 16 to 256 of A-Z, a-z, 0-9, _ and -")
    return value


def checked_provider_token(value: SecretStr) -> SecretStr:
    """Return a token of a payment provider."""
    if not re.fullmatch(r"[0-9]+:[A-Z]+:\S+", value.get_secret_value()):
        raise ValueError("is not a payment token; @BotFather gives one like 123456:LIVE:abc...")
    return value


def checked_language(value: str) -> str:
    """Return a language that the chat speaks."""
    if value not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return value


def read_ids(value: object) -> object:
    """Read Telegram ids that are divided by commas."""
    if not isinstance(value, str):
        return value  # the default
    try:
        return frozenset(int(part) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be Telegram ids, divided by commas") from None
