"""The page's own interface: what it tells, what it takes, whom it refuses."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from pydantic import JsonValue

from demo.simulator import PageOptions, Person, Simulator
from demo.simulator.people.content import plain_png
from tests.demo.manual_clock import ManualClock

pytestmark = pytest.mark.servers


@pytest.fixture
async def browser(simulator: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(simulator.base_url) as session:
        yield session


async def act(
    browser: aiohttp.ClientSession, name: str, **fields: JsonValue
) -> tuple[int, dict[str, JsonValue]]:
    async with browser.post(f"/ui/{name}", json=fields) as response:
        return response.status, await response.json()


async def next_event(stream: aiohttp.StreamReader) -> dict[str, JsonValue]:
    while True:
        line = await stream.readline()
        if line.startswith(b"data: "):
            event: dict[str, JsonValue] = json.loads(line.removeprefix(b"data: "))
            return event


async def test_the_page_allows_nothing_but_its_own_files(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in (await response.text()).replace("http-equiv", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://[x"},
    ],
)
async def test_other_pages_and_names_are_refused(
    simulator: Simulator, browser: aiohttp.ClientSession, anna: Person, headers: dict[str, str]
) -> None:
    port = simulator.base_url.rsplit(":", 1)[1]
    sent = {name: value.format(port=port) for name, value in headers.items()}
    body = {"viewer": anna.id, "chat": anna.id, "text": "hi"}
    async with browser.post("/ui/send", json=body, headers=sent) as response:
        assert response.status == 403
    assert anna.chat.messages == []


async def test_the_own_page_is_let_in(
    simulator: Simulator, browser: aiohttp.ClientSession, anna: Person
) -> None:
    body = {"viewer": anna.id, "chat": anna.id, "text": "hi"}
    local = simulator.base_url.replace("127.0.0.1", "localhost")
    for origin in (simulator.base_url, local):
        async with browser.post("/ui/send", json=body, headers={"Origin": origin}) as response:
            assert response.status == 200
    assert len(anna.chat.messages) == 2


async def test_the_stream_tells_everything_first_and_then_each_change(
    simulator: Simulator, browser: aiohttp.ClientSession, anna: Person
) -> None:
    simulator.add_group(title="Admins", members=[anna])
    async with browser.get("/ui/events") as response:
        state = await next_event(response.content)
        assert state["kind"] == "state"
        assert state["canMoveClock"] is False
        assert isinstance(state["chats"], list)
        assert len(state["chats"]) == 2
        await anna.start(wait=False)
        event = await next_event(response.content)
        assert (event["kind"], event["chat"], event["started"]) == ("sent", anna.id, True)
        anna.set_language("de")
        event = await next_event(response.content)
        assert isinstance(event["user"], dict)
        assert (event["kind"], event["user"]["language_code"]) == ("changed", "de")


async def test_a_stopped_simulator_ends_its_streams(
    simulator: Simulator, browser: aiohttp.ClientSession
) -> None:
    async with browser.get("/ui/events") as response:
        await next_event(response.content)
        await simulator.stop()
        assert await response.content.read() == b"\n"


@pytest.mark.usefixtures("polling")
async def test_buttons_are_tapped_and_invoices_paid(
    simulator: Simulator, browser: aiohttp.ClientSession, anna: Person
) -> None:
    who: dict[str, JsonValue] = {"viewer": anna.id, "chat": anna.id}
    await anna.start()
    tapped = await act(browser, "tap", **who, key=anna.screen.key, data="book")
    assert tapped == (200, {"result": {"answered": True}})
    assert anna.screen.has_button("Back")
    await anna.send("/pay")
    key = anna.chat.newest.key
    assert (await act(browser, "pay", **who, key=key, way="declined"))[1]["result"] == {
        "outcome": "declined",
        "words": "the card was declined",
    }
    paid = await act(browser, "pay", **who, key=key, way="paid")
    assert paid[1]["result"] == {"outcome": "paid", "words": "paid"}
    again = await act(browser, "pay", **who, key=key, way="paid")
    assert again == (409, {"error": "the invoice is paid and shows a receipt"})
    commands = await act(browser, "commands", **who)
    assert isinstance(commands[1]["result"], list)
    assert commands[1]["result"][0] == {"command": "start", "description": "Open the menu"}
    await anna.send("/contact")
    assert (await act(browser, "press", **who, text="Share my number"))[0] == 200
    await anna.until("ContentType.CONTACT")
    assert (await act(browser, "press", **who, text="Nothing"))[0] == 409


@pytest.mark.usefixtures("polling")
async def test_people_share_block_delete_and_clear(
    browser: aiohttp.ClientSession, anna: Person
) -> None:
    who: dict[str, JsonValue] = {"viewer": anna.id, "chat": anna.id}
    await act(browser, "contact", **who)
    await anna.until("ContentType.CONTACT")
    await act(browser, "sticker", **who)
    await anna.until("ContentType.STICKER")
    await act(browser, "language", **who, code="ru")
    assert anna.user.language_code == "ru"
    key = anna.chat.messages[0].key
    assert (await act(browser, "delete", **who, key=key))[0] == 200
    assert (await act(browser, "delete", **who, key=key))[0] == 409
    await act(browser, "block", **who, blocked=True)
    blocked = [anna.private_chat.blocked]
    await act(browser, "block", **who, blocked=False)
    assert [*blocked, anna.private_chat.blocked] == [True, False]
    await act(browser, "clear", **who)
    assert anna.chat.messages == []
    await anna.settle()


async def test_nobody_acts_in_another_persons_chat(
    simulator: Simulator, browser: aiohttp.ClientSession, anna: Person
) -> None:
    olga = simulator.add_person(first_name="Olga")
    stranger = await act(browser, "send", viewer=olga.id, chat=anna.id, text="hi")
    assert stranger == (409, {"error": "that is another person's chat"})
    assert (await act(browser, "send", viewer=1, chat=anna.id, text="hi"))[0] == 409
    assert (await act(browser, "send", viewer=anna.id, chat=anna.id))[0] == 400
    assert (await act(browser, "send", viewer=anna.id, chat=anna.id, text="x", more=1))[0] == 400


async def test_pictures_are_shown_and_files_only_downloaded(
    browser: aiohttp.ClientSession, anna: Person
) -> None:
    for name, kind, data in (
        ("x.png", "image/png", plain_png(4, 4)),
        ("evil.html", "text/html", b"<script>alert(1)</script>"),
    ):
        form = aiohttp.FormData({"viewer": str(anna.id), "chat": str(anna.id)})
        form.add_field("file", data, filename=name, content_type=kind)
        async with browser.post("/ui/upload", data=form) as response:
            assert response.status == 200
    picture, page = (shown.message for shown in anna.chat.messages)
    assert picture.photo is not None
    assert page.document is not None
    async with browser.get(f"/ui/files/{picture.photo[0].file_id}") as response:
        assert response.content_type == "image/png"
    async with browser.get(f"/ui/files/{page.document.file_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with browser.get("/ui/files/unknown") as response:
        assert response.status == 404


async def test_an_upload_without_a_file_or_a_picture_that_is_none_is_refused(
    browser: aiohttp.ClientSession, anna: Person
) -> None:
    form = aiohttp.FormData({"viewer": str(anna.id), "chat": str(anna.id)})
    async with browser.post("/ui/upload", data=form) as response:
        assert response.status == 400
    form = aiohttp.FormData({"viewer": str(anna.id), "chat": str(anna.id)})
    form.add_field("file", b"x", filename="x.png", content_type="image/png")
    async with browser.post("/ui/upload", data=form) as response:
        assert response.status == 409


async def test_the_clock_moves_only_where_it_can_and_only_forward(clock: ManualClock) -> None:
    async def move(step: timedelta) -> None:
        clock.move(step)

    page = PageOptions(move_clock=move)
    async with (
        Simulator(clock=clock, page=page) as simulator,
        aiohttp.ClientSession(simulator.base_url) as browser,
        browser.get("/ui/events") as events,
    ):
        assert (await next_event(events.content))["canMoveClock"] is True
        assert (await act(browser, "clock", minutes=-5))[0] == 400
        assert (await act(browser, "clock", minutes=60))[0] == 200
        moved = await next_event(events.content)
        assert moved == {"kind": "clock", "now": round(clock.now.timestamp() * 1000)}


async def test_without_a_way_to_move_it_the_clock_stands(browser: aiohttp.ClientSession) -> None:
    async with browser.post("/ui/clock", json={"minutes": 5}) as response:
        assert response.status == 404


@pytest.mark.usefixtures("polling")
async def test_money_that_is_on_its_way_comes_or_fails_once(
    browser: aiohttp.ClientSession, anna: Person
) -> None:
    who: dict[str, JsonValue] = {"viewer": anna.id, "chat": anna.id}
    await anna.send("/pay")
    key = anna.chat.newest.key
    ids = []
    for _ in range(2):
        assert (await act(browser, "pay", **who, key=key, way="late"))[0] == 200
        ids.append(list(anna.world.till.checkouts)[-1])
    assert (await act(browser, "money", **who, checkout=ids[0], succeed=False))[0] == 200
    assert (await act(browser, "money", **who, checkout=ids[0], succeed=True))[0] == 409
    assert (await act(browser, "money", **who, checkout=ids[1], succeed=True))[0] == 200
    assert [charge.charge_id for charge in anna.charges] == [f"charge_{ids[1]}"]
    refused = await act(browser, "refund", **who, key=key)
    assert refused == (409, {"error": "only Stars go back, and only once"})
