"""What the staff see of a visit besides the visit: the client, what was before, their own note."""

from dataclasses import replace

import pytest

from domain.correspondence.write_staff_note import MAX_STAFF_NOTE_LENGTH
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.visit.errors import TextTooLongError, VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.support.correspondence_fixture import note
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import STAFF, OutcomeFixture, open_outcome_fixture
from tests.support.services import choice_of

PHONE = "+4930123"


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    room = await open_outcome_fixture(database)
    await database.change(
        tables.users, room.ann.user_id, display_name="Ann Maria Berger", phone=PHONE
    )
    return room


async def unmarked(room: OutcomeFixture, staff: Identity, role: Role) -> list[str]:
    return [visit.client_name for visit in (await room.unmarked(staff, role)).visits]


async def test_a_master_sees_the_first_name_and_an_admin_the_whole(room: OutcomeFixture) -> None:
    assert (await room.card(room.mia)).client.name == "Ann"
    assert (await room.card(room.kim)).client.name == "Ann Maria Berger"
    both = replace(room.mia, roles=STAFF | {Role.ADMIN})
    assert (await room.card(both)).client.name == "Ann Maria Berger"


async def test_a_master_sees_the_phone_where_the_location_wants_it(room: OutcomeFixture) -> None:
    assert (await room.card(room.mia)).client.phone == PHONE
    await room.database.change_policies(room.location, masters_see_phones=False)
    assert (await room.card(room.mia)).client.phone is None
    assert (await room.card(room.kim)).client.phone == PHONE


async def test_what_waits_to_be_marked_is_listed_by_first_names_for_masters(
    room: OutcomeFixture,
) -> None:
    room.database.clock.moment = at(12)
    assert await unmarked(room, room.mia, Role.MASTER) == ["Ann"]
    assert await unmarked(room, room.kim, Role.ADMIN) == ["Ann Maria Berger"]


async def test_a_client_who_is_new_has_no_past(room: OutcomeFixture) -> None:
    past = (await room.card(room.mia)).past
    assert past is not None
    assert (past.kept, past.missed, past.kept_with_me, past.last) == (0, 0, 0, ())


async def with_tom(room: OutcomeFixture, hour: int) -> None:
    """Let Ann keep a visit to another master."""
    services = room.database.services()
    tom = await room.database.hire(room.location, room.cut, name="Tom")
    choice = choice_of(room.cut, master_id=tom)
    visit = await services.book(room.ann, room.location, choice, at(hour))
    room.database.clock.moment = at(hour)
    await room.mark(room.kim, Mark.CASH, visit)


async def test_the_past_tells_kept_and_missed_visits_and_those_with_oneself(
    room: OutcomeFixture,
) -> None:
    kept, missed = await room.book(12), await room.book(13)
    coming = await room.book(16)
    await with_tom(room, 14)
    await room.mark(room.mia, Mark.CASH, kept)
    await room.mark(room.mia, Mark.MISSED, missed)
    to_mia = (await room.card(room.mia, coming)).past
    assert to_mia is not None
    assert (to_mia.kept, to_mia.missed, to_mia.kept_with_me) == (2, 1, 1)
    assert [(visit.start_at.hour, visit.status) for visit in to_mia.last] == [
        (13, BookingStatus.NO_SHOW),
        (12, BookingStatus.COMPLETED),
    ]
    assert to_mia.last[0].service_name.text == "Haircut"
    to_kim = (await room.card(room.kim, coming)).past
    assert to_kim is not None
    assert to_kim.kept_with_me == 0
    assert [visit.start_at.hour for visit in to_kim.last] == [14, 13, 12]


async def test_the_past_leaves_out_the_visit_itself_and_all_but_the_last_three(
    room: OutcomeFixture,
) -> None:
    visits = [await room.book(hour) for hour in (12, 13, 14, 15)]
    room.database.clock.moment = at(16)
    for visit in visits:
        await room.mark(room.mia, Mark.CASH, visit)
    past = (await room.card(room.mia, visits[-1])).past
    assert past is not None
    assert past.kept == 4
    assert [visit.start_at.hour for visit in past.last] == [14, 13, 12]
    older = (await room.card(room.mia, visits[0])).past
    assert older is not None
    assert [visit.start_at.hour for visit in older.last] == [15, 14, 13]


async def test_a_note_is_written_changed_and_removed(room: OutcomeFixture) -> None:
    await note(room, room.mia, "  Likes it <b>short</b>\n")
    assert (await room.card(room.kim)).client.staff_note == "Likes it <b>short</b>"
    await note(room, room.kim, "Pays late")
    assert (await room.card(room.mia)).client.staff_note == "Pays late"
    await note(room, room.mia, "")
    assert (await room.card(room.mia)).client.staff_note == ""


async def test_a_note_has_its_limit_and_is_not_for_strangers(room: OutcomeFixture) -> None:
    await note(room, room.mia, "💇" * MAX_STAFF_NOTE_LENGTH)
    with pytest.raises(TextTooLongError):
        await note(room, room.mia, "x" * (MAX_STAFF_NOTE_LENGTH + 1))
    tom = replace(await room.database.meet("Tom"), roles=STAFF)
    with pytest.raises(VisitNotFoundError):
        await note(room, tom, "mine")
    with pytest.raises(RoleMissingError):
        await note(room, room.ann, "mine")
    assert (await room.card(room.mia)).client.staff_note == "💇" * MAX_STAFF_NOTE_LENGTH


async def test_the_client_never_sees_the_note(room: OutcomeFixture) -> None:
    await note(room, room.mia, "Zauberwort")
    card = await room.database.services().card(room.ann, room.visit)
    assert "Zauberwort" not in repr(card)
