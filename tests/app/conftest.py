from collections.abc import Mapping
from pathlib import Path

import pytest

TOKEN = "123456:AAsecret-secret-secret-secret"
DATABASE_URL = "postgresql://bookline:hushhush@db.example/bookline"
NAMES = (
    "BOT_TOKEN",
    "BOT_API_BASE",
    "BOT_MODE",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "HTTP_HOST",
    "HTTP_PORT",
    "DATABASE_URL",
    "REDIS_URL",
    "ADMIN_IDS",
    "ADMIN_CHAT_ID",
    "BUSINESS_TZ",
    "PAYMENT_PROVIDER",
    "PAYMENT_PROVIDER_TOKEN",
    "DEFAULT_LANGUAGE",
    "LOG_FORMAT",
    "CLOCK_FILE",
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The environment, with what is required and nothing else, in a folder without `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", DATABASE_URL)
    return monkeypatch


def set_all(environment: pytest.MonkeyPatch, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        environment.setenv(name, value)
