"""Prepayments: a deposit, and a hold that expires."""

from datetime import timedelta

from bot.callbacks.booking import ChooseDay, ConfirmBooking
from bot.callbacks.payments import BookAgain
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time
from demo.tour.story import Story
from demo.tour.written import WrittenBooking

CONFIRMED_AND_PAID = ("confirmed", ["paid"])
MINUTE = timedelta(minutes=1)
HOLD = timedelta(minutes=10)
BROWS = {"en": ("Brow shaping", "Continue"), "de": ("Augenbrauen formen", "Weiter")}


async def a_deposit(story: Story) -> None:
    """Alice books gel nails; the visit is confirmed only after she pays the deposit."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("A visit with a deposit")
    await narrator.writes(alice, "/book")
    await narrator.tap(alice, "Gel nails", "Continue", "Clara", "First free")
    await narrator.tap(alice, first_time(alice.screen), "Book and pay")
    held = await story.witness.newest_of(alice.id)
    narrator.check("the time is held, and not more", holds=held.status == "pending")
    asked = alice.invoices[-1].invoice
    is_right = asked.total_amount == held.deposit_minor == 1500  # noqa: PLR2004 - 15 €, the salon's
    narrator.check("an invoice asks for the deposit of 15 €", holds=is_right)
    await narrator.pays(alice)
    paid = await story.witness.newest_of(alice.id)
    narrator.check("the visit is confirmed, and paid once", holds=paid.stands == CONFIRMED_AND_PAID)
    narrator.check("the same card says so", holds="You are booked" in alice.screen.text)
    group = story.cast.group
    await story.let_pass(MINUTE, "a minute passes, for which news for the admins is gathered")
    notified = "the admins read of it in their group"
    await narrator.hears(
        story.cast.admin, lambda: "Gel nails" in group.newest.text, notified, chat=group
    )


async def a_cancel_in_time(story: Story) -> None:
    """Alice cancels that visit in time to get her deposit back."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("A cancel in time")
    await narrator.tap(alice, "Cancel", "Yes, cancel the visit")
    await story.let_pass(MINUTE, "a minute passes")
    await narrator.hears(alice, "went back", "Alice is told that her money went back")
    ended = await story.witness.newest_of(alice.id)
    narrator.check("the database says the same", holds=ended.stands == ("cancelled", ["refunded"]))
    narrator.check("all of it went back", holds=ended.went_back_whole)


async def a_hold_runs_out(story: Story) -> None:
    """Bruno does not pay in time, so Alice gets the time that he held."""
    narrator, alice, bruno = story.narrator, story.cast.alice, story.cast.bruno
    narrator.scene("A hold that runs out")
    held = await hold_brows(story, bruno)
    await story.let_pass(HOLD, "ten minutes pass, and Bruno does not pay")
    await narrator.hears(
        bruno, lambda: has_lost(bruno), "Bruno's card says so, and his invoice is gone"
    )
    lost = await story.witness.newest_of(bruno.id)
    narrator.check("the database says the same", holds=lost.stands == ("expired", ["cancelled"]))
    taken = await hold_brows(story, alice)
    narrator.check("Alice is offered that very time", holds=taken.starts_at == held.starts_at)
    await narrator.pays(alice)
    paid = await story.witness.newest_of(alice.id)
    narrator.check("and has it, as soon as she paid", holds=paid.stands == CONFIRMED_AND_PAID)


def has_lost(person: Person) -> bool:
    """Return whether a person has no invoice any more, and is asked to book again."""
    return bool(taps_on(person.screen, BookAgain)) and not person.invoices


async def hold_brows(story: Story, person: Person) -> WrittenBooking:
    """Let a person hold Daria's first free time for brows, which require full prepayment."""
    narrator = story.narrator
    await narrator.writes(person, "/book")
    await narrator.tap(person, *BROWS[person.user.language_code or "en"], "Daria")
    await narrator.tap(person, ChooseDay)
    await narrator.tap(person, first_time(person.screen))
    await narrator.tap(person, ConfirmBooking)
    return await story.witness.newest_of(person.id)
