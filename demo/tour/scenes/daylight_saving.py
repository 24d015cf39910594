"""The night in which the clocks change."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks.booking import ChooseDay
from demo.stage import TIMEZONE
from demo.tour.story import Story

NIGHT_OF_THE_CHANGE = date(2027, 3, 28)  # at 2:00 clocks go forward to 3:00


async def the_short_night(story: Story) -> None:
    """Alice books a visit in the night in which clocks go forward."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("A visit across the change to summer time")
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Night float", "Continue", "Felix")
    narrator.aside("the last Sunday of March, when 2:00 becomes 3:00")
    await alice.tap_data(ChooseDay(ordinal=NIGHT_OF_THE_CHANGE.toordinal()).pack())
    narrator.shows(alice)
    times = alice.screen.labels
    none_skipped = not any(label.startswith("2:") for label in times)
    narrator.check("no time is offered that this night does not have", holds=none_skipped)
    await narrator.tap(alice, "1:00", "Book")
    item = (await story.witness.items_of(alice.id))[-1]
    lasts = item.end_at - item.start_at == timedelta(hours=3)
    narrator.check("it lasts three real hours", holds=lasts)
    ends = item.end_at.astimezone(ZoneInfo(TIMEZONE))
    narrator.check("and so ends at 5:00 on the clock", holds=(ends.hour, ends.minute) == (5, 0))
    narrator.check("the card says so", holds="5:00" in alice.screen.text)
