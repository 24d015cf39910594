"""Several people want the same time at the same moment."""

from datetime import datetime

from bot.callbacks.booking import (
    ChooseDay,
    ChooseMasterOfService,
    ChooseStart,
    ConfirmBooking,
    OpenBooking,
    ServicesChosenTap,
    TakeAlternative,
    TickService,
)
from bot.callbacks.home import Back
from bot.callbacks.values import minute_of, moment_of
from bot.callbacks.visits import MoveVisit
from demo.simulator import Person
from domain.shared.ids import MasterId
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CARD, TAKEN
from tests.e2e.support.walks import ANYONE, book, data_of, tap, to_card
from tests.e2e.support.ways_to_views import go
from tests.support.database import at


async def _on_the_card(
    scene: Scene, *names: str, start_at: datetime, master_id: MasterId = ANYONE
) -> list[Person]:
    """Let people come, who all have the same time on the card before them."""
    people = [await scene.welcome(name) for name in names]
    for person in people:
        await to_card(person, start_at, scene.salon.haircut, master_id=master_id)
    return people


async def _confirm_at_once(scene: Scene, people: list[Person]) -> tuple[list[Person], list[Person]]:
    """Let all tap at once; return who got the time and who did not."""
    for person in people:
        await person.tap_data(data_of(ConfirmBooking, person.screen)[0], wait=False)
    await scene.simulator.settle()
    winners = [person for person in people if BOOKED in person.screen.text]
    return winners, [person for person in people if TAKEN in person.screen.text]


async def test_one_of_two_gets_the_time_and_the_other_an_alternative_in_one_tap(
    scene: Scene,
) -> None:
    people = await _on_the_card(scene, "Anna", "Ben", start_at=at(10), master_id=scene.salon.mia)
    winners, (loser,) = await _confirm_at_once(scene, people)
    assert len(winners) == 1
    assert await scene.count() == 1
    assert data_of(TakeAlternative, loser.screen)

    await tap(loser, TakeAlternative)
    assert BOOKED in loser.screen.text
    first, second = await scene.items()
    assert first.master_id == second.master_id == scene.salon.mia
    assert first.end_at <= second.start_at or second.end_at <= first.start_at


async def test_any_master_serves_as_many_as_there_are_masters(scene: Scene) -> None:
    people = await _on_the_card(scene, "Anna", "Ben", "Cleo", start_at=at(10))
    winners, (loser,) = await _confirm_at_once(scene, people)
    assert len(winners) == 2
    items = await scene.items()
    assert {item.master_id for item in items} == {scene.salon.mia, scene.salon.tom}
    await tap(loser, TakeAlternative)
    assert BOOKED in loser.screen.text
    assert await scene.count() == 3


async def test_alternatives_are_the_nearest_and_free(scene: Scene) -> None:
    people = await _on_the_card(scene, "Anna", "Ben", start_at=at(12), master_id=scene.salon.mia)
    _, (loser,) = await _confirm_at_once(scene, people)
    offered = [TakeAlternative.unpack(data) for data in data_of(TakeAlternative, loser.screen)]
    starts = [moment_of(alternative.minute) for alternative in offered]
    assert starts == [at(10), at(10, 30), at(11), at(13), at(13, 30)]


async def test_an_alternative_that_is_taken_too_leads_to_further_ones(scene: Scene) -> None:
    people = await _on_the_card(scene, "Anna", "Ben", start_at=at(10), master_id=scene.salon.mia)
    _, (loser,) = await _confirm_at_once(scene, people)
    wanted = TakeAlternative.unpack(data_of(TakeAlternative, loser.screen)[0])
    cleo = await scene.welcome("Cleo")
    await book(cleo, moment_of(wanted.minute), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(loser, wanted)
    assert TAKEN in loser.screen.text
    await tap(loser, TakeAlternative)
    assert BOOKED in loser.screen.text
    assert await scene.count() == 3


async def test_whoever_looks_at_the_card_later_is_offered_the_nearest_times(scene: Scene) -> None:
    anna, ben = await scene.welcome(), await scene.welcome("Ben")
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await anna.send("/help")
    await tap(anna, Back)
    assert TAKEN in anna.screen.text
    await tap(anna, ChooseStart)
    assert CARD in anna.screen.text
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text


async def test_a_move_into_a_time_that_was_just_taken_keeps_the_old_one(scene: Scene) -> None:
    salon = scene.salon
    anna, ben = await scene.welcome(), await scene.welcome("Ben")
    await book(anna, at(10), salon.haircut, master_id=salon.mia)
    day, start = ChooseDay(ordinal=at(15).toordinal()), ChooseStart(minute=minute_of(at(15)))
    await go(anna, [MoveVisit, day, start])
    await book(ben, at(15), salon.haircut, master_id=salon.mia)
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    assert at(10) in {item.start_at for item in await scene.items()}
    await tap(anna, TakeAlternative)
    assert BOOKED in anna.screen.text
    assert at(10) not in {item.start_at for item in await scene.items()}
    assert await scene.count() == 2


async def test_a_time_between_two_masters_goes_to_one_client_whole(scene: Scene) -> None:
    """A visit of two services is booked with both of its masters, or not at all."""
    salon = scene.salon
    people = [await scene.welcome(name) for name in ("Anna", "Ben")]
    for person in people:
        await go(person, [OpenBooking, TickService(service_id=salon.haircut, on=True)])
        await go(person, [TickService(service_id=salon.massage, on=True), ServicesChosenTap])
        await go(person, [ChooseMasterOfService(position=0, master_id=salon.tom)])
        await go(person, [ChooseMasterOfService(position=1, master_id=salon.lea), ChooseDay])
        await tap(person, ChooseStart(minute=minute_of(at(11))))
    winners, losers = await _confirm_at_once(scene, people)
    assert (len(winners), len(losers)) == (1, 1)
    assert len(await scene.items()) == 2
