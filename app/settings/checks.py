"""Checks of single settings. An error describes the expected value and never shows the actual."""

import re

from pydantic import SecretStr

from domain.clients.model import LANGUAGES


def checked_bot_token(value: SecretStr) -> SecretStr:
    """Return the value if it is a bot token."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{20,}", value.get_secret_value()):
        raise ValueError("is not a bot token; @BotFather gives one like 123456:ABC-DEF...")
    return value


def checked_webhook_secret(value: SecretStr) -> SecretStr:
    """Return the value if it is a secret that Telegram can send in a header."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError("must have 16 to 256 of A-Z, a-z, 0-9, _ and -")
    return value


def checked_provider_token(value: SecretStr) -> SecretStr:
    """Return the value if it is a token of a payment provider."""
    if not re.fullmatch(r"[0-9]+:[A-Z]+:\S+", value.get_secret_value()):
        raise ValueError("is not a payment token; @BotFather gives one like 123456:LIVE:abc...")
    return value


def checked_language(value: str) -> str:
    """Return the value if it is a supported language."""
    if value not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return value


def read_ids(value: object) -> object:
    """Read Telegram ids separated by commas."""
    if not isinstance(value, str):
        return value  # the default
    try:
        return frozenset(int(part) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be Telegram ids, divided by commas") from None
