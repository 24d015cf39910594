"""The scenes of the story, in their order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bot.callbacks import ChooseDay, TakeAlternative, moment_of
from demo.people import Cast
from demo.simulator import Person, ShownMessage
from demo.stage import TIMEZONE
from demo.tour.teller import Teller
from demo.tour.witness import Witness

Scene = Callable[[Teller, Cast, Witness], Awaitable[None]]

TIME_IS_GONE = ("This time is no longer free", "Diese Zeit ist nicht mehr frei")
ALTERNATIVE = f"{TakeAlternative.__prefix__}:"
NIGHT_OF_THE_CHANGE = date(2027, 3, 28)  # at 2:00 clocks go forward to 3:00


async def one_service(teller: Teller, cast: Cast, witness: Witness) -> None:
    """Alice meets the masters, books a haircut with anyone, and takes it into her calendar."""
    alice = cast.alice
    teller.scene("1. One service")
    await teller.writes(alice, "/start")
    await teller.tap(alice, "Book a visit", "Haircut", "Continue", "Meet the team")
    first = alice.screen.picture
    await teller.tap(alice, "Boris ›")
    both_shown = None not in {first, alice.screen.picture} and alice.screen.picture != first
    teller.check("each master is shown with a picture of his or her own", holds=both_shown)
    await teller.tap(alice, "Back")
    teller.check("the list is as it was, without a picture", holds=alice.screen.picture is None)
    await teller.tap(alice, "Anyone", "First free")
    await teller.tap(alice, first_time(alice.screen), "Book")
    items = await witness.items_of(alice.id)
    teller.check("the database holds one visit with one service", holds=len(items) == 1)
    await teller.tap(alice, "Add to my calendar")
    event = Calendar.from_ical(alice.files[-1].data).events[0]
    in_file = event.start == items[0].start_at and event.end == items[0].end_at
    teller.check("the calendar file says when, as the database does", holds=in_file)


async def two_masters(teller: Teller, cast: Cast, witness: Witness) -> None:
    """Bruno wants a haircut and a massage in one visit, which no single master does."""
    bruno = cast.bruno
    teller.scene("2. Two services, two masters, one visit (Bruno's Telegram is German)")
    await teller.writes(bruno, "/start")
    await teller.tap(bruno, "Termin buchen", "Haarschnitt", "Massage", "Weiter")
    await teller.tap(bruno, "Anna", "Daria", "Nächster freier")
    await teller.tap(bruno, first_time(bruno.screen), "Jetzt buchen")
    items = await witness.items_of(bruno.id)
    teller.check("one visit", holds=len({item.booking_id for item in items}) == 1)
    masters = [item.master for item in items]
    teller.check("first Anna, then Daria", holds=masters == ["Anna", "Daria"])
    in_order = items[0].end_at <= items[1].start_at <= items[0].end_at + timedelta(hours=1)
    teller.check("the massage follows the haircut without a long wait", holds=in_order)


async def back_and_on(teller: Teller, cast: Cast, witness: Witness) -> None:
    """Alice goes down to the confirm card, back through every level, and down again."""
    alice = cast.alice
    teller.scene("3. Back through all levels, and on again")
    await teller.writes(alice, "/book")
    await teller.tap(alice, "Manicure")
    levels = [alice.screen]
    for label in ("Continue", "Anyone", "First free", first_time):
        await teller.tap(alice, label(alice.screen) if callable(label) else label)
        levels.append(alice.screen)
    unchanged = []
    for level in reversed(levels[:-1]):
        await teller.tap(alice, "Back")
        unchanged.append(looks_like(alice.screen, level))
    teller.check("Back shows each screen just as it was, ticks and all", holds=all(unchanged))
    await teller.tap(alice, "Continue", "Anyone", "First free")
    await teller.tap(alice, first_time(alice.screen))
    teller.check("the same way leads to the same card", holds=looks_like(alice.screen, levels[-1]))
    items = await witness.items_of(alice.id)
    teller.check("looking around has booked nothing", holds=len(items) == 1)


async def another_language(teller: Teller, cast: Cast, witness: Witness) -> None:
    """On the confirm card Alice changes to Russian, books, and changes back."""
    alice = cast.alice
    teller.scene("4. Another language in the middle of it")
    await teller.writes(alice, "/language")
    await teller.tap(alice, "Русский")
    teller.check("the same card, in Russian", holds="Маникюр" in alice.screen.text)
    await teller.tap(alice, "Записаться")
    teller.check("and it becomes a visit", holds=await visits_of(alice, witness) > 1)
    await teller.writes(alice, "/language")
    await teller.tap(alice, "English")


async def a_race(teller: Teller, cast: Cast, witness: Witness) -> None:
    """Alice and Bruno stand before the last slot of a day, and tap at the same moment."""
    alice, bruno = cast.alice, cast.bruno
    teller.scene("5. Two clients, the last slot of a day")
    await teller.writes(alice, "/book")
    await teller.tap(alice, "Facial", "Continue", "Daria")
    day = await open_day_with_one_start(teller, alice)
    await teller.tap(alice, first_time(alice.screen))
    await teller.writes(bruno, "/book")
    await teller.tap(bruno, "Gesichtsbehandlung", "Weiter", "Daria", day)
    await teller.tap(bruno, first_time(bruno.screen))
    held_before = [await visits_of(alice, witness), await visits_of(bruno, witness)]
    teller.aside("both tap Book at the same moment")
    await asyncio.gather(alice.tap("Book", wait=False), bruno.tap("Jetzt buchen", wait=False))
    await asyncio.gather(alice.settle(), bruno.settle())
    teller.shows(alice)
    teller.shows(bruno)
    held = [await visits_of(alice, witness), await visits_of(bruno, witness)]
    teller.check("one of them has the slot, not both", holds=sum(held) == sum(held_before) + 1)
    winner, loser = (alice, bruno) if held[0] > held_before[0] else (bruno, alice)
    await the_loser_takes_another(teller, winner, loser, witness)


async def the_loser_takes_another(
    teller: Teller, winner: Person, loser: Person, witness: Witness
) -> None:
    """Whoever lost the race reads that the time is gone, and takes one of those that are shown."""
    taken = (await witness.items_of(winner.id))[-1].start_at
    told = any(words in loser.screen.text for words in TIME_IS_GONE)
    teller.check(f"{loser.first_name} reads that this time is no longer free", holds=told)
    others = [button for button in data_of_buttons(loser.screen) if button.startswith(ALTERNATIVE)]
    starts = [moment_of(TakeAlternative.unpack(button).minute) for button in others]
    on_other_days = bool(starts) and taken.date() not in {start.date() for start in starts}
    teller.check("and is shown the nearest free times, all on other days", holds=on_other_days)
    await teller.tap(loser, others[0])
    took = (await witness.items_of(loser.id))[-1].start_at == starts[0]
    teller.check(f"{loser.first_name} took the nearest one with one tap", holds=took)


async def the_short_night(teller: Teller, cast: Cast, witness: Witness) -> None:
    """Alice floats through the night in which clocks go forward."""
    alice = cast.alice
    teller.scene("6. A visit across the change to summer time")
    await teller.writes(alice, "/book")
    await teller.tap(alice, "Night float", "Continue", "Felix")
    teller.aside("the last Sunday of March, when 2:00 becomes 3:00")
    await alice.tap_data(ChooseDay(ordinal=NIGHT_OF_THE_CHANGE.toordinal()).pack())
    teller.shows(alice)
    times = alice.screen.labels
    none_skipped = not any(label.startswith("2:") for label in times)
    teller.check("no time is offered that this night does not have", holds=none_skipped)
    await teller.tap(alice, "1:00", "Book")
    item = (await witness.items_of(alice.id))[-1]
    lasts = item.end_at - item.start_at == timedelta(hours=3)
    teller.check("it lasts three real hours", holds=lasts)
    ends = item.end_at.astimezone(ZoneInfo(TIMEZONE))
    teller.check("and so ends at 5:00 on the clock", holds=(ends.hour, ends.minute) == (5, 0))
    teller.check("the card says so", holds="5:00" in alice.screen.text)


SCENES: tuple[Scene, ...] = (
    one_service,
    two_masters,
    back_and_on,
    another_language,
    a_race,
    the_short_night,
)


def first_time(screen: ShownMessage) -> str:
    """Return the label of the first start on a list of times."""
    return next(label for label in screen.labels if ":" in label)


async def open_day_with_one_start(teller: Teller, person: Person) -> str:
    """Open the first day of the calendar that has a single start left; return its label."""
    for day in [label for label in person.screen.labels if label.endswith("○")]:
        await teller.tap(person, day)
        if sum(":" in label for label in person.screen.labels) == 1:
            return day
        await teller.tap(person, "Back")
    raise LookupError("no day of this month has a single start left")


def data_of_buttons(screen: ShownMessage) -> list[str]:
    """Return what the buttons of a screen send."""
    return [button.callback_data or "" for row in screen.rows for button in row]


def looks_like(screen: ShownMessage, other: ShownMessage) -> bool:
    """Tell whether two screens have the same words and the same buttons."""
    return (screen.text, screen.buttons) == (other.text, other.buttons)


async def visits_of(person: Person, witness: Witness) -> int:
    """Return how many confirmed visits a person has."""
    return len({item.booking_id for item in await witness.items_of(person.id)})
