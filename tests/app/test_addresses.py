"""Addresses of servers: what cannot be one is said, and no part of it is shown."""

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from app.settings.addresses import checked_postgres_url, checked_redis_url
from app.settings.load_settings import BadSettingsError, load_seed_settings

SECRET = "hushhush"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://u:{SECRET}@h:abc/d",
        f"postgresql://u:{SECRET}@h:99999/d",
        f"postgresql://u:{SECRET}@{SECRET}@h/d",
        f"postgresql://u:a@{SECRET}:b@h/d",
        f"postgresql://u:{SECRET}@h/d?sslmode=require",
        f"postgresql://u:{SECRET}@h/d?prepared_statement_cache_size={SECRET}",
        f"postgres://u:{SECRET}@h/d",
    ],
)
def test_an_address_that_leads_to_no_postgres_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match=r"must|has") as raised:
        checked_postgres_url(SecretStr(url))
    assert SECRET not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize(
    "url",
    [
        f"redis://:{SECRET}@localhost:notaport/0",
        f"redis://:{SECRET}@localhost:99999/0",
        f"redis://:#{SECRET}@localhost/0",
        f"redis://:{SECRET}@[localhost/0",
        f"redis://:{SECRET}@localhost/0?no_such_parameter=1",
        f"http://:{SECRET}@localhost",
    ],
)
def test_an_address_that_leads_to_no_redis_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match="must") as raised:
        checked_redis_url(SecretStr(url))
    assert SECRET not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_signs_in_a_password_are_percent_encoded() -> None:
    url = make_url(
        checked_postgres_url(SecretStr("postgresql://u:p%40s%3As@h/d")).get_secret_value()
    )
    assert (url.password, url.host) == ("p@s:s", "h")
    with pytest.raises(ValueError, match="write @ as %40"):
        checked_postgres_url(SecretStr("postgresql://u:p@s:s@h/d"))


@pytest.mark.parametrize(
    "url",
    ["postgresql:///d?host=/run/postgresql", "postgresql+asyncpg://u@[::1]:5433/d?ssl=require"],
)
def test_sockets_ports_and_parameters_are_taken(url: str) -> None:
    assert make_url(checked_postgres_url(SecretStr(url)).get_secret_value()).database == "d"


@pytest.mark.parametrize(
    "url", ["", "redis://h", "rediss://u:p%40s@h:6380/1", "unix:///run/r.sock"]
)
def test_no_redis_and_every_way_to_one_are_taken(url: str) -> None:
    assert checked_redis_url(SecretStr(url)).get_secret_value() == url


def test_the_sample_needs_no_bot(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("BOT_TOKEN")
    environment.setenv("BUSINESS_TZ", "Asia/Tokyo")
    assert load_seed_settings().business.business_tz.key == "Asia/Tokyo"
    environment.delenv("DATABASE_URL")
    with pytest.raises(BadSettingsError, match=r"^DATABASE_URL is missing$"):
        load_seed_settings()
