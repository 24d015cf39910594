"""A master runs late: the next client is notified, and moves free of charge."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks.booking import ConfirmBooking
from bot.callbacks.changes import MoveFromNotification
from bot.callbacks.delays import RunLateTap
from bot.callbacks.visit_card import MarkVisit, OpenListedVisit
from demo.simulator import Person
from demo.stage import TIMEZONE
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time
from demo.tour.story import Story
from demo.tour.written import WrittenBooking
from domain.visit.delays import Delay
from domain.visit.outcomes import Mark

TEN_MINUTES = timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
TODAY = timedelta()


async def the_next_client_is_told(story: Story) -> None:
    """Alice's haircut takes longer, so Bruno is notified, and comes another time."""
    narrator, alice, anna = story.narrator, story.cast.alice, story.cast.master
    narrator.scene("A master runs late")
    alices = await story.witness.newest_of(alice.id)
    await story.wait_until(alices.starts_at + TEN_MINUTES, "Alice is there since ten minutes")
    await narrator.writes(anna, "/today")
    await narrator.tap(anna, OpenListedVisit(booking_id=alices.id).pack())
    await narrator.tap(anna, MarkVisit(booking_id=alices.id, mark=Mark.ARRIVED).pack())
    arrived = await story.witness.booking(alices.id)
    narrator.check("it is written down that she is there", holds=arrived.arrived_at is not None)
    read = alice.chat.newest
    await anna_is_late(story, alices, Delay.FIFTEEN)
    unasked = alice.chat.newest.key == read.key
    narrator.check("Alice, who sits there, is told nothing", holds=unasked)
    await bruno_moves_free(story)


async def anna_is_late(story: Story, visit: WrittenBooking, delay: Delay) -> None:
    """Let Anna report a delay, and Bruno read his new expected time."""
    narrator, anna, bruno = story.narrator, story.cast.master, story.cast.bruno
    brunos = await story.witness.newest_of(bruno.id)
    await narrator.tap(anna, RunLateTap(booking_id=visit.id, delay=delay).pack())
    late = (await story.witness.newest_of(bruno.id)).late_minutes
    waits = brunos.late_minutes < late < delay
    narrator.check(f"Bruno has to wait for {late} of these {int(delay)} minutes", holds=waits)
    expected = on_the_clock(brunos.starts_at + late * MINUTE)
    notified = f"he reads that he is expected at {expected}"
    await narrator.hears(bruno, lambda: is_notified_of(bruno, expected), notified)


async def bruno_moves_free(story: Story) -> None:
    """Bruno moves to a later time that day, although it is normally too late to move."""
    narrator, bruno = story.narrator, story.cast.bruno
    before = await story.witness.newest_of(bruno.id)
    await narrator.tap(bruno, MoveFromNotification, story.day_on(TODAY))
    await narrator.tap(bruno, first_time(bruno.screen), ConfirmBooking)
    moved = await story.witness.booking(before.id)
    same_day = before.starts_at < moved.starts_at < before.starts_at + timedelta(hours=9)
    narrator.check("he moves the visit to a time after it", holds=same_day)
    free = moved.stands == ("confirmed", []) and moved.late_minutes == 0
    narrator.check("it costs him nothing, and is on time there", holds=free)


def is_notified_of(person: Person, time: str) -> bool:
    """Return whether the newest message offers to move a visit expected at this time."""
    return (
        bool(taps_on(person.chat.newest, MoveFromNotification)) and time in person.chat.newest.text
    )


def on_the_clock(moment: datetime) -> str:
    """Return a moment in the salon's time zone, as Bruno reads it."""
    return f"{moment.astimezone(ZoneInfo(TIMEZONE)):%H:%M}"
