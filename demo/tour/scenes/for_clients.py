"""An admin finds, books, moves and cancels visits for clients."""

from bot.callbacks.book_for_client import (
    AddClientTap,
    AskCancelForClient,
    BookFor,
    CancelForClient,
    ChooseClient,
    ChooseStaffCause,
    MoveForClient,
    OpenBookFor,
)
from bot.callbacks.booking import ChooseDay
from bot.callbacks.visit_card import OpenListedVisit, SwitchRole
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import first_time, last_time
from demo.tour.scenes.working_day import listed
from demo.tour.story import Story
from demo.tour.written import WrittenBooking
from domain.shared.identity import Role
from domain.visit.reasons import StaffReason

FRIDA, HER_NUMBER = "Frida Stern", "+49 30 5550 123"
CONFIRMED_UNPAID: tuple[str, list[str]] = ("confirmed", [])


async def somebody_phones(story: Story) -> None:
    """Frida, a new client, phones; Greta books for her, and finds her by her number."""
    narrator, greta = story.narrator, story.cast.admin
    narrator.scene("Somebody phones")
    await to_booking_for(story, f"{FRIDA} {HER_NUMBER}")
    await narrator.tap(greta, AddClientTap, "Short haircut", "Continue", "Boris", ChooseDay)
    await narrator.tap(greta, first_time(greta.screen), BookFor)
    made = await story.witness.newest_called(FRIDA)
    stands = made.stands == CONFIRMED_UNPAID and made.source == "admin"
    narrator.check("Frida's visit is booked, by an admin and without a deposit", holds=stands)
    await narrator.writes(greta, "/bookings")
    listed_count = len(set(listed(greta)))
    narrator.check("it is one of many on the list of visits", holds=listed_count > 1)
    digits = "".join(filter(str.isdigit, HER_NUMBER))[-7:]
    await narrator.writes(greta, digits)
    found = listed(greta) == [made.id] and FRIDA in greta.screen.text
    narrator.check("the end of her number finds it, and nothing else", holds=found)


async def a_client_asks_by_phone(story: Story) -> None:
    """Alice phones: Greta books, moves and cancels for her; Alice is notified of each step."""
    narrator, alice, greta = story.narrator, story.cast.alice, story.cast.admin
    narrator.scene("A client who is in the chat phones")
    await to_booking_for(story, "alic")
    await narrator.tap(greta, ChooseClient, "Manicure", "Continue", "Clara", ChooseDay)
    await narrator.tap(greta, first_time(greta.screen), BookFor)
    made = await story.witness.newest_of(alice.id)
    stands = made.stands == CONFIRMED_UNPAID and made.source == "admin"
    narrator.check("the visit is Alice's", holds=stands)
    await narrator.hears(alice, "We have booked a visit for you", "she reads of it")
    await find_in_the_list(story, made)
    await narrator.tap(greta, MoveForClient, ChooseDay)
    await narrator.tap(greta, last_time(greta.screen), BookFor)
    moved = await story.witness.booking(made.id)
    later = moved.stands == CONFIRMED_UNPAID and moved.starts_at > made.starts_at
    narrator.check("the same visit is later", holds=later)
    await narrator.hears(alice, "We have moved your visit", "Alice reads both times")
    await narrator.tap(greta, AskCancelForClient)
    await narrator.tap(greta, ChooseStaffCause(staff_cause=StaffReason.ILLNESS).pack())
    await narrator.tap(greta, CancelForClient)
    ended = await story.witness.booking(made.id)
    narrator.check("the visit is cancelled", holds=ended.stands == ("cancelled", []))
    await narrator.hears(alice, "one of us is ill", "Alice reads so, and why")


async def to_booking_for(story: Story, typed: str) -> None:
    """Let Greta open booking for clients, and type the client."""
    narrator, greta = story.narrator, story.cast.admin
    await narrator.writes(greta, "/start")
    as_admin = SwitchRole(role=Role.ADMIN).pack()
    if as_admin in taps_on(greta.screen, SwitchRole):
        await narrator.tap(greta, as_admin)
    await narrator.tap(greta, OpenBookFor)
    await narrator.writes(greta, typed)


async def find_in_the_list(story: Story, visit: WrittenBooking) -> None:
    """Let Greta find Alice's visit in the list of all visits, by part of the name."""
    narrator, greta = story.narrator, story.cast.admin
    await narrator.writes(greta, "/bookings ALI")
    owners = {await story.witness.client_of(number) for number in listed(greta)}
    narrator.check("part of the name finds Alice's visits alone", holds=owners == {"Alice"})
    await narrator.tap(greta, OpenListedVisit(booking_id=visit.id).pack())
    narrator.check("a tap opens the one", holds=f"Visit {visit.id}" in greta.screen.text)
