"""The staff write to a client about a visit, and the client answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.outbox.errors import RecipientGoneError
from domain.outbox.message import MessageKind
from domain.shared.identity import RoleMissingError
from domain.visit.correspondence import (
    MAX_MESSAGE_LENGTH,
    MOST_A_DAY,
    ClientAwayDenial,
    TooMuchWrittenDenial,
    WritingOverDenial,
)
from domain.visit.errors import TextTooLongError, VisitNotFoundError
from infra.db import tables
from tests.domain.notifications.delivery_fixture import DeliveryFixture, words_of_message
from tests.support.correspondence_fixture import answer, outbox, write, written
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.outcome_fixture import STAFF, OutcomeFixture, open_outcome_fixture

WEEK = timedelta(days=7)
END = at(11)


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    room = await open_outcome_fixture(database)
    await database.change(tables.users, room.kim.user_id, is_admin=True)
    await database.execute(tables.outbox_messages.update().values(state="dropped"))
    return room


@pytest.fixture
def office(database: DatabaseFactory) -> DeliveryFixture:
    return DeliveryFixture(database)


async def test_what_a_master_writes_reaches_the_client_under_the_masters_name(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.mia, "Come <b>early</b>")
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == room.ann.user_id
    assert words_of_message(notification).text == "Come <b>early</b>"
    said = words_of_message(notification)
    assert said.writer is not None
    assert said.writer.text == "Mia"
    assert notification.contents[0].contact is None


async def test_an_admin_writes_for_the_location(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.kim)
    (notification,) = await office.deliver()
    said = words_of_message(notification)
    assert said.writer is not None
    assert said.writer.text == "Shop"


async def test_the_words_lie_in_one_place_alone(room: OutcomeFixture) -> None:
    await write(room, room.mia, "Zauberwort")
    (row,) = await outbox(room)
    assert "Zauberwort" not in repr(tuple(row))
    assert [message.text for message in await written(room)] == ["Zauberwort"]


async def test_words_that_were_erased_meanwhile_are_not_delivered(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.mia)
    await room.database.execute(tables.visit_messages.delete())
    assert await office.deliver() == []
    (row,) = await outbox(room)
    assert row.state == "dropped"


async def test_strangers_neither_write_nor_answer(room: OutcomeFixture) -> None:
    await write(room, room.mia)
    stranger = await room.database.meet("Mallory")
    with pytest.raises(VisitNotFoundError):
        await answer(room, client=stranger)
    with pytest.raises(RoleMissingError):
        await write(room, stranger)
    with pytest.raises(VisitNotFoundError):
        await write(room, replace(stranger, roles=STAFF))
    assert len(await written(room)) == 1


@pytest.mark.parametrize("columns", [{"telegram_id": None}, {"unreachable_at": NOW}])
async def test_a_client_whom_the_chat_does_not_reach_is_not_written_to(
    room: OutcomeFixture, columns: dict[str, object]
) -> None:
    await room.database.change(tables.users, room.ann.user_id, **columns)
    with pytest.raises(ClientAwayDenial):
        await write(room, room.mia)
    assert isinstance((await room.card(room.mia)).write_denial, ClientAwayDenial)
    assert not (await room.card(room.mia)).client.is_reachable


async def test_of_a_client_who_turns_out_to_be_away_the_admins_are_told(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.mia)
    office.notifier.failures.append(RecipientGoneError("blocked"))
    (notification,) = await office.deliver()
    assert notification.contents[0].kind is MessageKind.DELIVERY_FAILED
    assert notification.contents[0].contact is not None
    assert notification.contents[0].contact.name == "Ann"
    with pytest.raises(ClientAwayDenial):
        await write(room, room.mia)


async def test_about_a_visit_one_writes_for_a_week_after_it(room: OutcomeFixture) -> None:
    room.database.clock.moment = END + WEEK
    await write(room, room.mia)
    await answer(room)
    room.database.clock.advance(seconds=1)
    with pytest.raises(WritingOverDenial):
        await write(room, room.mia)
    with pytest.raises(WritingOverDenial):
        await answer(room)
    assert isinstance((await room.card(room.mia)).write_denial, WritingOverDenial)


async def test_about_a_cancelled_visit_one_can_write(room: OutcomeFixture) -> None:
    await room.database.services().cancel(room.ann, room.visit)
    await write(room, room.mia, "What a pity")
    assert len(await written(room)) == 1


async def test_one_writes_so_many_messages_a_day_about_a_visit(room: OutcomeFixture) -> None:
    for _ in range(MOST_A_DAY):
        await write(room, room.mia)
    with pytest.raises(TooMuchWrittenDenial):
        await write(room, room.mia)
    await write(room, room.kim)
    await answer(room)
    room.database.clock.advance(days=1)
    await write(room, room.mia)
    assert len(await written(room)) == MOST_A_DAY + 3


async def test_of_many_at_once_no_more_are_written_than_may_be(room: OutcomeFixture) -> None:
    for _ in range(MOST_A_DAY - 1):
        await write(room, room.mia)
    results = await asyncio.gather(
        *(write(room, room.mia) for _ in range(6)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == [
        "NoneType",
        *["TooMuchWrittenDenial"] * 5,
    ]


async def test_a_text_has_room_for_a_thousand_characters(room: OutcomeFixture) -> None:
    await write(room, room.mia, "💇" * MAX_MESSAGE_LENGTH)
    with pytest.raises(TextTooLongError):
        await write(room, room.mia, "x" * (MAX_MESSAGE_LENGTH + 1))
    await write(room, room.mia, " a\0b ")
    assert [len(message.text) for message in await written(room)] == [MAX_MESSAGE_LENGTH, 2]


async def test_the_card_shows_the_newest_messages_to_the_staff(room: OutcomeFixture) -> None:
    for number in range(6):
        await write(room, room.mia, f"{number}")
    await answer(room, "last")
    messages = (await room.card(room.kim)).messages
    assert [message.text for message in messages] == ["2", "3", "4", "5", "last"]
    assert [message.is_by_client for message in messages] == [False] * 4 + [True]
    assert messages[-1].author_name == "Ann"


async def test_an_admin_whose_own_visit_it_is_writes_as_staff_and_answers_as_the_client(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await room.database.change(tables.bookings, room.visit, client_id=room.kim.user_id)
    await write(room, room.kim, "We open at nine")
    await answer(room, "Thank you", room.kim)
    notices = await office.deliver()
    assert [words_of_message(notification).text for notification in notices] == [
        "We open at nine",
        "Thank you",
    ]
    writers = [words_of_message(notification).writer for notification in notices]
    assert [writer and writer.text for writer in writers] == ["Shop", None]
    messages = (await room.card(room.mia)).messages
    assert [message.is_by_client for message in messages] == [False, True]
