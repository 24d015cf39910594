"""The HTTP server before clients that are slow, many or no HTTP clients."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web

from app import http_server
from app.http_server import serving
from tests.support.processes import free_port

pytestmark = pytest.mark.servers


async def _echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(http_server, "REQUEST_TIMEOUT_S", 0.3)
    monkeypatch.setattr(http_server, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(http_server, "MOST_CONNECTIONS", 5)
    application, port = web.Application(), free_port()
    application.router.add_post("/", _echo)
    async with serving(application, "127.0.0.1", port):
        yield port


async def talk(port: int, *parts: bytes) -> bytes:
    """Send the parts, and return what is answered until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


async def test_a_request_is_answered_without_the_name_of_the_server(port: int) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/", data=b"hello") as answer,
    ):
        assert await answer.read() == b"hello"
        assert "Server" not in answer.headers


async def test_headers_that_never_end_are_cut_off(port: int) -> None:
    async with asyncio.timeout(20):
        assert await talk(port, b"POST / HTTP/1.1\r\nHost: a\r\n") == b""


async def test_a_connection_that_says_nothing_is_cut_off(port: int) -> None:
    async with asyncio.timeout(20):
        assert await talk(port) == b""


async def test_a_body_that_never_ends_is_cut_off(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
    async with asyncio.timeout(20):
        answer = await talk(port, head, b"slow")
    assert answer.startswith(b"HTTP/1.1 408")


async def test_the_number_of_connections_is_bounded(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "REQUEST_TIMEOUT_S", 60.0)
    async with AsyncExitStack() as stack:
        readers = []
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            stack.callback(writer.close)
            readers.append(asyncio.create_task(reader.read()))
        async with asyncio.timeout(20):
            while sum(reading.done() for reading in readers) < 15:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.02)
        for reading in readers:
            reading.cancel()


@pytest.mark.parametrize("line", [b"\x16\x03\x01\x00\r\n\r\n", b"POST /\x00 HTTP/9\r\n\r\n"])
async def test_what_is_no_http_leaves_no_traceback_and_learns_nothing(
    port: int, line: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = await talk(port, line)
    assert b"aiohttp" not in answer
    assert b"Python" not in answer
    assert caplog.records == []
