"""A visit from its reminder to its end: confirmed, moved, offered another time, cancelled."""

from datetime import timedelta

from bot.callbacks.booking import ConfirmBooking
from bot.callbacks.changes import (
    AcceptOffer,
    CancelFromNotification,
    ChooseCause,
    ConfirmVisit,
    MoveFromNotification,
)
from bot.callbacks.visit_card import ProposeTimeTap, SendOffer
from bot.callbacks.visits import CancelVisitTap, OpenVisit, OpenVisits
from demo.simulator import Person, ShownMessage
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time, has_message, reminds_of
from demo.tour.story import Story
from demo.tour.written import WrittenBooking
from domain.visit.reasons import CancelReason

DAY = timedelta(days=1)
THREE_HOURS = timedelta(hours=3)
MINUTES = timedelta(minutes=5)
"""Enough for all notifications to the admins, which are sent at most once a minute."""


async def a_reminder(story: Story) -> None:
    """Alice is reminded a day ahead and confirms her visit; the staff can see it."""
    narrator, alice, greta = story.narrator, story.cast.alice, story.cast.admin
    narrator.scene("A reminder")
    visit = await story.witness.newest_of(alice.id)
    await be_reminded(story, alice, visit, DAY, "it is a day before Alice's manicure")
    await narrator.tap(alice, ConfirmVisit)
    said = await story.witness.booking(visit.id)
    is_kept = said.confirmed_by_client_at is not None and said.status == "confirmed"
    narrator.check("it is written down that she will come", holds=is_kept)
    await narrator.writes(greta, f"/visit {visit.id}")
    narrator.check("the staff see it", holds="Will come" in greta.screen.text)


