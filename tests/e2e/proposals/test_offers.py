"""Another time that the staff offer, and what a client does about it."""

from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking, TakeAlternative
from bot.callbacks.changes import (
    AcceptOffer,
    CancelFromNotification,
    DeclineOffer,
    MoveFromNotification,
)
from bot.callbacks.values import minute_of
from bot.callbacks.visit_card import ProposeTimeTap, SendOffer
from bot.callbacks.visits import CancelVisitTap, OpenVisit
from demo.simulator import Person
from domain.proposals.expire_proposals import ExpireProposals
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import (
    BOOKED,
    CANCELLED,
    DAYS,
    MENU,
    NO_SUCH_VISIT,
    TAKEN,
    UNKNOWN_COMMAND,
)
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import NOW, at

OLD, NEW = at(10, day=2), at(15, day=2)

NO_SUCH_NUMBER = "There is no visit with this number"
QUESTION = "Would another time suit you?"
AGAIN = "Have you seen our question?"
STAFF_ONLY = "for our staff only"


async def hire(scene: Scene, name: str, **columns: object) -> Person:
    """Let in somebody of the staff."""
    person = await scene.welcome(name)
    users = tables.users
    user_id = await scene.database.value(
        users.select().with_only_columns(users.c.id).where(users.c.telegram_id == person.id)
    )
    if "master" in columns:
        await scene.database.change(tables.masters, int(str(columns["master"])), user_id=user_id)
    else:
        await scene.database.change(users, user_id, is_admin=True)
    return person


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin."""
    return await hire(scene, "Kim")


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client with a visit to Mia on Wednesday at ten."""
    anna = await scene.welcome()
    await book(anna, OLD, scene.salon.haircut, master_id=scene.salon.mia)
    return anna


async def to_offer(person: Person, booking_id: int = 1) -> None:
    """Choose another time for a visit, up to the question whether it is to be offered."""
    await person.send(f"/visit {booking_id}")
    await tap(person, ProposeTimeTap)
    assert "Which day would you like to offer?" in person.screen.text
    assert "👤 Anna · Another time for: Haircut" in person.screen.text
    await tap(person, ChooseDay(ordinal=NEW.toordinal()))
    await tap(person, ChooseStart(minute=minute_of(NEW)))


@pytest.fixture
async def asked(scene: Scene, kim: Person, anna: Person) -> Person:
    """Anna, with the question before her."""
    await to_offer(kim)
    assert "Offer this time to Anna?" in kim.screen.text
    await tap(kim, SendOffer)
    assert "Offered: Wed, Mar 6" in kim.screen.text
    await scene.bot.deliver()
    assert QUESTION in anna.screen.text
    return anna


def told(person: Person) -> str:
    """Return all that the bot has said to somebody."""
    return "\n".join(message.text for message in person.chat.from_bot)


async def status_of(scene: Scene) -> tuple[str, object]:
    (booking, *_) = await scene.bookings()
    return booking.status, booking.starts_at


async def test_an_offer_is_accepted(scene: Scene, kim: Person, asked: Person) -> None:
    await tap(asked, AcceptOffer)
    assert BOOKED in asked.screen.text
    assert "3:00" in asked.screen.text
    assert await status_of(scene) == ("confirmed", NEW)
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()
    assert "The new time is accepted" in told(kim)
    await kim.send("/visit 1")
    assert "moved to Wed, Mar 6" in kim.screen.text


async def test_an_offer_is_declined_and_the_old_time_stays(
    scene: Scene, kim: Person, asked: Person
) -> None:
    await tap(asked, DeclineOffer)
    assert BOOKED in asked.screen.text
    assert "stays as it was" in asked.notices[-1].text
    assert await status_of(scene) == ("confirmed", OLD)
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()
    assert "declined: the old one stays" in told(kim)


async def test_an_offer_that_was_taken_meanwhile_leads_to_the_nearest_times(
    scene: Scene, asked: Person
) -> None:
    ben = await scene.welcome("Ben")
    await book(ben, NEW, scene.salon.haircut, master_id=scene.salon.mia)
    await tap(asked, AcceptOffer)
    assert TAKEN in asked.screen.text
    assert await status_of(scene) == ("reschedule_proposed", OLD)
    await tap(asked, TakeAlternative)
    assert BOOKED in asked.screen.text
    status, start = await status_of(scene)
    assert status == "confirmed"
    assert start not in {OLD, NEW}


async def test_a_third_time_is_taken(scene: Scene, asked: Person) -> None:
    third = at(12, day=3)
    await tap(asked, MoveFromNotification)
    assert DAYS in asked.screen.text
    await tap(asked, ChooseDay(ordinal=third.toordinal()))
    await tap(asked, ChooseStart(minute=minute_of(third)))
    await tap(asked, ConfirmBooking)
    assert await status_of(scene) == ("confirmed", third)


