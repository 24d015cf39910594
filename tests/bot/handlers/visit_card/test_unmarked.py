"""The list of visits of which nobody has said what became of them."""

from datetime import UTC, datetime

from bot.callbacks.home import Page
from bot.handlers.visit_card.unmarked_view import render_unmarked
from domain.catalog.model import Label
from domain.outcomes.list_unmarked import UnmarkedPage
from domain.shared.ids import BookingId
from domain.visit.staff_ports import UnmarkedVisit
from tests.support.reading import localizer

VISIT = UnmarkedVisit(BookingId(7), datetime(2030, 3, 4, 10, tzinfo=UTC), "Ann")
AT_MIAS = UnmarkedVisit(
    VISIT.booking_id, VISIT.start_at, "Ann Berger", Label("Mia"), Label("Salon Sonne")
)


def test_a_line_tells_when_whose_to_whom_and_where() -> None:
    screen = render_unmarked(UnmarkedPage((VISIT, AT_MIAS), 0, 1, 2), localizer())
    assert [row[0].label for row in screen.rows] == [
        "Mon, Mar 4, 10:00\u202fAM · Ann",
        "Mon, Mar 4, 10:00\u202fAM · Ann Berger · Mia · Salon Sonne",
    ]


def test_it_says_how_many_there_are_and_leads_to_the_other_pages() -> None:
    screen = render_unmarked(UnmarkedPage((VISIT,), 1, 3, 21), localizer())
    assert "21 visits" in screen.text
    assert "Page 2 of 3" in screen.text
    assert [button.tap for button in screen.rows[-1]] == [Page(number=0), Page(number=2)]


def test_where_all_is_marked_it_says_so() -> None:
    screen = render_unmarked(UnmarkedPage((), 0, 1, 0), localizer())
    assert "Every visit is marked" in screen.text
    assert screen.rows == ()
