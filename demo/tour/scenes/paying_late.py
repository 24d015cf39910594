"""Payments sent in time that arrive after the hold has expired."""

from datetime import timedelta

from bot.callbacks.payments import TakeOtherTimeTap
from demo.simulator import Checkout
from demo.tour.buttons import taps_on
from demo.tour.scenes.paying import CONFIRMED_AND_PAID, hold_brows
from demo.tour.story import Story
from demo.tour.written import WrittenBooking

UNTIL_IT_IS_OVER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


async def late_but_still_free(story: Story) -> None:
    """Alice's money arrives late, but her time is still free."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("Late money, and the time is still free")
    checkout = await send_money_that_is_late(story)
    await the_money_arrives(story, checkout)
    paid = await story.witness.newest_of(alice.id)
    teller.check("the visit stands after all", holds=paid.stands == CONFIRMED_AND_PAID)
    teller.check("the card says so", holds="You are booked" in alice.screen.text)


async def late_and_seated_again(story: Story) -> None:
    """Bruno has booked the time; Alice takes another time for the same payment."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("Late money, and another time for it")
    lost = await lose_the_time_to_bruno(story)
    await teller.tap(alice, "Other times")
    others = taps_on(alice.screen, TakeOtherTimeTap)
    teller.check("she is offered other times for her money", holds=bool(others))
    await teller.tap(alice, others[0])
    seated = await story.witness.newest_of(alice.id)
    same_visit = seated.id == lost.id and seated.starts_at != lost.starts_at
    teller.check("the same visit stands at another time", holds=same_visit)
    teller.check("for the same money", holds=seated.stands == CONFIRMED_AND_PAID)


async def late_and_paid_back(story: Story) -> None:
    """Bruno has booked the time again; Alice does not answer, and gets a refund."""
    teller, alice = story.teller, story.cast.alice
    teller.scene("Late money that goes back")
    await lose_the_time_to_bruno(story)
    await story.let_pass(HOUR, "an hour passes, and Alice does not answer")
    await teller.hears(alice, "went back", "Alice is told that her money went back")
    ended = await story.witness.newest_of(alice.id)
    teller.check("the database says the same", holds=ended.stands == ("expired", ["refunded"]))
    teller.check("all of it went back", holds=ended.went_back_whole)


async def lose_the_time_to_bruno(story: Story) -> WrittenBooking:
    """Let Alice's money arrive after Bruno has booked her time; return her visit."""
    teller, alice, bruno = story.teller, story.cast.alice, story.cast.bruno
    checkout = await send_money_that_is_late(story)
    mine, his = await story.witness.newest_of(alice.id), await hold_brows(story, bruno)
    teller.check("Bruno is offered that very time", holds=his.starts_at == mine.starts_at)
    await teller.pays(bruno)
    await the_money_arrives(story, checkout)
    due = await story.witness.newest_of(alice.id)
    teller.check("her money is not lost", holds=due.stands == ("expired", ["refund_due"]))
    teller.check("and she reads so", holds="Your payment came too late" in alice.screen.text)
    return due


async def send_money_that_is_late(story: Story) -> Checkout:
    """Let Alice hold a time and pay; the money arrives only after the hold has expired."""
    teller, alice = story.teller, story.cast.alice
    await hold_brows(story, alice)
    checkout = await alice.checkout()
    teller.aside("Alice pays, the bot agrees, but her bank takes its time")
    teller.check("the bot agrees to the payment", holds=checkout.accepted)
    await story.let_pass(UNTIL_IT_IS_OVER, "a quarter of an hour passes")
    await teller.hears(alice, "The time for paying ran out", "the time is no longer held for her")
    return checkout


async def the_money_arrives(story: Story, checkout: Checkout) -> None:
    """Let the money of Alice's checkout arrive, and show her screen."""
    story.teller.aside("now the money arrives")
    await story.cast.alice.complete(checkout)
    story.teller.shows(story.cast.alice)
