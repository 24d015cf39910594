"""What the database refuses by itself, whoever writes and however."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.shared.ids import LocationId, MasterId, ServiceId, UserId
from domain.visit.model import OCCUPYING, BookingSource, BookingStatus
from infra.db.tables import LANE_IS_FREE, ONE_HOLD_A_CLIENT, booking_items, bookings, skills
from tests.support.database import NOW, DatabaseFactory, at

HOUR = timedelta(hours=1)


class Ledger:
    """Writes bookings straight into the tables: no lock, no check."""

    def __init__(
        self, database: DatabaseFactory, shop: LocationId, service: ServiceId, master: MasterId
    ) -> None:
        self.database = database
        self.shop = shop
        self.service = service
        self.master = master

    async def write(
        self, start_at: datetime, *, client_id: UserId | None = None, **columns: Any
    ) -> int:
        status = columns.pop("status", BookingStatus.CONFIRMED)
        booking: dict[str, Any] = {
            "location_id": self.shop,
            "client_id": client_id or (await self.database.meet()).user_id,
            "status": status,
            "hold_expires_at": NOW if status == BookingStatus.PENDING else None,
            "source": BookingSource.CLIENT,
            "request_key": uuid4(),
            "price_minor": 3000,
            "currency": "EUR",
            "starts_at": start_at,
            "ends_at": start_at + HOUR,
        }
        item: dict[str, Any] = {
            "position": 0,
            "status": status,
            "service_id": self.service,
            "master_id": self.master,
            "lane": 0,
            "start_at": start_at,
            "end_at": start_at + HOUR,
            "blocked_until": start_at + HOUR,
            "price_minor": 3000,
        }
        for name, value in columns.items():
            (item if name in item else booking)[name] = value
        async with self.database.engine.begin() as connection:
            written = insert(bookings).values(**booking).returning(bookings.c.id)
            booking_id = await connection.scalar(written)
            await connection.execute(insert(booking_items).values(booking_id=booking_id, **item))
        assert isinstance(booking_id, int)
        return booking_id


@pytest.fixture
async def ledger(database: DatabaseFactory) -> Ledger:
    shop = await database.open_location()
    service = await database.sell(shop)
    return Ledger(database, shop, service, await database.hire(shop, service))


@pytest.mark.parametrize("status", OCCUPYING)
async def test_two_visits_never_overlap_in_one_lane(ledger: Ledger, status: BookingStatus) -> None:
    await ledger.write(at(10), status=status)

    with pytest.raises(IntegrityError, match=LANE_IS_FREE):
        await ledger.write(at(10, 59))


async def test_what_a_visit_blocks_after_its_end_is_taken_too(ledger: Ledger) -> None:
    await ledger.write(at(10), blocked_until=at(11, 15))

    with pytest.raises(IntegrityError, match=LANE_IS_FREE):
        await ledger.write(at(11))
    await ledger.write(at(11, 15))


async def test_visits_may_touch(ledger: Ledger) -> None:
    await ledger.write(at(10))

    await ledger.write(at(9))
    await ledger.write(at(11))


async def test_each_lane_and_each_master_is_taken_for_itself(ledger: Ledger) -> None:
    another = await ledger.database.hire(ledger.shop, ledger.service)
    await ledger.write(at(10))

    await ledger.write(at(10), lane=1)
    await ledger.write(at(10), master_id=another)


@pytest.mark.parametrize("status", sorted(set(BookingStatus) - set(OCCUPYING)))
async def test_a_visit_that_does_not_stand_takes_no_time(
    ledger: Ledger, status: BookingStatus
) -> None:
    await ledger.write(at(10), status=status)

    await ledger.write(at(10))


async def test_one_update_of_a_booking_changes_its_items_and_frees_their_time(
    ledger: Ledger,
) -> None:
    booking_id = await ledger.write(at(10))

    await ledger.database.change(bookings, booking_id, status=BookingStatus.CANCELLED)

    statuses = await ledger.database.rows(select(booking_items.c.status))
    assert [status for (status,) in statuses] == ["cancelled"]
    await ledger.write(at(10))


async def test_a_late_payment_cannot_bring_a_visit_back_into_taken_time(ledger: Ledger) -> None:
    expired = await ledger.write(at(10), status=BookingStatus.EXPIRED)
    await ledger.write(at(10))

    with pytest.raises(IntegrityError, match=LANE_IS_FREE):
        await ledger.database.change(bookings, expired, status=BookingStatus.CONFIRMED)


async def test_an_item_cannot_say_other_than_its_booking(ledger: Ledger) -> None:
    await ledger.write(at(10))

    with pytest.raises(IntegrityError, match="fk_booking_items_booking_id_status"):
        await ledger.database.execute(update(booking_items).values(status="cancelled"))


async def test_a_client_has_one_hold_at_most(ledger: Ledger) -> None:
    ann = await ledger.database.meet()
    await ledger.write(at(10), status=BookingStatus.PENDING, client_id=ann.user_id)
    await ledger.write(at(11), client_id=ann.user_id)

    with pytest.raises(IntegrityError, match=ONE_HOLD_A_CLIENT):
        await ledger.write(at(12), status=BookingStatus.PENDING, client_id=ann.user_id)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"end_at": at(10)}, "ck_booking_items_ends_after_start"),
        ({"blocked_until": at(10, 30)}, "ck_booking_items_blocks_to_the_end"),
        ({"blocked_until": at(10, 1, day=1)}, "ck_booking_items_blocks_a_day_at_most"),
        ({"lane": -1}, "ck_booking_items_lane_is_not_negative"),
        ({"price_minor": -1}, "ck_booking_items_price_is_not_negative"),
        ({"ends_at": at(10)}, "ck_bookings_ends_after_start"),
        ({"hold_expires_at": NOW}, "ck_bookings_hold_is_pending"),
        ({"status": "lost"}, "ck_bookings_status_is_known"),
        ({"source": "rumour"}, "ck_bookings_source_is_known"),
        ({"currency": "Euro"}, "ck_bookings_currency_is_iso_4217"),
    ],
)
async def test_nonsense_is_refused(
    ledger: Ledger, columns: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        await ledger.write(at(10), **columns)


async def test_a_master_learns_no_service_of_another_location(database: DatabaseFactory) -> None:
    here, elsewhere = await database.open_location(), await database.open_location()
    master, service = await database.hire(here), await database.sell(elsewhere)

    with pytest.raises(IntegrityError, match="fk_skills_service_id_location_id"):
        await database.teach(master, service)
    with pytest.raises(IntegrityError, match="fk_skills_master_id_location_id"):
        await database.execute(
            insert(skills).values(location_id=elsewhere, master_id=master, service_id=service)
        )
