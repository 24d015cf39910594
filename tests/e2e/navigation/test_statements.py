"""What opening a screen costs the database, counted at the bot's own connections."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.callbacks.booking import ChooseMaster, ConfirmBooking
from bot.callbacks.home import Back
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, DAYS
from tests.e2e.support.walks import ANYONE, tap, to_card, to_masters
from tests.support.database import at
from tests.support.query_log import queries_of, transactions_of

STATEMENTS_OF_THE_MONTH = 6
TRANSACTIONS_OF_A_BOOKING = 2
STATEMENTS_OF_A_BOOKING = 16


@pytest.mark.parametrize("masters", [2, 12])
async def test_the_month_takes_six_statements_at_most_for_any_number_of_masters(
    any_scene: Scene, masters: int
) -> None:
    scene, salon = any_scene, any_scene.salon
    for number in range(masters - 2):  # two are there
        await scene.database.hire(salon.location, salon.haircut, name=f"Master {number}")
    anna = await scene.welcome()
    await to_masters(anna, salon.haircut)
    engine = await scene.bot.container.get(AsyncEngine)
    for _ in ("cold", "warm"):
        with queries_of(engine) as statements:
            await tap(anna, ChooseMaster(master_id=ANYONE))
        assert DAYS in anna.screen.text
        assert 0 < len(statements) <= STATEMENTS_OF_THE_MONTH, "\n".join(statements)
        await tap(anna, Back)


async def test_book_now_is_two_transactions_who_it_is_and_the_booking_with_its_card(
    scene: Scene,
) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    engine = await scene.bot.container.get(AsyncEngine)
    with queries_of(engine) as statements, transactions_of(engine) as transactions:
        await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    assert len(transactions) == TRANSACTIONS_OF_A_BOOKING
    assert len(statements) <= STATEMENTS_OF_A_BOOKING, "\n".join(statements)
