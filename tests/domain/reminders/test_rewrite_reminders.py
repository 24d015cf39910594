"""Reminders in the database are what the visits need, however those came to it."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from domain.catalog.errors import LocationNotFoundError
from domain.locations.change_timezone import ChangeTimezone
from domain.outbox.message import MessageState
from domain.reminders import rewrite_all_reminders
from domain.reminders.rewrite_reminders import RewriteReminders
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import BookingId, LocationId
from domain.visit.model import BookingStatus
from infra.db.tables import bookings, outbox_messages
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services, choice_of

AT_TEN = "2030-03-06T09:00:00+00:00"


async def waiting(database: DatabaseFactory) -> dict[str, str]:
    """Return when the waiting reminders are due in UTC, by key."""
    messages = outbox_messages
    rows = await database.rows(
        select(messages.c.key, messages.c.due_at)
        .where(messages.c.kind == "reminder", messages.c.state == MessageState.WAITING)
        .order_by(messages.c.due_at, messages.c.key)
    )
    return {row.key: row.due_at.strftime("%d %H:%M") for row in rows}


async def rewrite(services: Services, *booking_ids: BookingId) -> None:
    service = services.get(RewriteReminders)
    async with services.uow:
        await service.execute(booking_ids, services.clock.now())
        await services.uow.commit()


async def visit_on_wednesday(database: DatabaseFactory) -> tuple[LocationId, BookingId]:
    """Book ten o'clock of Wednesday, March 6."""
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    services = database.services()
    booking_id = await services.book(await database.meet(), shop, choice_of(cut), at(10, day=2))
    return shop, booking_id


async def test_a_confirmed_visit_has_a_reminder_for_each_lead_time(
    database: DatabaseFactory,
) -> None:
    _, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    assert await waiting(database) == {
        f"reminder:{booking_id}:{AT_TEN}:1440": "05 09:00",
        f"reminder:{booking_id}:{AT_TEN}:180": "06 06:00",
    }


async def test_to_rewrite_twice_is_as_well_as_once(database: DatabaseFactory) -> None:
    _, booking_id = await visit_on_wednesday(database)
    for _ in range(2):
        await rewrite(database.services(), booking_id)
    assert len(await waiting(database)) == 2


@pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.RESCHEDULE_PROPOSED])
async def test_a_visit_that_is_not_confirmed_loses_its_reminders(
    database: DatabaseFactory, status: BookingStatus
) -> None:
    _, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    await database.change(bookings, booking_id, status=status)
    await rewrite(database.services(), booking_id)
    assert await waiting(database) == {}


async def test_a_visit_at_another_start_has_other_reminders(database: DatabaseFactory) -> None:
    _, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    await database.change(bookings, booking_id, starts_at=at(15, day=3), ends_at=at(16, day=3))
    await rewrite(database.services(), booking_id)
    assert list((await waiting(database)).values()) == ["06 14:00", "07 11:00"]


async def test_what_was_sent_is_neither_taken_away_nor_sent_again(
    database: DatabaseFactory,
) -> None:
    _, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    messages = outbox_messages
    await database.execute(
        update(messages).where(messages.c.key.endswith(":1440")).values(state=MessageState.SENT)
    )
    database.clock.moment = at(11, day=1)
    await rewrite(database.services(), booking_id)
    assert list(await waiting(database)) == [f"reminder:{booking_id}:{AT_TEN}:180"]
    keys = await database.rows(select(messages.c.key).where(messages.c.kind == "reminder"))
    assert len(keys) == 2


async def test_other_messages_of_the_visit_stay(database: DatabaseFactory) -> None:
    _, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    kinds = await database.rows(select(outbox_messages.c.kind))
    assert ("booking_made",) in kinds


async def admin_of(database: DatabaseFactory) -> Identity:
    return replace(await database.meet("Kim"), roles=frozenset({Role.ADMIN}))


async def test_another_timezone_rewrites_the_reminders_of_all_coming_visits(
    database: DatabaseFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrite_all_reminders, "BATCH_SIZE", 2)
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    services = database.services()
    made = [
        await services.book(await database.meet(), shop, choice_of(cut), at(hour, day=2))
        for hour in (9, 11, 13, 15, 16)
    ]
    await rewrite(services, *made)
    before = await waiting(database)
    await database.change_policies(shop, reminder_lead_minutes=(24 * 60 + 60,))

    await services.get(ChangeTimezone).execute(
        await admin_of(database), shop, ZoneInfo("Asia/Tokyo")
    )

    after = await waiting(database)
    assert len(before) == 2 * len(made)
    assert list(after.values()) == ["05 07:00", "05 09:00", "05 11:00", "05 13:00", "05 14:00"]
    async with services.uow:
        profile = await services.profile_gateway.get_profile(shop)
    assert profile is not None
    assert profile.location.timezone == ZoneInfo("Asia/Tokyo")


async def test_quiet_hours_are_those_of_the_new_zone(database: DatabaseFactory) -> None:
    shop, booking_id = await visit_on_wednesday(database)
    await rewrite(database.services(), booking_id)
    await database.change_policies(
        shop, quiet_from=time(22), quiet_until=time(8), reminder_lead_minutes=(24 * 60,)
    )
    zone = ZoneInfo("Pacific/Auckland")
    await database.services().get(ChangeTimezone).execute(await admin_of(database), shop, zone)
    # Ten in Berlin is ten in the evening in Auckland.
    assert list((await waiting(database)).values()) == ["05 08:55"]


async def test_only_an_admin_changes_the_timezone_of_a_place_that_is_there(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    service = database.services().get(ChangeTimezone)
    with pytest.raises(RoleMissingError):
        await service.execute(await database.meet(), shop, ZoneInfo("Asia/Tokyo"))
    with pytest.raises(LocationNotFoundError):
        await service.execute(
            await admin_of(database), LocationId(shop + 1), ZoneInfo("Asia/Tokyo")
        )