async def a_cancel_too_late(story: Story) -> None:
    """Alice wants to cancel three hours ahead, when that is no longer possible."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("A cancel that comes too late")
    visit = await story.witness.newest_of(alice.id)
    await be_reminded(story, alice, visit, THREE_HOURS, "it is three hours before the manicure")
    is_explained = "you could move or cancel it here" in alice.screen.text
    narrator.check("it says until when, and has no button for it", holds=is_explained)
    narrator.aside("she taps Cancel on a reminder that she left open on another phone")
    await alice.tap_data(CancelFromNotification(booking_id=visit.id).pack())
    narrator.shows(alice)
    explained = "too late to cancel" in alice.screen.text and "12 hours" in alice.screen.text
    narrator.check("Alice reads why not, and what to do now", holds=explained)
    kept = await story.witness.booking(visit.id)
    narrator.check("the visit stands", holds=kept.status == "confirmed")
    await narrator.tap(alice, OpenVisits)
    is_listed = OpenVisit(booking_id=visit.id).pack() in taps_on(alice.screen, OpenVisit)
    narrator.check("one tap leads to it among her visits", holds=is_listed)


async def a_move_from_a_reminder(story: Story) -> None:
    """Bruno moves his haircut to the next day when he is reminded of it."""
    narrator, bruno = story.narrator, story.cast.bruno
    narrator.scene("A reminder that does not suit")
    visit = await story.witness.newest_of(bruno.id)
    await be_reminded(story, bruno, visit, DAY, "it is a day before Bruno's haircut")
    read = story.cast.group.newest
    await narrator.tap(bruno, MoveFromNotification, story.day_on(2 * DAY))
    await narrator.tap(bruno, first_time(bruno.screen), ConfirmBooking)
    moved = await story.witness.booking(visit.id)
    later = moved.status == "confirmed" and moved.starts_at.date() == visit.starts_at.date() + DAY
    narrator.check("the same visit stands a day later", holds=later)
    await only_the_new_time_is_reminded_of(story, moved)
    words = ("Visit moved", "Bruno", "Before:")
    await the_admins_read(story, read, "the admins read both times", *words)


async def another_time_is_offered(story: Story) -> None:
    """Greta asks Bruno for another day, and he takes it."""
    narrator, bruno, greta = story.narrator, story.cast.bruno, story.cast.admin
    narrator.scene("The salon offers another time")
    visit, read = await story.witness.newest_of(bruno.id), story.cast.group.newest
    await narrator.writes(greta, f"/visit {visit.id}")
    await narrator.tap(greta, ProposeTimeTap, story.day_on(3 * DAY))
    await narrator.tap(greta, first_time(greta.screen), SendOffer)
    asked = await story.witness.booking(visit.id)
    unchanged = asked.starts_at == visit.starts_at and asked.status == "reschedule_proposed"
    narrator.check("the old time stays until Bruno answers", holds=unchanged)
    await narrator.hears(bruno, lambda: bool(taps_on(bruno.screen, AcceptOffer)), "Bruno is asked")
    await narrator.tap(bruno, AcceptOffer)
    moved = await story.witness.booking(visit.id)
    later = moved.status == "confirmed" and moved.starts_at.date() == visit.starts_at.date() + DAY
    narrator.check("the visit stands at the offered time", holds=later)
    await only_the_new_time_is_reminded_of(story, moved)
    words = ("The new time is accepted", "Bruno")
    await the_admins_read(story, read, "the admins read that he accepted", *words)


async def a_cancel_from_a_reminder(story: Story) -> None:
    """Bruno is reminded only of the current time, and cancels with a reason."""
    narrator, bruno, greta = story.narrator, story.cast.bruno, story.cast.admin
    narrator.scene("A cancel with a reason")
    visit, before = await story.witness.newest_of(bruno.id), bruno.chat.newest
    await be_reminded(story, bruno, visit, DAY, "it is a day before the haircut, at its third time")
    since = [m for m in bruno.chat.from_bot if m.key > before.key and reminds_of(m, visit.id)]
    narrator.check("nothing reminded him of the times before", holds=len(since) == 1)
    read = story.cast.group.newest
    await narrator.tap(bruno, CancelFromNotification)
    await narrator.tap(bruno, ChooseCause(cause=CancelReason.OTHER_PLANS).pack())
    await narrator.tap(bruno, CancelVisitTap)
    ended = await story.witness.booking(visit.id)
    narrator.check("the visit is cancelled", holds=ended.status == "cancelled")
    reason = await story.witness.last_reason_of(visit.id)
    narrator.check("with his reason", holds=reason == CancelReason.OTHER_PLANS)
    words = ("Visit cancelled", "Bruno")
    await the_admins_read(story, read, "the admins read of it", *words)
    await narrator.writes(greta, f"/visit {visit.id}")
    narrator.check("and why, on its card", holds="My plans have changed" in greta.screen.text)
    nothing_waits = await story.witness.reminded_starts_of(visit.id) == []
    narrator.check("no reminder of it is to come", holds=nothing_waits)


async def be_reminded(
    story: Story, person: Person, visit: WrittenBooking, lead: timedelta, words: str
) -> None:
    """Move the clock to the reminder of a visit, and check that the person gets it."""
    await story.wait_until(visit.starts_at - lead, words)
    reminded = f"{person.first_name} is reminded of the visit"
    await story.narrator.hears(person, lambda: reminds_of(person.screen, visit.id), reminded)


async def only_the_new_time_is_reminded_of(story: Story, moved: WrittenBooking) -> None:
    """Check that waiting reminders are only for the current time."""
    waiting = await story.witness.reminded_starts_of(moved.id)
    only = waiting == [moved.starts_at]
    story.narrator.check("reminders are to come of the new time alone", holds=only)


async def the_admins_read(story: Story, read: ShownMessage, what: str, *words: str) -> None:
    """Check that the admins get one message after `read` that contains all words."""
    group = story.cast.group
    await story.let_pass(MINUTES, "some minutes pass")
    await story.narrator.hears(
        story.cast.admin, lambda: has_message(group, read, *words), what, chat=group
    )
