"""A master marks outcomes of visits."""

import re
from datetime import time, timedelta

from bot.callbacks.home import Back
from bot.callbacks.visit_card import MarkVisit, OpenAllUnmarked, OpenListedVisit
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.scenes.visit_life import the_admins_read
from demo.tour.scenes.working_day import listed
from demo.tour.story import Story
from demo.tour.written import WrittenBooking
from domain.visit.outcomes import Mark

MINUTES = timedelta(minutes=20)
EIGHT = time(20)


async def who_came_and_who_did_not(story: Story) -> None:
    """Alice pays in cash; Bruno does not come, and the admins are notified."""
    narrator, alice = story.narrator, story.cast.alice
    narrator.scene("Who came, and who did not")
    alices = await story.witness.newest_of(alice.id)
    before = await story.witness.record_of(alice.id)
    await story.wait_until(alices.ends_at + MINUTES, "Alice's hair is done, and she pays in cash")
    await anna_marks(story, alices, Mark.CASH)
    paid = await story.witness.booking(alices.id)
    in_cash = [(one.amount_minor, one.paid_by) for one in paid.payments]
    is_right = paid.status == "completed" and in_cash == [(paid.price_minor, "cash")]
    narrator.check("the visit is completed, and all of it paid in cash", holds=is_right)
    after = await story.witness.record_of(alice.id)
    is_counted = (after.kept_visits, after.missed_visits) == (
        before.kept_visits + 1,
        before.missed_visits,
    )
    narrator.check("it counts as one that she kept", holds=is_counted)
    thanks = "Thank you for your visit"
    await narrator.hears(alice, lambda: bool(alice.chat.find(thanks)), "Alice's card thanks her")
    await bruno_does_not_come(story)


async def bruno_does_not_come(story: Story) -> None:
    """Let Anna mark Bruno as a no-show."""
    narrator, bruno = story.narrator, story.cast.bruno
    visit, read = await story.witness.newest_of(bruno.id), story.cast.group.newest
    before = await story.witness.record_of(bruno.id)
    await story.wait_until(visit.starts_at + MINUTES, "Bruno is not there")
    await anna_marks(story, visit, Mark.MISSED)
    missed = await story.witness.booking(visit.id)
    narrator.check("the visit is one that was missed", holds=missed.stands == ("no_show", []))
    after = await story.witness.record_of(bruno.id)
    is_counted = (after.kept_visits, after.missed_visits) == (
        before.kept_visits,
        before.missed_visits + 1,
    )
    narrator.check("it counts as one that he missed", holds=is_counted)
    words = ("The client did not come", "Bruno")
    await the_admins_read(story, read, "the admins read who did not come", *words)


async def a_question_in_the_evening(story: Story) -> None:
    """In the evening Anna is asked about all unmarked visits, and marks one from the list."""
    narrator, anna = story.narrator, story.cast.master
    narrator.scene("The question of the evening")
    await narrator.writes(anna, "/today")
    numbers = listed(anna)
    unmarked = [one for one in numbers if await status_of(story, one) == "confirmed"]
    await story.wait_until(story.at(EIGHT), "it is eight in the evening")
    asked = f"Anna is asked about the {len(unmarked)} visits that she has not marked"
    await narrator.hears(anna, lambda: asks_of(anna, len(unmarked)), asked)
    await narrator.tap(anna, OpenAllUnmarked)
    waiting = listed(anna)
    narrator.check("a tap leads to their list", holds=set(unmarked) <= set(waiting))
    await narrator.tap(anna, OpenListedVisit(booking_id=unmarked[0]).pack())
    await narrator.tap(anna, MarkVisit(booking_id=unmarked[0], mark=Mark.CARD).pack())
    paid = await story.witness.booking(unmarked[0])
    by_card = [payment.paid_by for payment in paid.payments] == ["card"]
    narrator.check("where one can be marked", holds=paid.status == "completed" and by_card)
    await narrator.tap(anna, Back)
    left = unmarked[0] not in listed(anna) and set(unmarked[1:]) <= set(listed(anna))
    narrator.check("and the others are left", holds=left)


async def status_of(story: Story, number: int) -> str:
    """Return the status of a visit."""
    return (await story.witness.booking(number)).status


def asks_of(person: Person, count: int) -> bool:
    """Return whether the screen asks for the outcomes of `count` visits."""
    words = re.findall(r"\d+", person.screen.text)
    return bool(taps_on(person.screen, OpenAllUnmarked)) and words == [str(count)]


async def anna_marks(story: Story, visit: WrittenBooking, mark: Mark) -> None:
    """Let Anna open a visit of her day and mark its outcome."""
    narrator, anna = story.narrator, story.cast.master
    await narrator.writes(anna, "/today")
    await narrator.tap(anna, OpenListedVisit(booking_id=visit.id).pack())
    await narrator.tap(anna, MarkVisit(booking_id=visit.id, mark=mark).pack())
