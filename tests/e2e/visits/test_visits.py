"""My visits: the list and its pages."""

from bot.callbacks.home import Page
from bot.callbacks.visits import (
    AskCancel,
    CancelVisitTap,
    MoveVisit,
    OpenVisit,
    OpenVisits,
    ShowVisits,
)
from demo.simulator import Person
from domain.shared.ids import BookingId
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import NO_VISITS
from tests.e2e.support.walks import book, data_of, tap, to_visit
from tests.support.database import at


async def _book_days(scene: Scene, anna: Person, *days: int) -> None:
    for day in days:
        await anna.start()
        await book(anna, at(10, day=day), scene.salon.haircut)


async def test_without_visits_the_list_offers_to_book(anna: Person) -> None:
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text
    await tap(anna, ShowVisits)
    assert "No past visits" in anna.screen.text


async def test_the_list_has_pages_of_coming_visits(scene: Scene, anna: Person) -> None:
    await _book_days(scene, anna, 0, 1, 2, 3, 4, 7)
    await anna.start()
    await tap(anna, OpenVisits)
    assert len(data_of(OpenVisit, anna.screen)) == 5
    await tap(anna, Page(number=1))
    (sixth,) = data_of(OpenVisit, anna.screen)
    assert anna.screen.button(sixth).text.startswith("Mon, Mar 11")
    await tap(anna, Page(number=0))
    assert len(data_of(OpenVisit, anna.screen)) == 5


async def test_a_visit_passes_from_the_coming_to_the_past(scene: Scene, anna: Person) -> None:
    await _book_days(scene, anna, 0, 1)
    scene.clock.advance(hours=6)
    await anna.start()
    await tap(anna, OpenVisits)
    assert len(data_of(OpenVisit, anna.screen)) == 1
    await tap(anna, ShowVisits)
    assert "Mon, Mar 4, 2030" in anna.screen.text
    await tap(anna, OpenVisit)
    assert "has begun or is over" in anna.screen.text
    assert not data_of(MoveVisit, anna.screen)
    assert not data_of(AskCancel, anna.screen)


async def test_nobody_sees_the_visits_of_another(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    ben = await scene.welcome("Ben")
    await tap(ben, OpenVisits)
    assert NO_VISITS in ben.screen.text


async def test_a_cancelled_visit_stands_among_the_past_ones(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    await anna.start()
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text
    await tap(anna, ShowVisits)
    assert "cancelled" in anna.screen.text


async def test_a_visit_is_found_again_from_the_menu(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    booked = anna.screen.text
    (booking,) = await scene.bookings()
    await to_visit(anna, BookingId(booking.id))
    assert anna.screen.text == booked


async def test_visits_of_two_lengths_are_listed_by_their_start(scene: Scene, anna: Person) -> None:
    await book(anna, at(15), scene.salon.haircut)
    await anna.start()
    await book(anna, at(10), scene.salon.colouring)
    await anna.start()
    await tap(anna, OpenVisits)
    assert anna.screen.text.index("10:00") < anna.screen.text.index("3:00")
