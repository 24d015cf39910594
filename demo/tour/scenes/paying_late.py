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
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Late money, and the time is still free")
    checkout = await send_money_that_is_late(story)
    await the_money_arrives(story, checkout)
    paid = await story.witness.newest_of(alice.id)
    narrator.check("the visit stands after all", holds=paid.stands == CONFIRMED_AND_PAID)
    narrator.check("the card says so", holds="You are booked" in alice.screen.text)


async def late_and_seated_again(story: Story) -> None:
    """Bruno has booked the time; Alice takes another time for the same payment."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Late money, and another time for it")
    lost = await lose_the_time_to_bruno(story)
    await narrator.tap(alice, "Other times")
    others = taps_on(alice.screen, TakeOtherTimeTap)
    narrator.check("she is offered other times for her money", holds=bool(others))
    await narrator.tap(alice, others[0])
    seated = await story.witness.newest_of(alice.id)
    same_visit = seated.id == lost.id and seated.starts_at != lost.starts_at
    narrator.check("the same visit stands at another time", holds=same_visit)
    narrator.check("for the same money", holds=seated.stands == CONFIRMED_AND_PAID)


async def late_and_paid_back(story: Story) -> None:
    """Bruno has booked the time again; Alice does not answer, and gets a refund."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Late money that goes back")
    await lose_the_time_to_bruno(story)
    await story.let_pass(HOUR, "an hour passes, and Alice does not answer")
    await narrator.hears(alice, "went back", "Alice is told that her money went back")
    ended = await story.witness.newest_of(alice.id)
    narrator.check("the database says the same", holds=ended.stands == ("expired", ["refunded"]))
    narrator.check("all of it went back", holds=ended.went_back_whole)


async def lose_the_time_to_bruno(story: Story) -> WrittenBooking:
    """Let Alice's money arrive after Bruno has booked her time; return her visit."""
    narrator, alice, bruno = story.narrator, story.cast.alice, story.cast.bruno
    checkout = await send_money_that_is_late(story)
    mine, his = await story.witness.newest_of(alice.id), await hold_brows(story, bruno)
    narrator.check("Bruno is offered that very time", holds=his.starts_at == mine.starts_at)
    await narrator.pays(bruno)
    await the_money_arrives(story, checkout)
    due = await story.witness.newest_of(alice.id)
    narrator.check("her money is not lost", holds=due.stands == ("expired", ["refund_due"]))
    narrator.check("and she reads so", holds="Your payment came too late" in alice.screen.text)
    return due


async def send_money_that_is_late(story: Story) -> Checkout:
    """Let Alice hold a time and pay; the money arrives only after the hold has expired."""
    narrator, alice = story.narrator, story.cast.alice
    await hold_brows(story, alice)
    checkout = await alice.checkout()
    narrator.aside("Alice pays, the bot agrees, but her bank takes its time")
    narrator.check("the bot agrees to the payment", holds=checkout.accepted)
    await story.let_pass(UNTIL_IT_IS_OVER, "a quarter of an hour passes")
    await narrator.hears(alice, "The time for paying ran out", "the time is no longer held for her")
    return checkout


async def the_money_arrives(story: Story, checkout: Checkout) -> None:
    """Let the money of Alice's checkout arrive, and show her screen."""
    story.narrator.aside("now the money arrives")
    await story.cast.alice.complete(checkout)
    story.narrator.shows(story.cast.alice)
