"""The figures of small shops whose visits are few enough to be counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.payments.model import PaymentState
from domain.reporting.model import CustomerValue, LifetimeValue, Pipeline, Share, Turnout
from domain.shared.identity import RoleMissingError
from domain.shared.ids import LocationId
from domain.shared.money import Money
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from tests.support.database import DatabaseFactory, at
from tests.support.report_services import BOSS, Book, ReportServices

MONDAY = date(2030, 3, 4)
WEEK = DateRange(MONDAY, MONDAY + timedelta(days=6))


async def open_book(database: DatabaseFactory) -> tuple[LocationId, Book]:
    """Open a shop whose clients can cancel until an hour before, and clear its week."""
    shop = await database.open_location()
    service = await database.sell(shop)
    master = await database.hire(shop, service)
    return shop, Book(database, shop, service, master)


def keeper(database: DatabaseFactory) -> ReportServices:
    return ReportServices(database.engine, database.clock)


async def test_customers_are_worth_what_was_paid_for_visits_that_took_place_less_refunds(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann, bob, cid, dan = [await database.meet(name) for name in ("Ann", "Bob", "Cid", "Dan")]
    cut, colour = await book.visit(ann, at(9)), await book.visit(ann, at(9, day=1))
    await book.paid(cut, ann, 3000)  # at the venue
    await book.paid(
        colour, ann, 1000, provider="telegram", state=PaymentState.REFUNDED, refund_minor=400
    )  # a part of it went back
    await book.paid(await book.visit(bob, at(10)), bob, 2500)
    await book.visit(cid, at(11))  # came, and has not paid yet
    missed = await book.visit(dan, at(12), BookingStatus.NO_SHOW)
    await book.paid(missed, dan, 1500)  # a deposit that is kept is not realized by a visit
    failed = await book.visit(bob, at(13))
    await book.paid(failed, bob, 3000, state=PaymentState.FAILED)

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)
    customers = await keeper(database).get_metrics.list_customers(BOSS, shop, WEEK)

    # Ann 30.00 + 6.00, Bob 25.00, Cid nothing so far: 61.00 of three customers.
    assert metrics.lifetime_values == (LifetimeValue(3, Money(6100, "EUR")),)
    assert metrics.lifetime_values[0].average == Money(2033, "EUR")
    assert customers == (
        CustomerValue(ann.user_id, Money(3600, "EUR")),
        CustomerValue(bob.user_id, Money(2500, "EUR")),
        CustomerValue(cid.user_id, Money(0, "EUR")),
    )


async def test_money_about_to_go_back_is_not_counted_and_currencies_stay_apart(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    due = await book.visit(ann, at(9))
    await book.paid(due, ann, 3000, state=PaymentState.REFUND_DUE, refund_minor=1000)
    dear = await book.visit(ann, at(10), currency="CHF")
    await book.paid(dear, ann, 4000, currency="CHF")

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.lifetime_values == (
        LifetimeValue(1, Money(4000, "CHF")),
        LifetimeValue(1, Money(2000, "EUR")),
    )


async def test_retention_is_the_share_of_customers_with_another_visit_in_the_period_or_the_next(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann, bob, cid, dan, eve, fay = [await database.meet(n) for n in "abcdef"]
    await book.visit(ann, at(9))
    await book.visit(ann, at(9, day=3))  # again in the same week
    await book.visit(bob, at(10))
    await book.visit(bob, at(10, day=13), BookingStatus.CONFIRMED)  # on the last day of the next
    await book.visit(cid, at(11))
    await book.visit(cid, at(11, day=14), BookingStatus.CONFIRMED)  # a day too late
    await book.visit(dan, at(12))
    await book.visit(dan, at(12, day=8), BookingStatus.CANCELLED)
    await book.visit(eve, at(13, day=7))  # both in the next week: no customer of this one
    await book.visit(eve, at(13, day=8))
    await book.visit(fay, at(14), BookingStatus.NO_SHOW)  # never came
    await book.visit(fay, at(14, day=8))

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.retention == Share(2, 4)  # Ann and Bob, of Ann, Bob, Cid and Dan
    assert metrics.retention.percent == 50


async def test_no_show_rate_counts_who_stayed_away_and_who_cancelled_inside_the_lock_window(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    for hour in (9, 10, 11, 12):
        await book.visit(ann, at(hour))
    await book.visit(ann, at(9, day=1), BookingStatus.NO_SHOW)
    await book.visit(ann, at(9, day=2), BookingStatus.CONFIRMED)
    await book.cancelled(ann, at(9, day=3), at(8, day=3))  # the very minute the hour begins
    await book.cancelled(ann, at(10, day=3), at(8, 59, day=3))  # a minute before it
    await book.cancelled(ann, at(11, day=3), at(10, 30, day=3), was=BookingStatus.PENDING)
    await book.cancelled(
        ann, at(12, day=3), at(11, 30, day=3), was=BookingStatus.RESCHEDULE_PROPOSED
    )  # instead of another time that we wanted
    await book.cancelled(ann, at(15, day=3), at(14, 50, day=3), late_minutes=15)  # as we were
    await book.visit(ann, at(13, day=3), BookingStatus.EXPIRED)
    await book.visit(ann, at(14, day=3), BookingStatus.PENDING)
    await book.visit(ann, at(9, day=7), BookingStatus.NO_SHOW)  # next week

    turnout = (await keeper(database).get_metrics.execute(BOSS, shop, WEEK)).turnout

    assert turnout == Turnout(completed=4, no_shows=1, cancelled=4, late_cancels=1, undecided=1)
    assert turnout.no_show_rate == Share(2, 10)
    assert turnout.no_show_rate.percent == 20


async def test_no_visits_have_no_rates(database: DatabaseFactory) -> None:
    shop, _ = await open_book(database)

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.turnout == Turnout()
    assert metrics.turnout.no_show_rate.percent is None
    assert metrics.retention.percent is None
    assert metrics.lifetime_values == ()
    assert metrics.pipeline == ()


async def test_pipeline_tells_what_is_paid_of_coming_visits_and_what_is_not(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    whole = await book.visit(ann, at(9), BookingStatus.CONFIRMED, price_minor=5000)
    await book.paid(whole, ann, 5000)
    part = await book.visit(ann, at(10), BookingStatus.RESCHEDULE_PROPOSED, price_minor=4000)
    await book.paid(part, ann, 1000)
    unpaid = await book.visit(ann, at(11, day=50), BookingStatus.CONFIRMED, price_minor=2500)
    await book.paid(unpaid, ann, 2500, state=PaymentState.INVOICED)
    await book.visit(ann, at(12), BookingStatus.CONFIRMED, price_minor=700, currency="CHF")
    await book.visit(ann, at(13), BookingStatus.PENDING)
    await book.visit(ann, at(14), BookingStatus.CANCELLED)
    await book.visit(ann, at(7), BookingStatus.CONFIRMED)  # began an hour ago

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.pipeline == (
        Pipeline(1, Money(0, "CHF"), Money(700, "CHF")),
        Pipeline(3, Money(6000, "EUR"), Money(5500, "EUR")),
    )


async def test_a_visit_belongs_to_the_local_day_on_which_it_starts(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    last_minute = datetime(2030, 3, 10, 22, 59, tzinfo=UTC)  # Sunday, a minute to midnight
    for start_at, price in ((last_minute, 100), (last_minute + timedelta(hours=1), 1000)):
        visit = await book.visit(ann, start_at, minutes=30)
        await book.paid(visit, ann, price)

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.lifetime_values == (LifetimeValue(1, Money(100, "EUR")),)


async def test_other_locations_have_figures_of_their_own(database: DatabaseFactory) -> None:
    _, book = await open_book(database)
    other, _ = await open_book(database)
    ann = await database.meet()
    await book.paid(await book.visit(ann, at(9)), ann, 3000)
    await book.visit(ann, at(12), BookingStatus.CONFIRMED)

    metrics = await keeper(database).get_metrics.execute(BOSS, other, WEEK)

    assert metrics.turnout == Turnout()
    assert metrics.retention == Share(0, 0)
    assert (metrics.lifetime_values, metrics.pipeline) == ((), ())


async def test_a_deposit_and_the_rest_of_it_are_the_worth_of_one_visit(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    visit = await book.visit(ann, at(9))
    await book.paid(visit, ann, 1000, provider="telegram")
    await book.paid(visit, ann, 2000)

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)
    customers = await keeper(database).get_metrics.list_customers(BOSS, shop, WEEK)

    assert metrics.lifetime_values == (LifetimeValue(1, Money(3000, "EUR")),)
    assert customers == (CustomerValue(ann.user_id, Money(3000, "EUR")),)


async def test_the_pipeline_adds_no_currencies_up_and_owes_nothing_below_nothing(
    database: DatabaseFactory,
) -> None:
    shop, book = await open_book(database)
    ann = await database.meet()
    more = await book.visit(ann, at(9), BookingStatus.CONFIRMED, price_minor=2000)
    await book.paid(more, ann, 2500)  # the price went down since
    other = await book.visit(ann, at(10), BookingStatus.CONFIRMED, price_minor=1000)
    await book.paid(other, ann, 90000, currency="JPY")

    metrics = await keeper(database).get_metrics.execute(BOSS, shop, WEEK)

    assert metrics.pipeline == (Pipeline(2, Money(2500, "EUR"), Money(1000, "EUR")),)


async def test_figures_are_for_admins_only(database: DatabaseFactory) -> None:
    shop, _ = await open_book(database)
    ann = await database.meet()

    with pytest.raises(RoleMissingError):
        await keeper(database).get_metrics.execute(ann, shop, WEEK)
    with pytest.raises(RoleMissingError):
        await keeper(database).get_metrics.list_customers(ann, shop, WEEK)
