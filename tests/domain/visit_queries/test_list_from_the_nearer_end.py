"""No page passes over more than half of the list."""

from datetime import datetime
from types import TracebackType
from typing import Self

import pytest

from domain.shared.ids import UserId
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import PAGE_SIZE, ListBookings
from domain.visit_queries.ports import BookingLine, BookingQuery, FilterChoices
from tests.support.bookings_fixture import ADMIN
from tests.support.database import NOW
from tests.support.services import StoppedClock

TOTAL = 10 * PAGE_SIZE + 3


class FakeBook:
    """A book of visits that notes from where it is read, and the unit of work around it."""

    def __init__(self) -> None:
        self.read: list[tuple[datetime, int, int, bool]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass

    async def commit(self) -> None:
        raise AssertionError("nothing is written")

    async def get_choices(self) -> FilterChoices:
        return FilterChoices((), (), ())

    async def get_client_names(self, client_ids: tuple[UserId, ...]) -> tuple[str, ...]:
        return tuple("Ann" for _ in client_ids)

    async def count(self, query: BookingQuery) -> int:
        return TOTAL if query.now == NOW else 0

    async def list_lines(
        self, query: BookingQuery, *, offset: int, limit: int, from_end: bool
    ) -> tuple[BookingLine, ...]:
        self.read.append((query.now, offset, limit, from_end))
        return ()


@pytest.mark.parametrize("days", [NamedDays.COMING, NamedDays.ALL])
@pytest.mark.parametrize(
    ("page", "offset", "limit", "is_from_last"),
    [
        (0, 0, PAGE_SIZE, False),
        (4, 4 * PAGE_SIZE, PAGE_SIZE, False),
        (7, 2 * PAGE_SIZE + 3, PAGE_SIZE, True),
        (9, 3, PAGE_SIZE, True),
        (10, 0, 3, True),
    ],
)
async def test_a_page_is_read_from_whichever_end_is_nearer(
    days: NamedDays, page: int, offset: int, limit: int, *, is_from_last: bool
) -> None:
    book, wanted = FakeBook(), BookingFilter(days)
    await ListBookings(book, book, StoppedClock(NOW)).execute(ADMIN, wanted, page)
    assert book.read == [(NOW, offset, limit, is_from_last is not wanted.is_latest_first)]