async def test_who_is_offered_another_time_may_cancel_however_late(
    scene: Scene, asked: Person
) -> None:
    await scene.change_policies(cancel_lock_minutes=7 * 24 * 60)
    await tap(asked, CancelFromNotification)
    await tap(asked, CancelVisitTap)
    assert CANCELLED in asked.screen.text


async def test_an_unanswered_offer_is_asked_again_then_told_to_the_admins(
    scene: Scene, kim: Person, asked: Person
) -> None:
    scene.clock.moment = NOW + timedelta(hours=4)
    await scene.bot.deliver()
    assert AGAIN in asked.screen.text
    scene.clock.moment = NOW + timedelta(hours=24)
    async with scene.bot.container() as request:
        assert await (await request.get(ExpireProposals)).execute() == 1
    await scene.bot.deliver()
    assert "No answer to the new time" in told(kim)
    assert await status_of(scene) == ("confirmed", OLD)
    await tap(asked, AcceptOffer)
    assert "does not stand any more" in asked.screen.text


async def test_an_answered_offer_is_not_asked_again(scene: Scene, asked: Person) -> None:
    await tap(asked, DeclineOffer)
    scene.clock.moment = NOW + timedelta(hours=5)
    await scene.bot.deliver()
    assert not [message for message in asked.chat.from_bot if AGAIN in message.text]


async def test_a_second_answer_finds_the_offer_over(scene: Scene, asked: Person) -> None:
    question = asked.screen
    (accept,), (keep,) = data_of(AcceptOffer, question), data_of(DeclineOffer, question)
    await asked.tap_data(keep)
    await asked.tap_data(accept)
    assert "does not stand any more" in asked.screen.text
    await asked.tap_data(keep)
    assert "does not stand any more" in asked.screen.text
    assert await status_of(scene) == ("confirmed", OLD)


@pytest.mark.parametrize(
    "kind", [AcceptOffer, DeclineOffer, MoveFromNotification, CancelFromNotification]
)
async def test_the_buttons_of_an_offer_do_nothing_for_a_stranger(
    scene: Scene, asked: Person, kind: type[CallbackData]
) -> None:
    (data,) = data_of(kind, asked.screen)
    mallory = await scene.welcome("Mallory")
    await mallory.tap_data(data)
    assert NO_SUCH_VISIT in mallory.screen.text
    assert await status_of(scene) == ("reschedule_proposed", OLD)


async def test_the_card_in_the_chat_asks_the_same(scene: Scene, asked: Person) -> None:
    await asked.start()
    await asked.send("/visits")
    await tap(asked, OpenVisit)
    assert "We offer you" in asked.screen.text
    await tap(asked, AcceptOffer)
    assert await status_of(scene) == ("confirmed", NEW)


async def test_the_master_of_the_visit_offers_too(scene: Scene, anna: Person) -> None:
    mia = await hire(scene, "Mia", master=scene.salon.mia)
    await to_offer(mia)
    await tap(mia, SendOffer)
    assert await status_of(scene) == ("reschedule_proposed", OLD)


async def test_another_master_and_clients_see_nothing_of_it(scene: Scene, anna: Person) -> None:
    tom = await hire(scene, "Tom", master=scene.salon.tom)
    await tom.send("/visit 1")
    assert NO_SUCH_NUMBER in tom.screen.text
    await anna.send("/visit 1")
    assert UNKNOWN_COMMAND in anna.screen.text
    await anna.tap_data("svisit:1")
    assert STAFF_ONLY in anna.screen.text
    await anna.start()
    await anna.tap_data(SendOffer().pack())
    await anna.tap_data(ProposeTimeTap(booking_id=1).pack())
    assert await status_of(scene) == ("confirmed", OLD)


async def test_an_admin_who_is_none_any_more_offers_nothing(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await to_offer(kim)
    users = tables.users
    await scene.database.execute(users.update().values(is_admin=False))
    await tap(kim, SendOffer)
    assert STAFF_ONLY in kim.notices[-1].text
    assert MENU in kim.screen.text
    assert await status_of(scene) == ("confirmed", OLD)


async def test_a_time_that_is_taken_before_it_is_offered_leads_to_others(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await to_offer(kim)
    ben = await scene.welcome("Ben")
    await book(ben, NEW, scene.salon.haircut, master_id=scene.salon.mia)
    await tap(kim, SendOffer)
    assert TAKEN in kim.screen.text
    await tap(kim, ChooseStart)
    assert "Offer this time" in kim.screen.text
    await tap(kim, SendOffer)
    assert (await status_of(scene))[0] == "reschedule_proposed"


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "99999999999999999999", "²", "7"])
async def test_a_number_without_a_visit_is_answered_in_words(
    scene: Scene, kim: Person, number: str
) -> None:
    await kim.send(f"/visit {number}")
    assert "/visit and the number" in kim.screen.text or NO_SUCH_NUMBER in kim.screen.text
