"""Two people want the same time."""

import asyncio

from bot.callbacks.booking import TakeAlternative
from bot.callbacks.values import moment_of
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time, open_day_with_one_start
from demo.tour.story import Story

TIME_IS_GONE = ("This time is no longer free", "Diese Zeit ist nicht mehr frei")


async def a_race(story: Story) -> None:
    """Alice and Bruno both tap the last slot of a day at the same moment."""
    narrator, alice, bruno = story.narrator, story.cast.alice, story.cast.bruno
    narrator.scene("Two clients, the last slot of a day")
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Facial", "Continue", "Daria")
    day = await open_day_with_one_start(narrator, alice)
    await narrator.tap(alice, first_time(alice.screen))
    await narrator.writes(bruno, "/book")
    await narrator.tap(bruno, "Gesichtsbehandlung", "Weiter", "Daria", day)
    await narrator.tap(bruno, first_time(bruno.screen))
    held_before = [await story.witness.visits_of(alice.id), await story.witness.visits_of(bruno.id)]
    narrator.aside("both tap Book at the same moment")
    await asyncio.gather(alice.tap("Book", wait=False), bruno.tap("Jetzt buchen", wait=False))
    await asyncio.gather(alice.settle(), bruno.settle())
    narrator.shows(alice)
    narrator.shows(bruno)
    held = [await story.witness.visits_of(alice.id), await story.witness.visits_of(bruno.id)]
    narrator.check("one of them has the slot, not both", holds=sum(held) == sum(held_before) + 1)
    winner, loser = (alice, bruno) if held[0] > held_before[0] else (bruno, alice)
    await the_loser_takes_another(story, winner, loser)


async def the_loser_takes_another(story: Story, winner: Person, loser: Person) -> None:
    """The loser of the race reads that the time is gone, and takes one of the alternatives."""
    narrator = story.narrator
    taken = (await story.witness.items_of(winner.id))[-1].start_at
    is_shown = any(words in loser.screen.text for words in TIME_IS_GONE)
    narrator.check(f"{loser.first_name} reads that this time is no longer free", holds=is_shown)
    others = taps_on(loser.screen, TakeAlternative)
    starts = [moment_of(TakeAlternative.unpack(button).minute) for button in others]
    on_other_days = bool(starts) and taken.date() not in {start.date() for start in starts}
    narrator.check("and is shown the nearest free times, all on other days", holds=on_other_days)
    await narrator.tap(loser, others[0])
    took = (await story.witness.items_of(loser.id))[-1].start_at == starts[0]
    narrator.check(f"{loser.first_name} took the nearest one with one tap", holds=took)
