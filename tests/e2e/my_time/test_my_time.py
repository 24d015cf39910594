"""A master changes the own working time; clients in the way are asked whether another suits."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.callbacks.booking import ChooseDay, ChooseMaster
from bot.callbacks.changes import AcceptOffer, DeclineOffer
from bot.callbacks.home import Back, Page
from bot.callbacks.my_time import (
    BlockNow,
    CloseWeekday,
    CopyWeekday,
    LiftBlock,
    MakeTimeChange,
    OpenBlocks,
    OpenDaysOff,
    OpenMyTime,
    OpenWeekday,
    ShowTimeOf,
    TakeDayOff,
    UsualWeekday,
    WorkAfterAll,
)
from bot.callbacks.visit_card import OpenListedVisit, SwitchRole
from demo.simulator import Person
from domain.proposals.offer_new_times import OfferNewTimes
from domain.shared.identity import Role
from infra.db import tables
from tests.e2e.proposals.test_offers import QUESTION
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import dismiss, master, user_of
from tests.e2e.support.texts import BOOKED, STALE
from tests.e2e.support.walks import book, data_of, tap, to_days
from tests.support.database import NOW, at
from tests.support.services import choice_of

WEDNESDAY = date(2030, 3, 6)
OFF = TakeDayOff(ordinal=WEDNESDAY.toordinal())
IN_THE_WAY = "Visits in the way"
MINE = "My time"
CHANGED = "Your time is changed"


@pytest.fixture
async def mia(scene: Scene) -> Person:
    """A master with her time before her."""
    mia = await master(scene, scene.salon.mia)
    await mia.start()
    await tap(mia, SwitchRole(role=Role.MASTER))
    await tap(mia, OpenMyTime)
    assert MINE in mia.screen.text
    return mia


async def visitor(scene: Scene, name: str, hour: int) -> Person:
    """Somebody with a visit to Mia on Wednesday."""
    person = await scene.welcome(name)
    await book(person, at(hour, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    return person


async def days_off(scene: Scene) -> list[date]:
    rows = await scene.database.rows(select(tables.days_off.c.day).order_by(tables.days_off.c.day))
    return [row.day for row in rows]


async def statuses(scene: Scene) -> list[str]:
    return [booking.status for booking in await scene.bookings()]


async def test_a_day_off_moves_who_will_and_leaves_who_will_not(scene: Scene, mia: Person) -> None:
    anna, ben = await visitor(scene, "Anna", 10), await visitor(scene, "Ben", 15)
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    assert IN_THE_WAY in mia.screen.text
    assert "Anna" in mia.screen.text
    assert "Ben" in mia.screen.text
    assert await days_off(scene) == []
    await tap(mia, MakeTimeChange)
    assert await days_off(scene) == [WEDNESDAY]
    assert CHANGED in mia.screen.text
    assert "Asked whether another time suits" in mia.screen.text
    assert await statuses(scene) == ["reschedule_proposed"] * 2
    await scene.bot.deliver()
    for client in (anna, ben):
        assert QUESTION in client.screen.text
    await tap(anna, AcceptOffer)
    assert BOOKED in anna.screen.text
    assert "cannot be there" in ben.screen.text
    await tap(ben, DeclineOffer)
    assert "we will get in touch" in ben.notices[-1].text
    assert BOOKED in ben.screen.text
    first, second = await scene.bookings()
    assert (first.status, first.starts_at) == ("confirmed", at(10, day=3))
    assert (second.status, second.starts_at) == ("confirmed", at(15, day=2))
    await tap(mia, Back)
    assert "Days off" in mia.screen.text
    await tap(mia, Back)
    assert MINE in mia.screen.text


async def test_a_worker_asks_whom_the_bot_did_not_come_to_ask(scene: Scene, mia: Person) -> None:
    anna = await visitor(scene, "Anna", 10)
    start_at, user_id = at(10, day=2), await user_of(scene, mia)
    await scene.database.close_day(scene.salon.mia, WEDNESDAY)
    await scene.database.execute(
        tables.displacements.insert().values(
            booking_id=1, start_at=start_at, displaced_by=user_id, displaced_at=NOW
        )
    )
    async with scene.bot.container() as request:
        offer_new_times = await request.get(OfferNewTimes)
        assert [await offer_new_times.execute() for _ in range(2)] == [1, 0]
    await scene.bot.deliver()
    assert QUESTION in anna.screen.text


async def test_clients_find_the_day_closed_at_once_and_open_when_it_is_given_back(
    scene: Scene, mia: Person
) -> None:
    anna = await scene.welcome()
    await to_days(anna, scene.salon.haircut, master_id=scene.salon.mia)
    wednesday = ChooseDay(ordinal=WEDNESDAY.toordinal()).pack()
    assert wednesday in data_of(ChooseDay, anna.screen)
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    assert "Clients see it" in mia.notices[-1].text
    await tap(anna, Back)
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    assert wednesday not in data_of(ChooseDay, anna.screen)
    await tap(mia, WorkAfterAll)
    await tap(anna, Back)
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    assert wednesday in data_of(ChooseDay, anna.screen)


async def test_time_is_blocked_from_now_on_and_given_back(scene: Scene, mia: Person) -> None:
    scene.clock.moment = at(9, 10, day=2)
    anna = await scene.welcome()
    await book(anna, at(11, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(mia, OpenBlocks)
    await tap(mia, BlockNow(minutes=60))
    assert "9:10" in mia.screen.text
    assert await statuses(scene) == ["confirmed"]
    await tap(mia, BlockNow(minutes=0))
    assert IN_THE_WAY in mia.screen.text
    await tap(mia, Back)
    assert "Block time" in mia.screen.text
    await tap(mia, BlockNow(minutes=0))
    await tap(mia, MakeTimeChange)
    (visit,) = await scene.bookings()
    assert visit.status == "reschedule_proposed"
    await tap(mia, Back)
    await tap(mia, LiftBlock)
    await tap(mia, LiftBlock)
    assert "Nothing is blocked" in mia.screen.text


async def test_a_double_tap_blocks_time_once(scene: Scene, mia: Person) -> None:
    scene.clock.moment = at(9, 10, day=2)
    await tap(mia, OpenBlocks)
    for minutes in (30, 0):
        await tap(mia, BlockNow(minutes=minutes))
        await tap(mia, BlockNow(minutes=minutes))
        scene.clock.moment += timedelta(minutes=1)
        await tap(mia, BlockNow(minutes=minutes))
    blocks = await scene.database.rows(select(tables.time_blocks).order_by("id"))
    assert [(block.start_at, block.end_at) for block in blocks] == [
        (at(9, 10, day=2), at(9, 40, day=2)),
        (at(9, 11, day=2), at(17, day=2)),
    ]


async def test_hours_are_written_closed_copied_and_as_usual_again(
    scene: Scene, mia: Person
) -> None:
    await tap(mia, OpenWeekday(weekday=1))
    assert "Tuesday" in mia.screen.text
    await mia.send("10-16, break 12:30-13")
    assert "10:00" in mia.screen.text
    assert "12:30" in mia.screen.text
    await tap(mia, UsualWeekday)
    assert "12:30" not in mia.screen.text
    await mia.send("10-16")
    await tap(mia, Back)
    await tap(mia, OpenWeekday(weekday=5))
    assert "closed" in mia.screen.text
    await tap(mia, CopyWeekday(weekday=5, like=1))
    assert "10:00" in mia.screen.text
    await tap(mia, CloseWeekday(weekday=5))
    assert "Now: closed" in mia.screen.text
    await mia.send("as usual")
    rows = await scene.database.rows(select(tables.working_days))
    assert [row.weekday for row in rows] == [1]


@pytest.mark.parametrize("text", ["hello", "9-", "25-26", "18-18", "<b>", "9-18, break"])
async def test_hours_that_cannot_be_read_are_answered_with_an_example(
    scene: Scene, mia: Person, text: str
) -> None:
    await tap(mia, OpenWeekday(weekday=1))
    await mia.send(text)
    assert "9:00-18:00, break 13:00-14:00" in mia.screen.text
    assert await scene.database.rows(select(tables.working_days)) == []


async def test_a_night_is_asked_about_and_may_be_written_otherwise(
    scene: Scene, mia: Person
) -> None:
    await tap(mia, OpenWeekday(weekday=5))
    await mia.send("18-10")
    assert "Is that right?" in mia.screen.text
    assert await scene.database.rows(select(tables.working_days)) == []
    await mia.send("10-18")
    assert "Now: 10:00" in mia.screen.text
    await mia.send("18-10")
    await tap(mia, MakeTimeChange)
    assert "(Sun)" in mia.screen.text
    (row,) = await scene.database.rows(select(tables.working_days))
    assert (row.work_start.hour, row.work_end.hour) == (18, 10)


async def test_what_is_written_at_the_question_takes_its_place(scene: Scene, mia: Person) -> None:
    await visitor(scene, "Anna", 10)
    for way, wrong, right in (
        (OpenBlocks(), "6.3. 9-12", "6.3. 14-15"),
        (OpenDaysOff(), "6.3.", "7.3."),
    ):
        await tap(mia, way)
        await mia.send(wrong)
        assert IN_THE_WAY in mia.screen.text
        await mia.send(right)
        assert "Clients see it" in mia.screen.text
        await tap(mia, Back)
    assert await days_off(scene) == [date(2030, 3, 7)]
    (block,) = await scene.database.rows(select(tables.time_blocks))
    assert block.start_at == at(14, day=2)


async def test_a_break_outside_the_hours_is_explained(scene: Scene, mia: Person) -> None:
    await tap(mia, OpenWeekday(weekday=1))
    await mia.send("9-12, break 13-14")
    assert "does not fit into these hours" in mia.screen.text
    await tap(mia, Back)
    assert MINE in mia.screen.text


async def test_words_that_may_hold_a_time_are_asked_about(scene: Scene, mia: Person) -> None:
    await tap(mia, OpenWeekday(weekday=1))
    await mia.send("9-18 except on holidays")
    assert "I don't understand “except on holidays”" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, OpenBlocks)
    await mia.send("12.3. 14-16 and 18-20")
    assert "I don't understand “and 18-20”" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, OpenDaysOff)
    await mia.send("6.3. in the evening")
    assert "I don't understand “in the evening”" in mia.screen.text
    assert await days_off(scene) == []
    assert await scene.database.rows(select(tables.time_blocks)) == []


async def test_days_and_stretches_are_written_with_a_reason(scene: Scene, mia: Person) -> None:
    await tap(mia, OpenDaysOff)
    await mia.send("6.3.-8.3. Family & <b>friends</b>")
    assert "Family & <b>friends</b>" in mia.screen.text
    assert len(await days_off(scene)) == 3
    await mia.send("1.1.2020")
    assert "over already" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, OpenBlocks)
    await mia.send("12.3. 14:00-16:00 dentist")
    assert "dentist" in mia.screen.text
    await mia.send("whenever")
    assert "24.12. 14:00-16:00" in mia.screen.text
    (block,) = await scene.database.rows(select(tables.time_blocks))
    assert block.end_at - block.start_at == timedelta(hours=2)


async def test_the_reason_is_shown_with_the_question_and_kept_with_the_change(
    scene: Scene, mia: Person
) -> None:
    await visitor(scene, "Anna", 10)
    await visitor(scene, "Ben", 15)
    await tap(mia, OpenBlocks)
    await mia.send("6.3. 9:00-12:00 dentist")
    assert IN_THE_WAY in mia.screen.text
    assert "dentist" in mia.screen.text
    await tap(mia, MakeTimeChange)
    await tap(mia, Back)
    await tap(mia, Back)
    await tap(mia, OpenDaysOff)
    await mia.send("6.3. family")
    assert "family" in mia.screen.text
    await tap(mia, Back)
    await tap(mia, OFF)
    assert "family" not in mia.screen.text
    await tap(mia, MakeTimeChange)
    (block,) = await scene.database.rows(select(tables.time_blocks))
    (day_off,) = await scene.database.rows(select(tables.days_off))
    assert (block.reason, day_off.reason) == ("dentist", "")


async def test_a_client_who_books_between_look_and_tap_is_shown_first(
    scene: Scene, mia: Person
) -> None:
    await visitor(scene, "Anna", 10)
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    await visitor(scene, "Ben", 15)
    await tap(mia, MakeTimeChange)
    assert "Somebody has booked in the meantime" in mia.notices[-1].text
    assert IN_THE_WAY in mia.screen.text
    assert "Ben" in mia.screen.text
    assert await days_off(scene) == []
    await tap(mia, MakeTimeChange)
    assert await statuses(scene) == ["reschedule_proposed"] * 2


async def test_a_question_drawn_anew_asks_about_what_it_shows(scene: Scene, mia: Person) -> None:
    await visitor(scene, "Anna", 10)
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    await visitor(scene, "Ben", 15)
    await mia.tap_data(Page(number=0).pack())
    assert "Ben" in mia.screen.text
    await tap(mia, MakeTimeChange)
    assert CHANGED in mia.screen.text


async def test_all_collisions_are_seen_before_one_agrees(scene: Scene, mia: Person) -> None:
    services = scene.database.services()
    choice = choice_of(scene.salon.haircut, master_id=scene.salon.mia)
    for day in (2, 3):
        client = await scene.database.meet()
        for hour in range(9, 15):
            await services.book(client, scene.salon.location, choice, at(hour, day=day))
    await tap(mia, OpenDaysOff)
    await mia.send("6.3.-7.3.")
    assert "Page 1 of 2" in mia.screen.text
    await mia.tap_data(MakeTimeChange().pack())
    assert await days_off(scene) == []
    await tap(mia, Page(number=1))
    assert "2:00" in mia.screen.text
    await tap(mia, MakeTimeChange)
    assert len(await days_off(scene)) == 2


async def test_who_cannot_be_asked_is_to_be_phoned_and_the_admins_are_told(
    scene: Scene, mia: Person
) -> None:
    anna = await visitor(scene, "Anna", 10)
    client_id = await user_of(scene, anna)
    await scene.database.change(tables.users, client_id, unreachable_at=NOW)
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    await tap(mia, MakeTimeChange)
    assert "Please phone them" in mia.screen.text
    await tap(mia, OpenListedVisit)
    assert "Visit 1" in mia.screen.text
    await tap(mia, Back)
    assert CHANGED in mia.screen.text
    messages = tables.outbox_messages
    kinds = [row.kind for row in await scene.database.rows(select(messages.c.kind))]
    assert kinds.count("needs_new_time") == 1


async def test_another_place_of_the_same_person_is_a_tap_away(scene: Scene, mia: Person) -> None:
    other = await scene.database.open_location(name="Salon Mond")
    user_id = await user_of(scene, mia)
    master_id = await scene.database.hire(other, name="Mia", user_id=user_id)
    await tap(mia, Back)
    await tap(mia, OpenMyTime)
    await tap(mia, ShowTimeOf(master_id=master_id))
    await tap(mia, OpenDaysOff)
    await tap(mia, OFF)
    (row,) = await scene.database.rows(select(tables.days_off))
    assert row.master_id == master_id


async def test_back_leads_from_every_part_to_my_time(scene: Scene, mia: Person) -> None:
    for way in (OpenWeekday(weekday=0), OpenDaysOff(), OpenBlocks()):
        await tap(mia, way)
        await tap(mia, Back)
        assert "Tap a weekday" in mia.screen.text
    await visitor(scene, "Anna", 10)
    await tap(mia, OpenWeekday(weekday=2))
    await tap(mia, CloseWeekday)
    assert IN_THE_WAY in mia.screen.text
    await tap(mia, Back)
    assert "Wednesday" in mia.screen.text
    assert await statuses(scene) == ["confirmed"]


class TestForgedTaps:
    FORGED = (
        OpenMyTime(),
        OFF,
        BlockNow(minutes=30),
        CloseWeekday(weekday=0),
        LiftBlock(block_id=1),
        MakeTimeChange(),
        ShowTimeOf(master_id=1),
    )

    async def test_a_client_changes_nothing(self, scene: Scene) -> None:
        anna = await scene.welcome()
        for forged in self.FORGED:
            await anna.tap_data(forged.pack())
        await self._assert_nothing(scene)

    async def test_taps_of_other_screens_are_old_buttons(self, scene: Scene, mia: Person) -> None:
        for forged in self.FORGED[1:-1]:
            await mia.tap_data(forged.pack())
            assert STALE in mia.notices[-1].text
        await tap(mia, OpenWeekday(weekday=1))
        await mia.tap_data(CloseWeekday(weekday=2).pack())
        assert STALE in mia.notices[-1].text
        await self._assert_nothing(scene)

    async def test_another_masters_time_is_out_of_reach(self, scene: Scene, mia: Person) -> None:
        await mia.tap_data(ShowTimeOf(master_id=scene.salon.tom).pack())
        assert "somebody else's time" in mia.screen.text
        await mia.tap_data(OpenDaysOff().pack())
        await mia.tap_data(OFF.pack())
        assert "somebody else's time" in mia.screen.text
        await self._assert_nothing(scene)

    async def test_who_was_dismissed_finds_the_menu(self, scene: Scene, mia: Person) -> None:
        await tap(mia, OpenDaysOff)
        await dismiss(scene, scene.salon.mia)
        await mia.tap_data(OFF.pack())
        assert "staff only" in mia.notices[-1].text
        await self._assert_nothing(scene)

    async def test_days_at_the_end_of_the_calendar_are_refused(
        self, scene: Scene, mia: Person
    ) -> None:
        await tap(mia, OpenDaysOff)
        far = date(8999, 12, 31).toordinal()
        await mia.tap_data(TakeDayOff(ordinal=far).pack())
        assert "too far ahead" in mia.screen.text
        first = date(1970, 1, 1).toordinal()
        await mia.tap_data(WorkAfterAll(first=far, last=first).pack())
        await mia.tap_data(WorkAfterAll(first=first, last=far).pack())
        await self._assert_nothing(scene)

    async def _assert_nothing(self, scene: Scene) -> None:
        for table in (tables.days_off, tables.time_blocks, tables.working_days):
            assert await scene.database.rows(select(table)) == []
