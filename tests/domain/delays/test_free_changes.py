"""Who is told that we run late may move or cancel, however near the visit is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.navigation.frames.booking import draft_of_move
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus, Visit
from domain.visit.policies import UNLOCKED, TooLateToMoveDenial, locks_of
from infra.db.tables import bookings
from tests.domain.booking.test_moves import Shop
from tests.support.database import POLICIES, DatabaseFactory, at
from tests.support.outcome_fixture import ADMINS
from tests.support.services import choice_of


class LateShop(Shop):
    """Mia will be a quarter of an hour late for Ann's visit on Tuesday at ten."""

    async def furnish(self) -> "LateShop":
        await super().furnish()
        await self.database.change_policies(
            self.location,
            min_advance_minutes=0,
            reschedule_lock_minutes=240,
            cancel_lock_minutes=240,
        )
        await self.delay(15)
        self.database.clock.moment = at(9, 40, day=1)
        return self

    async def delay(self, minutes: int) -> None:
        await self.database.change(bookings, self.visit, late_minutes=minutes)

    async def read(self) -> Visit:
        return await self.database.services().visit(self.visit)


@pytest.fixture
async def shop(database: DatabaseFactory) -> LateShop:
    return await LateShop(database).furnish()


async def test_a_visit_that_runs_late_is_moved_within_the_lock_window(shop: LateShop) -> None:
    await shop.move(at(12, day=1))
    assert (await shop.read()).starts_at == at(12, day=1)


async def test_what_is_offered_for_such_a_move_lies_within_the_lock_window_too(
    shop: LateShop,
) -> None:
    draft = draft_of_move(await shop.read())
    starts = await shop.database.services().starts(
        shop.location, draft.choice, at(9, day=1).date(), shop.visit
    )
    assert not draft.obeys_lock_window
    assert at(11, day=1) in starts
    preview = await shop.database.services().preview(
        shop.location,
        draft.choice,
        at(11, day=1),
        shop.visit,
        shop.ann,
        obeys_lock_window=draft.obeys_lock_window,
    )
    assert preview.items[0].start_at == at(11, day=1)
    await shop.move(at(11, day=1))


async def test_the_delay_is_void_after_a_move_and_the_rules_hold_again(shop: LateShop) -> None:
    await shop.move(at(12, day=1))
    visit = await shop.read()
    assert (visit.late_minutes, visit.is_free_to_change) == (0, False)
    assert draft_of_move(visit).obeys_lock_window
    with pytest.raises(TooLateToMoveDenial):
        await shop.move(at(14, day=1))


async def test_it_is_cancelled_within_the_lock_window(shop: LateShop) -> None:
    await shop.cancel()
    assert (await shop.read()).status is BookingStatus.CANCELLED


async def test_its_card_locks_nothing(shop: LateShop) -> None:
    card = await shop.database.services().card(shop.ann, shop.visit)
    assert card.locks == UNLOCKED
    await shop.delay(0)
    card = await shop.database.services().card(shop.ann, shop.visit)
    assert card.move_denial
    assert card.cancel_denial


async def test_it_is_coming_until_it_is_expected_to_begin(shop: LateShop) -> None:
    shop.database.clock.moment = at(10, 15, day=1) - timedelta.resolution
    assert (await shop.database.services().card(shop.ann, shop.visit)).is_coming
    shop.database.clock.moment = at(10, 15, day=1)
    assert not (await shop.database.services().card(shop.ann, shop.visit)).is_coming
    with pytest.raises(VisitNotActiveError):
        await shop.cancel()


async def test_who_is_there_can_neither_move_nor_cancel_any_more(shop: LateShop) -> None:
    shop.database.clock.moment = at(10, 5, day=1)
    await shop.database.change(bookings, shop.visit, arrived_at=at(10, 2, day=1))
    with pytest.raises(VisitNotActiveError):
        await shop.database.services().cancel(shop.ann, shop.visit)
    with pytest.raises(VisitNotActiveError):
        await shop.move(at(12, day=1))
    assert not (await shop.read()).is_free_to_change


async def test_what_a_reminder_offers_goes_by_the_same_rule(shop: LateShop) -> None:
    late = await shop.read()
    now = shop.database.clock.now()
    assert locks_of(late, now, POLICIES) == UNLOCKED
    await shop.delay(0)
    assert locks_of(await shop.read(), now, POLICIES) != UNLOCKED


async def test_another_visit_of_the_same_client_stays_locked(shop: LateShop) -> None:
    other = await shop.database.services().book(
        shop.ann, shop.location, choice_of(shop.cut, master_id=shop.leo), at(12, day=1)
    )
    with pytest.raises(TooLateToMoveDenial):
        await shop.database.services().move(shop.ann, other, at(14, day=1))
    (kept,) = await shop.database.rows(select(bookings.c.starts_at).where(bookings.c.id == other))
    assert kept.starts_at == at(12, day=1)


async def test_who_waits_past_the_agreed_time_can_still_be_offered_another(
    shop: LateShop,
) -> None:
    shop.database.clock.moment = at(10, 5, day=1)
    kim = replace(await shop.database.meet("Kim"), roles=ADMINS)
    services = shop.database.services()
    await services.get(ProposeTime).execute(ProposeTimeRequest(kim, shop.visit, at(15, day=1)))
    card = await services.card(shop.ann, shop.visit)
    assert card.proposal is not None
    assert card.proposal.expires_at == at(10, 15, day=1)
