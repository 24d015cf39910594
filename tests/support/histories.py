"""What every history has to be, whatever was done: a path of the transition table."""

from collections import defaultdict

from sqlalchemy import select

from domain.visit.model import PROGRAM, BookingStatus
from domain.visit.transitions import transition
from infra.db.tables import booking_events, bookings
from tests.support.database import NOW, DatabaseFactory


async def assert_histories_are_paths(database: DatabaseFactory) -> None:
    """Check that statuses follow one another as the table says, to the status of the booking."""
    events = await database.rows(select(booking_events).order_by(booking_events.c.id))
    chains = defaultdict(list)
    for event in events:
        chains[event.booking_id].append((event.from_status, event.to_status))
    statuses = await database.rows(select(bookings.c.id, bookings.c.status))
    assert chains.keys() == {booking_id for booking_id, _ in statuses}
    for booking_id, status in statuses:
        chain = chains[booking_id]
        assert [None, *(target for _, target in chain)] == [
            *(origin for origin, _ in chain),
            status,
        ]
        for origin, target in chain:
            _assert_allowed(origin, target)


def _assert_allowed(origin: str | None, target: str) -> None:
    is_move = origin == target == BookingStatus.CONFIRMED
    if not is_move:
        known = None if origin is None else BookingStatus(origin)
        transition(known, BookingStatus(target), at=NOW, actor=PROGRAM)
