"""A client answers what was written about a visit: who of the staff reads it."""

from dataclasses import replace

import pytest

from domain.outbox.message import Audience, MessageKind
from domain.visit.correspondence import NothingToAnswerDenial, StaffAwayDenial
from domain.visit.errors import VisitNotFoundError
from infra.db import tables
from tests.domain.notifications.delivery_fixture import DeliveryFixture, words_of_message
from tests.support.correspondence_fixture import answer, write, written
from tests.support.database import NOW, DatabaseFactory
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    room = await open_outcome_fixture(database)
    await database.change(tables.users, room.kim.user_id, is_admin=True)
    await database.execute(tables.outbox_messages.update().values(state="dropped"))
    return room


@pytest.fixture
def office(database: DatabaseFactory) -> DeliveryFixture:
    return DeliveryFixture(database)


async def test_the_answer_goes_to_whoever_of_the_staff_wrote_last(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.kim)
    await write(room, room.mia)
    await office.deliver()
    await answer(room, "I will")
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == room.mia.user_id
    assert notification.audience is Audience.MASTER
    assert words_of_message(notification).text == "I will"
    await write(room, room.kim)
    await answer(room)
    to_client, to_staff = await office.deliver()
    assert to_client.recipient.user_id == room.ann.user_id
    assert to_staff.recipient.user_id == room.kim.user_id


async def test_the_staff_read_the_clients_first_name_without_a_phone(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await room.database.change(
        tables.users, room.ann.user_id, display_name="Ann Berger", phone="+4930123"
    )
    await write(room, room.mia)
    await answer(room)
    notification = (await office.deliver())[-1]
    contact = notification.contents[0].contact
    assert contact is not None
    assert (contact.name, contact.phone) == ("Ann", None)


async def test_who_has_not_been_written_to_has_nothing_to_answer(room: OutcomeFixture) -> None:
    with pytest.raises(NothingToAnswerDenial):
        await answer(room)


async def test_nobody_who_only_says_to_be_the_client_answers_for_them(room: OutcomeFixture) -> None:
    await write(room, room.mia)
    for staff in (room.mia, room.kim):
        with pytest.raises(VisitNotFoundError):
            await answer(room, client=staff)


async def test_a_master_who_was_dismissed_reads_nothing(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.kim)
    await write(room, room.mia)
    await room.database.change(tables.masters, room.mia_id, user_id=None)
    await office.deliver()
    await answer(room)
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == room.kim.user_id  # who wrote before


async def test_where_no_writer_is_left_the_visits_master_reads_the_answer(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.kim)
    await room.database.change(tables.users, room.kim.user_id, is_admin=False)
    await office.deliver()
    await answer(room)
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == room.mia.user_id


async def test_where_the_master_is_gone_all_admins_read_the_answer(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    leo = await room.database.meet("Leo")
    await room.database.change(tables.users, leo.user_id, is_admin=True)
    await write(room, room.mia)
    await room.database.change(tables.masters, room.mia_id, is_active=False)
    await office.deliver()
    await answer(room)
    notices = await office.deliver()
    assert {n.recipient.user_id for n in notices} == {room.kim.user_id, leo.user_id}


async def test_a_writer_who_blocked_the_bot_is_passed_over(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.mia)
    await room.database.change(tables.users, room.mia.user_id, unreachable_at=NOW)
    await office.deliver()
    await answer(room)
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == room.kim.user_id


async def test_an_answer_that_nobody_could_read_is_refused(room: OutcomeFixture) -> None:
    await write(room, room.mia)
    await room.database.change(tables.masters, room.mia_id, user_id=None)
    await room.database.change(tables.users, room.kim.user_id, is_admin=False)
    with pytest.raises(StaffAwayDenial):
        await answer(room)
    assert len(await written(room)) == 1


async def test_who_is_dismissed_before_the_answer_is_delivered_does_not_get_it(
    room: OutcomeFixture, office: DeliveryFixture
) -> None:
    await write(room, room.mia)
    await answer(room)
    await room.database.change(tables.masters, room.mia_id, user_id=None)
    notices = await office.deliver()
    readers = {notification.recipient.user_id for notification in notices}
    assert readers == {room.ann.user_id, room.kim.user_id}
    (failed,) = [
        content
        for notification in notices
        for content in notification.contents
        if content.kind is MessageKind.DELIVERY_FAILED
    ]
    assert failed.contact is not None
    assert failed.contact.name == "Ann"  # whom the admins answer, not who left
    assert [message.text for message in (await room.card(room.kim)).messages][-1] == "I will"


async def test_who_may_not_book_any_more_may_still_answer(room: OutcomeFixture) -> None:
    await write(room, room.mia)
    await answer(room, client=replace(room.ann, is_blocked=True))
    assert len(await written(room)) == 2
