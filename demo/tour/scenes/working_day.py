"""A master's screens of her day and week."""

from datetime import datetime, time, timedelta

from bot.callbacks.booking import ChooseStart, ConfirmBooking, ShowMonth
from bot.callbacks.home import Back
from bot.callbacks.timetable import SendWeekPicture, ShowDay
from bot.callbacks.values import minute_of
from bot.callbacks.visit_card import OpenListedVisit
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.pictures import keep_picture
from demo.tour.story import Story
from demo.tour.written import WrittenBooking

TO_MONDAY = timedelta(days=3)
QUARTER = timedelta(minutes=15)
NOON = time(12)
LEAST_WIDTH = 600  # pixels


async def a_masters_day(story: Story) -> None:
    """Alice and Bruno book in a row; Anna's Monday shows the next client on top."""
    narrator, anna = story.narrator, story.cast.master
    narrator.scene("A master's day")
    alices, brunos = await two_visits_in_a_row(story)
    await story.wait_until(alices.starts_at - QUARTER, "it is Monday, soon Alice's time")
    await narrator.writes(anna, "/today")
    first, second, *others = listed(anna)
    in_order = [first, second] == [alices.id, brunos.id]
    narrator.check("Alice, who comes next, is on top, and Bruno after her", holds=in_order)
    named = "Alice" in anna.screen.text and "Bruno" in anna.screen.text
    narrator.check("Anna reads who they are", holds=named)
    starts = [(await story.witness.booking(number)).starts_at for number in others]
    over = [start for start in starts if start < alices.starts_at]
    is_beneath = bool(over) and starts[-len(over) :] == over
    narrator.check("who came this morning stands at the end", holds=is_beneath)
    await narrator.tap(anna, OpenListedVisit(booking_id=alices.id).pack())
    narrator.check("a tap opens the visit", holds=str(alices.id) in anna.screen.text)
    await narrator.tap(anna, Back)
    narrator.check("and Back leads to the day", holds=listed(anna)[:2] == [alices.id, brunos.id])


async def a_masters_week(story: Story) -> None:
    """Anna looks at her week, at a day of it, and at its picture."""
    narrator, anna = story.narrator, story.cast.master
    narrator.scene("A master's week")
    await narrator.writes(anna, "/week")
    days = taps_on(anna.screen, ShowDay)
    narrator.check("the week has seven days", holds=len(days) == 7)  # noqa: PLR2004 - of course
    await narrator.tap(anna, SendWeekPicture)
    picture = keep_picture(anna.chat, anna.chat.newest, "week")
    narrator.aside(f"the picture: {picture.path}")
    narrator.check("she has it as a picture, too", holds=picture.width >= LEAST_WIDTH)
    hers = [(await story.witness.newest_of(one.id)).id for one in clients(story)]
    await narrator.tap(anna, story.day_of_week_on(timedelta()))
    narrator.check("a tap on Monday shows its visits", holds=set(hers) <= set(listed(anna)))
    await narrator.tap(anna, Back)
    narrator.check("and Back leads to the week", holds=taps_on(anna.screen, ShowDay) == days)


def clients(story: Story) -> tuple[Person, Person]:
    """Return Anna's clients on Monday."""
    return story.cast.alice, story.cast.bruno


def listed(person: Person) -> list[int]:
    """Return the ids of the visits in a staff list, from top to bottom."""
    taps = taps_on(person.screen, OpenListedVisit)
    return [OpenListedVisit.unpack(data).booking_id for data in taps]


async def two_visits_in_a_row(story: Story) -> tuple[WrittenBooking, WrittenBooking]:
    """Let Alice and Bruno book consecutive visits to Anna on Monday after noon."""
    narrator, (alice, bruno) = story.narrator, clients(story)
    monday, noon = story.day_on(TO_MONDAY), story.at(NOON, TO_MONDAY)  # the first of March
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Haircut", "Continue", "Anna", ShowMonth, monday)
    await narrator.tap(alice, first_start(alice, noon), ConfirmBooking)
    hers = await story.witness.newest_of(alice.id)
    await narrator.writes(bruno, "/book")
    await narrator.tap(bruno, "Kurzhaarschnitt", "Weiter", "Anna", ShowMonth, monday)
    await narrator.tap(bruno, first_start(bruno, hers.ends_at), ConfirmBooking)
    return hers, await story.witness.newest_of(bruno.id)


def first_start(person: Person, after: datetime) -> str:
    """Return the callback data of the first start at or after a moment."""
    starts = [ChooseStart.unpack(data).minute for data in taps_on(person.screen, ChooseStart)]
    first = min(minute for minute in starts if minute >= minute_of(after))
    return ChooseStart(minute=first).pack()
