"""`make demo` and `make demo-tour`, as somebody starts them."""

import asyncio
import os
import re
import signal
import socket
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil
import pytest
from playwright.async_api import Browser, Locator, expect

from demo.processes import child_command, stop
from tests.support.processes import ROOT, free_port
from tests.support.waiting import TIMEOUT_S

pytestmark = [pytest.mark.servers, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class RunningDemo:
    process: Process
    url: str


@asynccontextmanager
async def running_command(module: str, **environment: str) -> AsyncIterator[Process]:
    """Run `python -m` as somebody would, at most to the end of the block."""
    process = await asyncio.create_subprocess_exec(
        *child_command(module),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        yield process
    finally:
        await stop(process)


async def lines_until(process: Process, pattern: str) -> re.Match[str]:
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT_S):
        while line := (await process.stdout.readline()).decode():
            if found := re.search(pattern, line):
                return found
    raise AssertionError(f"the demo ended without saying {pattern!r}")


@pytest.fixture(scope="module")
async def demo() -> AsyncIterator[RunningDemo]:
    async with running_command("demo", DEMO_PORT=str(free_port())) as process:
        found = await lines_until(process, r"http://\S+")
        yield RunningDemo(process, found.group())


async def click(chat: Locator, name: str | re.Pattern[str]) -> None:
    await chat.get_by_role("button", name=name).last.click()


async def test_a_visit_is_booked_by_hand_in_the_page(demo: RunningDemo, chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.goto(demo.url)
    alice = page.get_by_role("region", name=re.compile("Alice"))

    await click(alice, "Start")
    await click(alice, re.compile("Book a visit"))
    await click(alice, re.compile("^Facial"))
    await click(alice, re.compile("Continue"))
    await click(alice, re.compile("^Daria"))
    await click(alice, re.compile("First free"))
    await click(alice, re.compile(r"\d:\d\d"))
    await click(alice, re.compile("Book now"))

    await expect(alice.get_by_text("You are booked", exact=True)).to_be_visible()
    await page.close()


async def test_a_hold_runs_out_when_the_clock_is_moved_in_the_page(
    demo: RunningDemo, chromium: Browser
) -> None:
    page = await chromium.new_page()
    await page.goto(demo.url)
    alice = page.get_by_role("region", name=re.compile("Alice"))

    await alice.get_by_role("textbox").fill("/book")
    await page.keyboard.press("Enter")
    await click(alice, re.compile("^Gel nails"))
    await click(alice, re.compile("Continue"))
    await click(alice, re.compile("^Clara"))
    await click(alice, re.compile("First free"))
    await click(alice, re.compile(r"\d:\d\d"))
    await click(alice, re.compile("Book and pay"))
    invoice = alice.get_by_role("button", name=re.compile("Pay €15.00"))
    await expect(invoice).to_be_visible()
    await page.get_by_role("button", name="+10 min").click()

    ran_out = alice.get_by_text("The time for paying ran out")
    await expect(ran_out).to_be_visible(timeout=TIMEOUT_S * 1000)
    await expect(invoice).to_be_hidden()
    await page.close()


async def test_ctrl_c_ends_the_demo_and_everything_that_it_started(demo: RunningDemo) -> None:
    started = psutil.Process(demo.process.pid).children(recursive=True)
    names = {process.name() for process in started}
    programs = {argument for process in started for argument in process.cmdline()}
    assert {"postgres", "redis-server"} <= names
    assert {"app.bot", "app.worker"} <= programs

    demo.process.send_signal(signal.SIGINT)

    assert await asyncio.wait_for(demo.process.wait(), TIMEOUT_S) == 0
    assert [process for process in started if process.is_running()] == []


async def test_a_taken_port_is_said_in_words(demo: RunningDemo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with running_command("demo", DEMO_PORT=port) as process:
            await lines_until(process, "is taken; choose another")
            assert await asyncio.wait_for(process.wait(), TIMEOUT_S) == 1


async def test_the_tour_ends_well_and_leaves_nothing_running() -> None:
    async with running_command("demo.tour") as process:
        assert process.stdout is not None
        await lines_until(process, "═══")
        started = psutil.Process(process.pid).children(recursive=True)
        story = (await process.stdout.read()).decode()
        assert await process.wait() == 0, story
    assert re.search(r"All \d+ checks hold", story)
    assert "✘" not in story
    assert started
    assert [child for child in started if child.is_running()] == []
