"""Checks of server addresses. Error messages never contain any part of the address."""

import re
from inspect import signature

import asyncpg
from pydantic import SecretStr
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from infra.cache.guarded_redis import create_redis

HIGHEST_PORT = 65535
OF_SQLALCHEMY = {"prepared_statement_cache_size", "prepared_statement_name_func"}
"""Parameters that SQLAlchemy handles itself; it passes the others to asyncpg."""

ENCODE = "in a password, write @ as %40, : as %3A, / as %2F, # as %23"


def checked_postgres_url(value: SecretStr) -> SecretStr:
    """Return the address with the asynchronous driver in it; raises `ValueError`."""
    written = value.get_secret_value()
    if not re.match(r"postgresql(\+asyncpg)?://", written):
        raise ValueError("must begin with postgresql://")
    try:
        url = make_url(re.sub(r"^postgresql://", "postgresql+asyncpg://", written))
    except (ValueError, ArgumentError):
        url = None
    if url is None or "@" in (url.host or "") or (url.port or 1) not in range(1, HIGHEST_PORT + 1):
        raise ValueError(f"must look like postgresql://user:password@host:5432/name; {ENCODE}")
    if not _takes_parameters(url):
        raise ValueError("has a parameter that asyncpg does not know (it says ssl for sslmode)")
    return SecretStr(url.render_as_string(hide_password=False))


def checked_redis_url(value: SecretStr) -> SecretStr:
    """Return the address of a server, which may be empty; raises `ValueError`."""
    written = value.get_secret_value()
    if written and not re.match(r"(rediss?|unix)://", written):
        raise ValueError("must begin with redis://, rediss:// or unix://")
    if written and ("#" in written or not _makes_connection(written)):
        raise ValueError(f"must look like redis://:password@host:6379/0; {ENCODE}")
    return value


def _takes_parameters(url: URL) -> bool:
    try:
        _, parameters = url.get_dialect()().create_connect_args(url)
    except (ValueError, ArgumentError):
        return False
    return parameters.keys() <= signature(asyncpg.connect).parameters.keys() | OF_SQLALCHEMY


def _makes_connection(url: str) -> bool:
    """Return whether the client accepts the address; does not connect."""
    try:
        pool = create_redis(url).connection_pool
        pool.connection_class(**pool.connection_kwargs)
    except (ValueError, TypeError):
        return False
    return True
