from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.processes import SETTINGS

TOKEN = "123456:AAsecret-secret-secret-secret"
DATABASE_URL = "postgresql://bookline:hushhush@db.example/bookline"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The environment, with what is required and nothing else, in a folder without `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", DATABASE_URL)
    return monkeypatch


def set_all(environment: pytest.MonkeyPatch, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        environment.setenv(name, value)
