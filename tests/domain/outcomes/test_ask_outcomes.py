"""The question of the evening: what became of a visit that nobody has marked?"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.outbox.message import Audience, MessageKind
from domain.outcomes.messages import OutcomesFacts
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.domain.notifications.delivery_fixture import IN_GROUP, DeliveryFixture
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture

EVENING = at(20)


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    return await open_outcome_fixture(database)


async def asked(room: OutcomeFixture) -> list[Any]:
    messages = tables.outbox_messages
    query = select(messages).where(messages.c.kind == MessageKind.OUTCOME_ASKED)
    return list(await room.database.rows(query.order_by(messages.c.id)))


async def test_the_master_is_asked_that_evening_and_once(room: OutcomeFixture) -> None:
    room.database.clock.moment = EVENING - timedelta(seconds=1)
    assert await room.ask() == 0
    room.database.clock.moment = EVENING
    assert await room.ask() == 1
    assert await room.ask() == 0
    (message,) = await asked(room)
    assert message.key == f"outcome:{room.visit}:{int(at(10).timestamp())}:{room.mia.user_id}"
    assert (message.audience, message.recipient_id) == (Audience.MASTER, room.mia.user_id)
    assert await room.status() == "confirmed"


async def test_the_evening_is_that_of_the_location(
    database: DatabaseFactory, room: OutcomeFixture
) -> None:
    await database.change(tables.locations, room.location, timezone="Asia/Tokyo")
    database.clock.moment = at(12)  # eight in the evening in Tokyo
    assert await room.ask() == 1


async def test_the_admins_are_asked_where_no_master_can_be(
    database: DatabaseFactory, room: OutcomeFixture
) -> None:
    database.clock.moment = EVENING
    await database.change(tables.users, room.mia.user_id, unreachable_at=EVENING)
    assert await room.ask() == 1
    (message,) = await asked(room)
    assert (message.audience, message.recipient_id) == (Audience.ADMINS, None)


async def test_who_is_no_master_any_more_is_told_nothing_and_the_admins_are_asked(
    database: DatabaseFactory, room: OutcomeFixture
) -> None:
    post_office = DeliveryFixture(database, IN_GROUP)
    database.clock.moment = EVENING
    await room.ask()
    await database.change(tables.masters, room.mia_id, user_id=None)
    told = await post_office.deliver()
    assert Audience.MASTER not in {notice.audience for notice in told}
    assert await room.ask() == 1
    database.clock.advance(minutes=2)
    (notice,) = await post_office.deliver()
    assert [content.kind for content in notice.contents] == [MessageKind.OUTCOME_ASKED]
    assert notice.audience is Audience.ADMINS
    assert await room.ask() == 0


async def test_of_a_visit_that_was_marked_nobody_is_asked(room: OutcomeFixture) -> None:
    room.database.clock.moment = at(10)
    await room.mark(room.mia, Mark.MISSED)
    room.database.clock.moment = EVENING
    assert await room.ask() == 0


async def test_a_visit_that_moved_is_asked_about_on_its_new_evening(room: OutcomeFixture) -> None:
    await room.database.services().move(room.ann, room.visit, at(10, day=1))
    room.database.clock.moment = EVENING
    assert await room.ask() == 0
    room.database.clock.advance(days=1)
    assert await room.ask() == 1


async def test_what_nobody_answers_for_days_is_not_asked_again(room: OutcomeFixture) -> None:
    room.database.clock.moment = EVENING + timedelta(days=3)
    assert await room.ask() == 0


async def with_visits(room: OutcomeFixture, hours: Iterable[int]) -> None:
    """Let Mia have more visits on Monday; a cut takes an hour."""
    for hour in hours:
        await room.book(hour)
    room.database.clock.moment = EVENING


async def test_a_master_of_a_few_visits_is_asked_of_each(room: OutcomeFixture) -> None:
    await with_visits(room, (11, 12))
    assert await room.ask() == 3
    told = await DeliveryFixture(room.database).deliver()
    kinds = [notice.contents[0].kind for notice in told if notice.audience is Audience.MASTER]
    assert kinds == [MessageKind.OUTCOME_ASKED] * 3


async def test_a_master_of_many_visits_is_asked_of_all_in_one_message(room: OutcomeFixture) -> None:
    await with_visits(room, (11, 12, 13))
    assert await room.ask() == 4
    assert await room.ask() == 0
    told = await DeliveryFixture(room.database).deliver()
    (notice,) = [notice for notice in told if notice.audience is Audience.MASTER]
    (content,) = notice.contents
    assert (content.kind, content.facts) == (MessageKind.OUTCOMES_ASKED, OutcomesFacts(4))
    assert notice.recipient.user_id == room.mia.user_id


async def test_admins_are_asked_of_each_visit_of_many_where_the_master_is_gone(
    room: OutcomeFixture,
) -> None:
    await with_visits(room, (11, 12, 13))
    await room.ask()
    await room.database.change(tables.masters, room.mia_id, user_id=None)
    assert await room.ask() == 4
    post_office = DeliveryFixture(room.database, IN_GROUP)
    told = await post_office.deliver()
    room.database.clock.advance(minutes=2)
    told += await post_office.deliver()
    assert Audience.MASTER not in {notice.audience for notice in told}
    kinds = [content.kind for notice in told for content in notice.contents]
    assert kinds.count(MessageKind.OUTCOME_ASKED) == 4


async def test_many_workers_ask_once(room: OutcomeFixture) -> None:
    room.database.clock.moment = EVENING
    await asyncio.gather(*(room.ask() for _ in range(4)))
    assert len(await asked(room)) == 1
