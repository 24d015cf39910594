"""Pages of visits of which nobody has said what became of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.outcomes.list_unmarked import PAGE_SIZE, UnmarkedPage
from domain.shared.identity import Role, RoleMissingError
from domain.visit.model import BookingStatus
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture
from tests.support.report_services import Book

MANY = 2 * PAGE_SIZE + 1


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    """The shop, with visits of Mia's day by day, the newest of yesterday."""
    room = await open_outcome_fixture(database)
    book = Book(database, room.location, room.cut, room.mia_id)
    for day in range(1, MANY + 1):
        await book.visit(room.ann, at(9, day=-day), BookingStatus.CONFIRMED)
        await book.visit(room.ann, at(12, day=-day), BookingStatus.COMPLETED)
    return room


def days(page: UnmarkedPage) -> list[int]:
    """Return how many days ago the visits of a page were."""
    return [(at(9) - visit.start_at) // timedelta(days=1) for visit in page.visits]


@pytest.mark.parametrize("role", [Role.MASTER, Role.ADMIN])
async def test_every_visit_is_on_one_page_the_newest_first(
    room: OutcomeFixture, role: Role
) -> None:
    staff = room.mia if role is Role.MASTER else room.kim
    pages = [await room.unmarked(staff, role, number) for number in range(3)]
    assert [(page.page, page.pages, page.total) for page in pages] == [
        (number, 3, MANY) for number in range(3)
    ]
    assert [day for page in pages for day in days(page)] == list(range(1, MANY + 1))


async def test_a_page_that_is_not_there_is_the_nearest_one(room: OutcomeFixture) -> None:
    assert (await room.unmarked(room.kim, Role.ADMIN, 99)).page == 2
    assert (await room.unmarked(room.kim, Role.ADMIN, -1)).page == 0


async def test_what_is_months_old_is_still_listed(room: OutcomeFixture) -> None:
    room.database.clock.moment = at(9) + timedelta(days=200)
    assert (await room.unmarked(room.kim, Role.ADMIN)).total == MANY + 1


async def test_an_admin_reads_whose_client_it_is_and_where_there_are_several_places(
    room: OutcomeFixture,
) -> None:
    one = (await room.unmarked(room.kim, Role.ADMIN)).visits[0]
    assert one.master_name is not None
    assert (one.master_name.text, one.location_name) == ("Mia", None)

    await room.database.open_location(name="Other")
    of_admin = (await room.unmarked(room.kim, Role.ADMIN)).visits[0]
    of_master = (await room.unmarked(room.mia, Role.MASTER)).visits[0]
    assert of_admin.location_name is not None
    assert of_admin.location_name.text == "Shop"
    assert (of_master.master_name, of_master.location_name) == (None, of_admin.location_name)


async def test_visits_of_others_are_no_masters_business(room: OutcomeFixture) -> None:
    tom = replace(await room.database.meet("Tom"), roles=room.mia.roles)
    await room.database.hire(room.location, room.cut, name="Tom", user_id=tom.user_id)
    assert (await room.unmarked(tom, Role.MASTER)).total == 0
    with pytest.raises(RoleMissingError):
        await room.unmarked(tom, Role.ADMIN)
