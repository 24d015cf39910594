"""How long a lane stays blocked after each item of a visit that comes back to its first master."""

from datetime import datetime, timedelta

import pytest

from domain.schedule.model import PolicySet
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingItem
from tests.support.database import NINE_TO_FIVE, DatabaseFactory, at
from tests.support.services import choice_of

FIVE_MINUTE_STEPS = PolicySet(weekday_hours=NINE_TO_FIVE, step_minutes=5)


class Salon:
    """Anna, who needs ten minutes between two clients, and Daria, who needs none."""

    def __init__(
        self, database: DatabaseFactory, id_: LocationId, fringe: ServiceId, anna: MasterId
    ) -> None:
        self.database = database
        self.id = id_
        self.fringe = fringe
        self.anna = anna

    async def book_there_and_back(self, minutes_between: int) -> tuple[BookingItem, ...]:
        """Book an hour with Anna, some time with Daria, and an hour with Anna again, from nine."""
        cut = await self.database.sell(self.id, "Cut")
        wash = await self.database.sell(self.id, "Wash", minutes=minutes_between)
        style = await self.database.sell(self.id, "Style")
        for service in (cut, style):
            await self.database.teach(self.anna, service)
        daria = await self.database.hire(self.id, wash, name="Daria")
        choice = (
            *choice_of(cut, master_id=self.anna),
            *choice_of(wash, master_id=daria),
            *choice_of(style, master_id=self.anna),
        )
        services, ann = self.database.services(), await self.database.meet()
        booking_id = await services.book(ann, self.id, choice, at(9), seen_price_minor=9000)
        async with services.uow:
            return await services.bookings.get_items(booking_id)

    async def starts_of_a_stranger(self, before: datetime) -> list[datetime]:
        """Return what is offered of half an hour with Anna."""
        choice = choice_of(self.fringe, master_id=self.anna)
        starts = await self.database.services().starts(self.id, choice, at(9).date())
        return [start for start in starts if start < before]

    async def book_as_a_stranger(self, start_at: datetime) -> None:
        bob = await self.database.meet("Bob")
        choice = choice_of(self.fringe, master_id=self.anna)
        await self.database.services().book(bob, self.id, choice, start_at)


@pytest.fixture
async def salon(database: DatabaseFactory) -> Salon:
    id_ = await database.open_location(FIVE_MINUTE_STEPS)
    fringe = await database.sell(id_, "Fringe", minutes=30)
    anna = await database.hire(id_, fringe, name="Anna", buffer_between_minutes=10)
    return Salon(database, id_, fringe, anna)


@pytest.mark.parametrize(
    ("minutes_between", "blocked_minutes"), [(60, 10), (10, 10), (5, 5)], ids=str
)
async def test_a_first_item_is_blocked_for_the_buffer_but_not_beyond_its_masters_next(
    salon: Salon, minutes_between: int, blocked_minutes: int
) -> None:
    cut, wash, style = await salon.book_there_and_back(minutes_between)

    assert style.start_at - cut.end_at == timedelta(minutes=minutes_between)
    assert cut.blocked_until - cut.end_at == timedelta(minutes=blocked_minutes)
    assert wash.blocked_until == wash.end_at
    assert style.blocked_until - style.end_at == timedelta(minutes=10)


async def test_a_stranger_is_offered_what_the_buffers_leave_between_two_items(
    salon: Salon,
) -> None:
    await salon.book_there_and_back(60)

    offered = await salon.starts_of_a_stranger(before=at(11))

    assert offered == [at(10, 10), at(10, 15), at(10, 20)]


async def test_a_stranger_gets_the_minute_after_the_buffer_and_none_before_it(
    salon: Salon,
) -> None:
    await salon.book_there_and_back(60)

    for start_at in (at(10), at(10, 5), at(10, 25)):
        with pytest.raises(SlotTakenError):
            await salon.book_as_a_stranger(start_at)
    await salon.book_as_a_stranger(at(10, 10))
