"""A master takes a day off on which clients have booked."""

from datetime import time, timedelta

from bot.callbacks.booking import ConfirmBooking
from bot.callbacks.changes import AcceptOffer
from bot.callbacks.my_time import MakeTimeChange, OpenDaysOff, OpenMyTime, TakeDayOff
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time
from demo.tour.scenes.visit_life import the_admins_read
from demo.tour.story import Story
from demo.tour.written import WrittenBooking

NOON = time(12)
THE_DAY = timedelta(days=3)


async def a_day_off(story: Story) -> None:
    """Anna takes Thursday off; Alice, booked then, is offered another time and accepts."""
    narrator, alice, anna = story.narrator, story.cast.alice, story.cast.master
    narrator.scene("A day off")
    visit = await alice_books_that_day(story)
    thursday, read = story.at(NOON, THE_DAY).date(), story.cast.group.newest
    before = await story.witness.everything()
    await narrator.writes(anna, "/start")
    take = TakeDayOff(ordinal=thursday.toordinal()).pack()
    await narrator.tap(anna, OpenMyTime, OpenDaysOff, take)
    in_the_way = await story.witness.visits_on(thursday, "Anna")
    shown = bool(taps_on(anna.screen, MakeTimeChange)) and "Alice" in anna.screen.text
    narrator.check("Anna sees first who is in the way, Alice too", holds=shown)
    narrator.check("and nothing is changed yet", holds=await story.witness.everything() == before)
    await narrator.tap(anna, MakeTimeChange)
    is_off = thursday in await story.witness.days_off_of("Anna")
    narrator.check("now the day is off", holds=is_off)
    stand = await story.witness.visits_on(thursday, "Anna")
    narrator.check(f"and all {len(stand)} visits of it still stand", holds=stand == in_the_way)
    await narrator.hears(alice, lambda: is_asked(alice, visit), "Alice is offered another time")
    await alice_takes_it(story, visit)
    other = next(number for number in in_the_way if number != visit.id)
    words = ("please phone the client", await story.witness.client_of(other))
    await the_admins_read(story, read, "the admins read whom they have to phone", *words)


async def alice_books_that_day(story: Story) -> WrittenBooking:
    """Let Alice book a haircut with Anna on the future day off."""
    narrator, alice = story.narrator, story.cast.alice
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Haircut", "Continue", "Anna", story.day_on(THE_DAY))
    await narrator.tap(alice, first_time(alice.screen), ConfirmBooking)
    return await story.witness.newest_of(alice.id)


async def alice_takes_it(story: Story, visit: WrittenBooking) -> None:
    """Let Alice accept the first offered time."""
    narrator, alice = story.narrator, story.cast.alice
    await narrator.tap(alice, AcceptOffer)
    moved = await story.witness.booking(visit.id)
    on_another_day = moved.starts_at.date() != visit.starts_at.date()
    stands = moved.stands == ("confirmed", [])
    narrator.check("a tap, and her visit is on another day", holds=on_another_day and stands)


def is_asked(person: Person, visit: WrittenBooking) -> bool:
    """Return whether a person is offered another time for a visit."""
    offers = [AcceptOffer.unpack(data) for data in taps_on(person.screen, AcceptOffer)]
    return any(offer.booking_id == visit.id for offer in offers)
