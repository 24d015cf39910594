"""Alice and Bruno book, look around, and change their minds."""

from datetime import timedelta

from icalendar import Calendar

from demo.tour.scenes.glances import first_time, looks_like
from demo.tour.story import Story


async def one_service(story: Story) -> None:
    """Alice looks at the masters, books a haircut with any of them, and exports it."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("One service")
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
    items = await story.witness.items_of(alice.id)
    teller.check("the database holds one visit with one service", holds=len(items) == 1)
    await teller.tap(alice, "Add to my calendar")
    event = Calendar.from_ical(alice.files[-1].data).events[0]
    in_file = event.start == items[0].start_at and event.end == items[0].end_at
    teller.check("the calendar file says when, as the database does", holds=in_file)


async def two_masters(story: Story) -> None:
    """Bruno wants a haircut and a massage in one visit, which no single master does."""
    teller, bruno = story.teller, story.cast.bruno
    teller.scene("Two services, two masters, one visit (Bruno's Telegram is German)")
    await teller.writes(bruno, "/start")
    await teller.tap(bruno, "Termin buchen", "Haarschnitt", "Massage", "Weiter")
    await teller.tap(bruno, "Anna", "Daria", "Nächster freier")
    await teller.tap(bruno, first_time(bruno.screen), "Jetzt buchen")
    items = await story.witness.items_of(bruno.id)
    teller.check("one visit", holds=len({item.booking_id for item in items}) == 1)
    masters = [item.master for item in items]
    teller.check("first Anna, then Daria", holds=masters == ["Anna", "Daria"])
    in_order = items[0].end_at <= items[1].start_at <= items[0].end_at + timedelta(hours=1)
    teller.check("the massage follows the haircut without a long wait", holds=in_order)


async def back_and_on(story: Story) -> None:
    """Alice goes to the confirm card, back through every level, and forward again."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("Back through all levels, and on again")
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
    items = await story.witness.items_of(alice.id)
    teller.check("looking around has booked nothing", holds=len(items) == 1)


async def another_language(story: Story) -> None:
    """On the confirm card Alice changes to Russian, books, and changes back."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("Another language in the middle of it")
    await teller.writes(alice, "/language")
    await teller.tap(alice, "Русский")
    teller.check("the same card, in Russian", holds="Маникюр" in alice.screen.text)
    await teller.tap(alice, "Записаться")
    teller.check("and it becomes a visit", holds=await story.witness.visits_of(alice.id) > 1)
    await teller.writes(alice, "/language")
    await teller.tap(alice, "English")
