"""What is due is told once, to whom it concerns, as long as it is relevant."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.notifications.render import render_notification
from domain.notifications.content.contents import Notification
from domain.notifications.content.messages import FailureFacts
from domain.notifications.deliver_messages import LEASE
from domain.notifications.retry import MAX_ATTEMPTS
from domain.outbox.admin_post import AdminChannel
from domain.outbox.errors import DeliveryFailedError, RecipientGoneError
from domain.outbox.message import Audience, Channel, MessageKind
from domain.outbox.recipient import Contact
from domain.shared.destination import Chat
from domain.shared.ids import BookingId, UserId
from domain.staff.notify_admins import MOST_IN_BUNDLE
from infra.db import tables
from tests.domain.notifications.delivery_fixture import (
    GROUP,
    IN_GROUP,
    DeliveryFixture,
    FakeNotifier,
    to_admins,
    to_client,
    told,
)
from tests.support.database import DatabaseFactory, at
from tests.support.reading import localizer
from tests.support.services import choice_of


@pytest.fixture
def office(database: DatabaseFactory) -> DeliveryFixture:
    return DeliveryFixture(database)


@pytest.fixture
async def ann(database: DatabaseFactory) -> UserId:
    user_id = (await database.meet("Ann")).user_id
    await database.change(tables.users, user_id, phone="+4930123")
    return user_id


async def book(database: DatabaseFactory) -> tuple[UserId, BookingId]:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet("Ann")
    return ann.user_id, await database.services().book(ann, shop, choice_of(cut), at(10))


async def hire_admin(database: DatabaseFactory, name: str = "Boss") -> UserId:
    admin = await database.meet(name)
    await database.change(tables.users, admin.user_id, is_admin=True)
    return admin.user_id


async def test_a_client_is_told_of_the_visit_as_it_stands(
    database: DatabaseFactory, office: DeliveryFixture
) -> None:
    ann, booking_id = await book(database)
    await office.write(to_client(ann, booking_id=booking_id))
    notices = [n for n in await office.deliver() if n.audience is Audience.CLIENT]
    (notification,) = [n for n in notices if n.contents[0].kind is MessageKind.BOOKING_MADE]
    (content,) = notification.contents
    assert notification.recipient.user_id == ann
    assert content.visit is not None
    assert content.visit.id == booking_id
    assert content.contact is None
    assert await office.state_of("a") == ("sent", "")


async def test_what_makes_no_sense_any_more_is_dropped(
    database: DatabaseFactory, office: DeliveryFixture
) -> None:
    ann, booking_id = await book(database)
    await office.write(to_client(ann, booking_id=booking_id))
    await database.change(tables.bookings, booking_id, status="cancelled")
    assert not await office.deliver()
    state, _ = await office.state_of("a")
    assert state == "dropped"


async def test_what_failed_is_tried_again_later(ann: UserId, office: DeliveryFixture) -> None:
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    office.notifier.failures = [DeliveryFailedError("network")]
    assert not await office.deliver()
    assert await office.state_of("a") == ("waiting", "network")
    office.database.clock.advance(seconds=4)
    assert not await office.deliver()
    office.database.clock.advance(seconds=4)
    assert len(await office.deliver()) == 1


async def test_telegrams_pause_is_obeyed(ann: UserId, office: DeliveryFixture) -> None:
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    office.notifier.failures = [DeliveryFailedError("flood", 300)]
    await office.deliver()
    office.database.clock.advance(seconds=299)
    assert not await office.deliver()
    office.database.clock.advance(seconds=80)
    assert len(await office.deliver()) == 1


async def test_who_blocked_the_bot_is_given_up_and_left_alone(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    admin = await hire_admin(database)
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    office.notifier.failures = [RecipientGoneError("blocked")]
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == admin
    assert notification.contents[0].contact == Contact("Ann", "+4930123")
    assert await office.state_of("a") == ("failed", "blocked")

    await office.write(to_client(ann, "b", kind=MessageKind.DELIVERY_FAILED))
    database.clock.advance(minutes=2)
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == admin
    assert await office.state_of("b") == ("failed", "no chat")


async def test_after_the_last_attempt_the_admins_hear_whom_to_phone(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    admin = await hire_admin(database)
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    for _ in range(MAX_ATTEMPTS - 1):
        office.notifier.failures = [DeliveryFailedError("network")]
        assert not await office.deliver()
        database.clock.advance(hours=1)
    office.notifier.failures = [DeliveryFailedError("network")]
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == admin
    assert notification.contents[0].facts.user_id == ann
    assert await office.state_of("a") == ("failed", "network")


async def test_nobody_is_phoned_because_a_card_could_not_be_shown_afresh(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    await hire_admin(database)
    card = to_client(ann, kind=MessageKind.CARD_REFRESH, channel=Channel.CARD)
    await office.write(card)
    office.notifier.failures = [RecipientGoneError("blocked")]
    await office.deliver(Channel.CARD)
    assert await office.state_of("a") == ("failed", "blocked")
    assert not await office.keys(MessageKind.DELIVERY_FAILED)


async def test_the_group_is_told_no_phone_number(database: DatabaseFactory, ann: UserId) -> None:
    office = DeliveryFixture(database, IN_GROUP)
    await office.write(to_admins("a", facts=FailureFacts(MessageKind.REMINDER, ann)))
    (notification,) = await office.deliver()
    assert notification.recipient == GROUP
    assert notification.contents[0].contact == Contact("Ann", None)


async def test_a_group_that_was_connected_is_told(
    database: DatabaseFactory, office: DeliveryFixture
) -> None:
    boss = await hire_admin(database)
    values = {"chat_id": -7, "connected_by": boss, "connected_at": database.clock.now()}
    await database.execute(tables.admin_groups.insert().values(values))
    await office.write(to_admins("a"))
    assert list(told(await office.deliver())) == [(Chat(-7), ("delivery_failed",))]


async def test_where_the_group_is_gone_each_admin_is_told_in_private(
    database: DatabaseFactory,
) -> None:
    boss = await hire_admin(database)
    office = DeliveryFixture(database, IN_GROUP)
    office.notifier.failures = [RecipientGoneError("kicked")]
    await office.write(to_admins("a"))
    (notification,) = await office.deliver()
    assert notification.recipient.user_id == boss
    assert [content.kind for content in notification.contents] == ["delivery_failed"]


async def test_without_a_group_every_admin_is_told_who_opened_the_bot(
    database: DatabaseFactory,
) -> None:
    named = await database.meet("Named by the settings")
    marked = await hire_admin(database)
    gone = await hire_admin(database)
    await database.change(tables.users, gone, unreachable_at=database.clock.now())
    await database.change(tables.users, named.user_id, telegram_id=77)
    office = DeliveryFixture(database, AdminChannel(frozenset({77, 78})))
    await office.write(to_admins("a"))
    notices = await office.deliver()
    assert {notification.recipient.user_id for notification in notices} == {named.user_id, marked}


async def test_nobody_to_tell_is_no_failure(office: DeliveryFixture) -> None:
    await office.write(to_admins("a"))
    assert not await office.deliver()
    assert await office.state_of("a") == ("dropped", "there is no admin")


async def test_admins_are_told_at_once_and_then_once_a_minute(database: DatabaseFactory) -> None:
    office = DeliveryFixture(database, IN_GROUP)
    sent = []
    for second in range(0, 130, 10):
        await office.write(
            to_admins(f"{second}", facts=FailureFacts(MessageKind.REMINDER, UserId(second)))
        )
        sent.append(
            [
                n.facts.user_id
                for notification in await office.deliver()
                for n in notification.contents
            ]
        )
        database.clock.advance(seconds=10)
    assert sent[0] == [0]
    assert sent[6] == [10, 20, 30, 40, 50]
    assert sent[12] == [60, 70, 80, 90, 100, 110]
    assert [seconds for seconds in sent if seconds] == [sent[0], sent[6], sent[12]]


async def test_several_workers_bundle_into_the_same_message(database: DatabaseFactory) -> None:
    office = DeliveryFixture(database, IN_GROUP)
    await office.write(*(to_admins(f"{number}") for number in range(10)))
    await asyncio.gather(*(office.deliver() for _ in range(4)))
    database.clock.advance(minutes=1)
    await asyncio.gather(*(office.deliver() for _ in range(4)))
    assert len(office.notifier.sent) in {1, 2}
    assert sum(len(notification.contents) for notification in office.notifier.sent) == 10


async def test_what_does_not_fit_into_a_bundle_is_told_in_the_next(
    database: DatabaseFactory,
) -> None:
    await hire_admin(database)
    office = DeliveryFixture(database)
    names = {f"Client {number}" for number in range(30)}
    people = [await database.meet(name) for name in sorted(names)]
    calls = [
        to_admins(f"{n}", facts=FailureFacts(MessageKind.REMINDER, p.user_id))
        for n, p in enumerate(people)
    ]
    await office.write(*calls)
    for _ in range(4):
        await asyncio.gather(*(office.deliver() for _ in range(2)))
        database.clock.advance(minutes=1)
    words = [
        render_notification(notification, localizer()).text for notification in office.notifier.sent
    ]
    assert all(
        len(notification.contents) <= MOST_IN_BUNDLE for notification in office.notifier.sent
    )
    assert {name for name in names if any(f"{name}\n" in text for text in words)} == names


async def test_who_is_no_admin_any_more_is_not_told_what_was_bundled(
    database: DatabaseFactory, ann: UserId
) -> None:
    boss = await hire_admin(database)
    named = await database.meet("Named by the settings")
    await database.change(tables.users, named.user_id, telegram_id=77)
    office = DeliveryFixture(database, AdminChannel(frozenset({77})))
    await office.write(to_admins("first"))
    await office.deliver()
    await office.write(to_admins("second", facts=FailureFacts(MessageKind.REMINDER, ann)))
    await office.deliver()
    await database.change(tables.users, boss, is_admin=False)
    database.clock.advance(minutes=1)
    assert [notification.recipient.user_id for notification in await office.deliver()] == [
        named.user_id
    ]


async def test_an_admin_who_blocked_the_bot_does_not_keep_the_others_from_hearing(
    database: DatabaseFactory,
) -> None:
    await hire_admin(database, "One")
    two = await hire_admin(database, "Two")
    office = DeliveryFixture(database)
    office.notifier.failures = [RecipientGoneError("blocked")]
    await office.write(to_admins("a"))
    notices = await office.deliver()
    assert [notification.recipient.user_id for notification in notices] == [two]
    database.clock.advance(hours=1)
    assert not await office.deliver()


async def test_what_a_bundle_tells_is_left_out_when_it_makes_no_sense_any_more(
    database: DatabaseFactory,
) -> None:
    office = DeliveryFixture(database, IN_GROUP)
    await office.write(to_admins("first"))
    await office.deliver()
    _, booking_id = await book(database)
    await office.write(to_admins("second"))
    assert not [n for n in await office.deliver() if n.recipient == GROUP]
    await database.change(tables.bookings, booking_id, status="cancelled")
    database.clock.advance(minutes=1)
    assert list(told(await office.deliver())) == [(GROUP.destination, ("delivery_failed",))]


async def test_a_message_whose_worker_died_is_delivered_when_its_lease_ends(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    await office.die_after_claim()
    assert not await office.deliver()
    database.clock.advance(seconds=LEASE / timedelta(seconds=1))
    assert len(await office.deliver()) == 1


async def test_who_has_little_left_of_a_lease_leaves_the_message_to_others(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    class Slow(FakeNotifier):
        async def send(self, notification: Notification) -> None:
            await super().send(notification)
            database.clock.advance(seconds=50)

    office.notifier = Slow()
    await office.write(*(to_client(ann, key, kind=MessageKind.DELIVERY_FAILED) for key in "ab"))
    await office.service().execute(Channel.MESSAGE, office.notifier)
    assert len(office.notifier.sent) == 1
    database.clock.advance(seconds=10)
    assert len(await office.deliver()) == 1


async def test_a_message_that_kills_whoever_takes_it_on_is_given_up(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    await office.write(to_client(ann, kind=MessageKind.DELIVERY_FAILED))
    for _ in range(MAX_ATTEMPTS):
        await office.die_after_claim()
        database.clock.advance(minutes=2)
    assert not await office.deliver()
    assert await office.state_of("a") == ("failed", "attempts ended without an answer")


async def test_a_defect_with_one_message_does_not_hold_up_the_others(
    database: DatabaseFactory, ann: UserId, office: DeliveryFixture
) -> None:
    await office.write(
        *(to_client(ann, f"{n}", kind=MessageKind.DELIVERY_FAILED) for n in range(2))
    )

    class Clumsy:
        async def send(self, notification: Notification) -> None:
            if not office.notifier.sent:
                office.notifier.sent.append(notification)
                raise KeyError("no words for this")
            office.notifier.sent.append(notification)

    with pytest.raises(ExceptionGroup):
        await office.service().execute(Channel.MESSAGE, Clumsy())
    states = [await office.state_of(f"{n}") for n in range(2)]
    assert sorted(state for state, _ in states) == ["sent", "waiting"]


async def test_a_message_that_makes_no_sense_to_the_program_does_not_hold_up_the_others(
    database: DatabaseFactory, office: DeliveryFixture
) -> None:
    ann, booking_id = await book(database)
    broken = to_client(ann, "broken", kind=MessageKind.REMINDER, booking_id=booking_id)
    await office.write(broken, to_client(ann, "sound", booking_id=booking_id))
    with pytest.raises(ExceptionGroup):
        await office.service().execute(Channel.MESSAGE, office.notifier)
    await office.deliver()
    assert await office.state_of("sound") == ("sent", "")
    for _ in range(MAX_ATTEMPTS):
        database.clock.advance(minutes=2)
        with suppress(ExceptionGroup):
            await office.deliver()
    assert (await office.state_of("broken"))[0] == "failed"
