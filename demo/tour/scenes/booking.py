"""Alice and Bruno book, look around, and change their minds."""

from datetime import timedelta

from icalendar import Calendar

from demo.tour.scenes.glances import first_time, looks_like
from demo.tour.story import Story


async def one_service(story: Story) -> None:
    """Alice looks at the masters, books a haircut with any of them, and exports it."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("One service")
    await narrator.writes(alice, "/start")
    await narrator.tap(alice, "Book a visit", "Haircut", "Continue", "Meet the team")
    first = alice.screen.picture
    await narrator.tap(alice, "Boris ›")
    both_shown = None not in {first, alice.screen.picture} and alice.screen.picture != first
    narrator.check("each master is shown with a picture of his or her own", holds=both_shown)
    await narrator.tap(alice, "Back")
    narrator.check("the list is as it was, without a picture", holds=alice.screen.picture is None)
    await narrator.tap(alice, "Anyone", "First free")
    await narrator.tap(alice, first_time(alice.screen), "Book")
    items = await story.witness.items_of(alice.id)
    narrator.check("the database holds one visit with one service", holds=len(items) == 1)
    await narrator.tap(alice, "Add to my calendar")
    event = Calendar.from_ical(alice.files[-1].data).events[0]
    in_file = event.start == items[0].start_at and event.end == items[0].end_at
    narrator.check("the calendar file says when, as the database does", holds=in_file)


async def two_masters(story: Story) -> None:
    """Bruno wants a haircut and a massage in one visit, which no single master does."""
    narrator, bruno = story.narrator, story.cast.bruno
    narrator.scene("Two services, two masters, one visit (Bruno's Telegram is German)")
    await narrator.writes(bruno, "/start")
    await narrator.tap(bruno, "Termin buchen", "Haarschnitt", "Massage", "Weiter")
    await narrator.tap(bruno, "Anna", "Daria", "Nächster freier")
    await narrator.tap(bruno, first_time(bruno.screen), "Jetzt buchen")
    items = await story.witness.items_of(bruno.id)
    narrator.check("one visit", holds=len({item.booking_id for item in items}) == 1)
    masters = [item.master for item in items]
    narrator.check("first Anna, then Daria", holds=masters == ["Anna", "Daria"])
    in_order = items[0].end_at <= items[1].start_at <= items[0].end_at + timedelta(hours=1)
    narrator.check("the massage follows the haircut without a long wait", holds=in_order)


async def back_and_on(story: Story) -> None:
    """Alice goes to the confirm card, back through every level, and forward again."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Back through all levels, and on again")
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Manicure")
    levels = [alice.screen]
    for label in ("Continue", "Anyone", "First free", first_time):
        await narrator.tap(alice, label(alice.screen) if callable(label) else label)
        levels.append(alice.screen)
    unchanged = []
    for level in reversed(levels[:-1]):
        await narrator.tap(alice, "Back")
        unchanged.append(looks_like(alice.screen, level))
    narrator.check("Back shows each screen just as it was, ticks and all", holds=all(unchanged))
    await narrator.tap(alice, "Continue", "Anyone", "First free")
    await narrator.tap(alice, first_time(alice.screen))
    narrator.check(
        "the same way leads to the same card", holds=looks_like(alice.screen, levels[-1])
    )
    items = await story.witness.items_of(alice.id)
    narrator.check("looking around has booked nothing", holds=len(items) == 1)


async def another_language(story: Story) -> None:
    """On the confirm card Alice changes to Russian, books, and changes back."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Another language in the middle of it")
    await narrator.writes(alice, "/language")
    await narrator.tap(alice, "Русский")
    narrator.check("the same card, in Russian", holds="Маникюр" in alice.screen.text)
    await narrator.tap(alice, "Записаться")
    narrator.check("and it becomes a visit", holds=await story.witness.visits_of(alice.id) > 1)
    await narrator.writes(alice, "/language")
    await narrator.tap(alice, "English")
