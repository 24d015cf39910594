"""A client program can send any data for a message that it has: nothing must come of it."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from random import Random

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import Table, select

from bot.callbacks.booking import AddNote, ConfirmBooking, TakeAlternative
from bot.callbacks.profile import ChooseTimezoneTap
from bot.callbacks.values import minute_of
from bot.callbacks.visit_card import OpenAllUnmarked, OpenStaffVisit, OpenUnmarked
from bot.callbacks.visits import (
    AskCancel,
    CancelVisitTap,
    MoveVisit,
    OpenVisit,
    OpenVisits,
    SendCalendarFile,
)
from bot.handlers import routes
from bot.handlers.profile.profile import ProfileView
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, MENU, NO_SUCH_VISIT
from tests.e2e.support.walks import book, tap, to_card
from tests.e2e.support.ways_to_views import go, offer_many_times, ways_of
from tests.support.database import at
from tests.support.taps import MAX_BYTES, TAPS

SECRET = "Geheimnis"
WRITTEN = (
    tables.bookings,
    tables.booking_items,
    tables.booking_events,
    tables.payments,
    tables.outbox_messages,
)
ROAMING = {prefix for prefix, route in routes.taps.items() if route.anywhere or route.beneath}
"""Taps that messages of their own offer: they show something from wherever they come."""
OF_A_VISIT = (OpenVisit, SendCalendarFile, MoveVisit, AskCancel, CancelVisitTap)

EXTREMES = ("-1", "0", "1", "3", f"{2**31 - 1}", f"{2**31}", f"{2**63}", "9" * 40, "1.5", "1e9")
MOMENTS = tuple(map(str, (minute_of(at(10)), minute_of(at(15)), at(10).toordinal())))
WORDS = (
    "",
    "de",
    "xx",
    "Europe/Rome",
    "../../etc/passwd",
    "Factory",
    "localtime",
    "full",
    "\0",
    "💥",
)
GARBAGE = (
    "",
    ":",
    "::::",
    "ok",
    "ok:",
    "ok:1:2",
    "back:",
    "\0",
    "💥" * 16,
    "visit:١",
    "svc:1:",
    "x" * 64,
)


@pytest.fixture
async def ben(scene: Scene) -> Person:
    """Another client, whose name and note nobody else must see."""
    ben = await scene.welcome(f"Ben {SECRET}")
    await to_card(ben, at(15, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(ben, AddNote)
    await ben.send(f"{SECRET} of mine")
    await tap(ben, ConfirmBooking)
    return ben


@pytest.fixture
async def anna(scene: Scene, ben: Person) -> AsyncIterator[Person]:
    """Somebody with a visit and with bad intentions."""
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    yield anna
    assert not scene.log.of("update_failed")
    assert SECRET not in _everything_seen_by(anna)


def _everything_seen_by(person: Person) -> str:
    """Return all texts that ever stood in the chat, the notices and the files."""
    entries = person.private_chat.log
    texts = [entry.message.text or "" for entry in entries if entry.message] + [
        entry.text for entry in entries
    ]
    return "\n".join([*texts, *(file.data.decode() for file in person.files)])


async def _written(scene: Scene) -> list[object]:
    async def rows(table: Table) -> list[tuple[object, ...]]:
        return [tuple(row) for row in await scene.database.rows(select(table))]

    return [await rows(table) for table in WRITTEN]


def _forged(random: Random) -> Iterator[str]:
    """Yield one tap of every kind, its fields filled with whatever comes to hand."""
    for kind in TAPS:
        values = (random.choice((*EXTREMES, *MOMENTS, *WORDS)) for _ in kind.model_fields)
        yield ":".join((kind.__prefix__, *values)).encode()[:MAX_BYTES].decode("utf-8", "ignore")


def _expect_gone_messages(scene: Scene) -> None:
    """Let the bot try to edit what a tap before has replaced: so it learns that it is gone."""
    for doing in ("edit", "delete"):
        scene.simulator.allow(f"message to {doing} not found")


async def _burst(person: Person, taps: list[str], message: int | None = None) -> None:
    for data in taps:
        await person.tap_data(data, message=message, wait=False)
    await person.settle()


async def test_forged_taps_on_every_screen_write_nothing(
    scene: Scene, anna: Person, subtests: pytest.Subtests
) -> None:
    _expect_gone_messages(scene)
    await offer_many_times(scene)
    random = Random(2030)  # noqa: S311 - the same surprises every time
    before = await _written(scene)
    for view, way in ways_of(scene.salon).items():
        with subtests.test(view.value):
            await anna.start()
            await go(anna, way)
            await _burst(anna, random.sample([*_forged(random), *GARBAGE], 24))
            assert await _written(scene) == before
            assert anna.screen.rows
            assert not scene.log.of("update_failed")
    await anna.start()
    assert MENU in anna.screen.text


async def test_forged_taps_on_an_old_message_write_nothing(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(12), scene.salon.haircut)
    old = anna.screen.id
    await anna.send("/help")
    before, helped = await _written(scene), anna.screen
    random = Random(4)  # noqa: S311 - the same surprises every time
    forged = [*_forged(random), *_forged(random), *GARBAGE]
    await _burst(anna, [data for data in forged if data.partition(":")[0] not in ROAMING], old)
    assert await _written(scene) == before
    assert (anna.screen.id, anna.screen.text) == (helped.id, helped.text)


async def test_forged_taps_of_messages_that_were_never_sent_write_nothing(
    scene: Scene, anna: Person
) -> None:
    await to_card(anna, at(12), scene.salon.haircut)
    old = anna.screen.id
    await anna.send("/help")
    before = await _written(scene)
    _expect_gone_messages(scene)
    random = Random(5)  # noqa: S311 - the same surprises every time
    forged = [data for _ in range(3) for data in _forged(random)]
    await _burst(anna, [data for data in forged if data.partition(":")[0] in ROAMING], old)
    assert await _written(scene) == before
    assert len([message for message in anna.chat.from_bot if message.rows]) == 1


@pytest.mark.parametrize("kind", OF_A_VISIT)
async def test_the_visit_of_another_is_as_if_it_were_not_there(
    scene: Scene, anna: Person, kind: type[CallbackData]
) -> None:
    bens, annas = [booking.id for booking in await scene.bookings()]
    assert bens < annas
    before = await _written(scene)
    await anna.start()
    way = {OpenVisit: (OpenVisits,), CancelVisitTap: (OpenVisits, OpenVisit, AskCancel)}
    await go(anna, way.get(kind, (OpenVisits, OpenVisit)))
    await anna.tap_data(kind(booking_id=bens).pack())
    of_another = anna.screen.text
    assert NO_SUCH_VISIT in of_another
    assert await _written(scene) == before
    await anna.tap_data(kind(booking_id=10**9).pack())
    assert anna.screen.text == of_another or kind is OpenVisit
    assert not anna.files


async def test_a_price_of_ones_own_books_nothing(scene: Scene, anna: Person) -> None:
    await to_card(anna, at(12), scene.salon.haircut)
    for price_minor in (0, 1, -3000, 2**63 - 1, 10**30):
        await anna.tap_data(f"{ConfirmBooking.__prefix__}:{price_minor}")
    assert await scene.count() == 2


@pytest.mark.parametrize(
    "start", [at(3), at(10, day=6), at(10, 7), at(16, 30), at(10, day=-1), at(10, day=400)]
)
async def test_a_time_that_was_never_offered_is_not_booked(
    scene: Scene, anna: Person, start: datetime
) -> None:
    await to_card(anna, at(12), scene.salon.haircut)
    await anna.tap_data(TakeAlternative(minute=minute_of(start), price_minor=3000).pack())
    assert BOOKED not in anna.screen.text
    assert await scene.count() == 2


async def test_an_unknown_zone_is_refused_in_words(scene: Scene, anna: Person) -> None:
    await anna.start()
    await go(anna, ways_of(scene.salon)[ProfileView.TIMEZONE])
    for name in ("Mars/Base", "../../etc/passwd", "\0", "Europe"):
        await anna.tap_data(f"{ChooseTimezoneTap.__prefix__}:{name}")
        assert "do not know this time zone" in anna.screen.text


async def test_a_refusal_that_stands_there_already_is_not_sent_again(anna: Person) -> None:
    for tap_of_staff in (OpenUnmarked(), OpenAllUnmarked(), OpenStaffVisit(booking_id=1)) * 2:
        await anna.tap_data(tap_of_staff.pack())
        assert anna.notices[-1].text or "for our staff" in anna.screen.text
