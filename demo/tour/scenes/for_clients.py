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
    teller, greta = story.teller, story.cast.admin
    teller.scene("Somebody phones")
    await to_booking_for(story, f"{FRIDA} {HER_NUMBER}")
    await teller.tap(greta, AddClientTap, "Short haircut", "Continue", "Boris", ChooseDay)
    await teller.tap(greta, first_time(greta.screen), BookFor)
    made = await story.witness.newest_called(FRIDA)
    stands = made.stands == CONFIRMED_UNPAID and made.source == "admin"
    teller.check("Frida's visit is booked, by an admin and without a deposit", holds=stands)
    await teller.writes(greta, "/bookings")
    listed_count = len(set(listed(greta)))
    teller.check("it is one of many on the list of visits", holds=listed_count > 1)
    digits = "".join(filter(str.isdigit, HER_NUMBER))[-7:]
    await teller.writes(greta, digits)
    found = listed(greta) == [made.id] and FRIDA in greta.screen.text
    teller.check("the end of her number finds it, and nothing else", holds=found)


async def a_client_asks_by_phone(story: Story) -> None:
    """Alice phones: Greta books, moves and cancels for her; Alice is notified of each step."""
    teller, alice, greta = story.teller, story.cast.alice, story.cast.admin
    teller.scene("A client who is in the chat phones")
    await to_booking_for(story, "alic")
    await teller.tap(greta, ChooseClient, "Manicure", "Continue", "Clara", ChooseDay)
    await teller.tap(greta, first_time(greta.screen), BookFor)
    made = await story.witness.newest_of(alice.id)
    stands = made.stands == CONFIRMED_UNPAID and made.source == "admin"
    teller.check("the visit is Alice's", holds=stands)
    await teller.hears(alice, "We have booked a visit for you", "she reads of it")
    await find_in_the_list(story, made)
    await teller.tap(greta, MoveForClient, ChooseDay)
    await teller.tap(greta, last_time(greta.screen), BookFor)
    moved = await story.witness.booking(made.id)
    later = moved.stands == CONFIRMED_UNPAID and moved.starts_at > made.starts_at
    teller.check("the same visit is later", holds=later)
    await teller.hears(alice, "We have moved your visit", "Alice reads both times")
    await teller.tap(greta, AskCancelForClient)
    await teller.tap(greta, ChooseStaffCause(staff_cause=StaffReason.ILLNESS).pack())
    await teller.tap(greta, CancelForClient)
    ended = await story.witness.booking(made.id)
    teller.check("the visit is cancelled", holds=ended.stands == ("cancelled", []))
    await teller.hears(alice, "one of us is ill", "Alice reads so, and why")


async def to_booking_for(story: Story, typed: str) -> None:
    """Let Greta open booking for clients, and type the client."""
    teller, greta = story.teller, story.cast.admin
    await teller.writes(greta, "/start")
    as_admin = SwitchRole(role=Role.ADMIN).pack()
    if as_admin in taps_on(greta.screen, SwitchRole):
        await teller.tap(greta, as_admin)
    await teller.tap(greta, OpenBookFor)
    await teller.writes(greta, typed)


async def find_in_the_list(story: Story, visit: WrittenBooking) -> None:
    """Let Greta find Alice's visit in the list of all visits, by part of the name."""
    teller, greta = story.teller, story.cast.admin
    await teller.writes(greta, "/bookings ALI")
    owners = {await story.witness.client_of(number) for number in listed(greta)}
    teller.check("part of the name finds Alice's visits alone", holds=owners == {"Alice"})
    await teller.tap(greta, OpenListedVisit(booking_id=visit.id).pack())
    teller.check("a tap opens the one", holds=f"Visit {visit.id}" in greta.screen.text)
