"""Notifications in the admins' group, and taps on them."""

from datetime import timedelta

from bot.callbacks.booking import ConfirmBooking
from bot.callbacks.visit_card import ShowVisitInGroup
from bot.callbacks.visits import MoveVisit
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time, has_message, last_time
from demo.tour.story import Story

MINUTE = timedelta(minutes=1)
MANICURE_ON = timedelta(days=3)
HAIRCUT_ON = timedelta(days=4)


async def news_of_a_minute(story: Story) -> None:
    """Alice's booking is sent at once; Bruno's booking and her move come in one message."""
    narrator, alice, bruno = story.narrator, story.cast.alice, story.cast.bruno
    greta, group = story.cast.admin, story.cast.group
    narrator.scene("News for the admins' group")
    await story.let_pass(2 * MINUTE, "a quiet minute passes, and another")
    read = group.newest
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Manicure", "Continue", "Clara", story.day_on(MANICURE_ON))
    await narrator.tap(alice, first_time(alice.screen), "Book")
    made = "the admins read of a new visit at once"
    await narrator.hears(
        greta, lambda: has_message(group, read, "New visit", "Manicure"), made, chat=group
    )
    read = group.newest
    await narrator.writes(bruno, "/book")
    await narrator.tap(bruno, "Kurzhaarschnitt", "Weiter", "Boris", story.day_on(HAIRCUT_ON))
    await narrator.tap(bruno, first_time(bruno.screen), ConfirmBooking)
    await narrator.tap(alice, MoveVisit, story.day_on(MANICURE_ON))
    await narrator.tap(alice, last_time(alice.screen), ConfirmBooking)
    await story.let_pass(MINUTE, "a minute passes, for which news for the admins is gathered")
    both = "one message tells them of Bruno's visit and of Alice's move"
    moved = ("New visit", "Bruno", "Visit moved", "Before:")
    await narrator.hears(greta, lambda: has_message(group, read, *moved), both, chat=group)


async def taps_in_the_group(story: Story) -> None:
    """Anna, not an admin, sees nothing after a tap in the group; only Greta sees the visit."""
    narrator, anna, greta = story.narrator, story.cast.master, story.cast.admin
    group = story.cast.group
    narrator.scene("Taps in the group")
    button = taps_on(group.screen, ShowVisitInGroup)[0]
    count_before = len(group.messages)
    await narrator.tap(anna, button, chat=group)
    refused = anna.notices[-1].alert and len(anna.window(group).messages) == count_before
    narrator.check("Anna reads that this is for admins, and nothing else", holds=refused)
    await narrator.tap(greta, button, chat=group)
    shown = greta.window(group).newest
    narrator.check("Greta reads whose visit it is", holds="Only you can see" in shown.text)
    unseen = len(anna.window(group).messages) == count_before
    narrator.check("and nobody else in the group does", holds=unseen)
