"""Reminders, offers of another time, and a visit as the staff see it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.callbacks.changes import (
    AcceptOffer,
    CancelFromNotification,
    ChooseCause,
    ConfirmVisit,
    DeclineOffer,
    MoveFromNotification,
    WithAnyMaster,
)
from bot.callbacks.values import minute_of
from bot.callbacks.visit_card import OpenStaffVisit, ProposeTimeTap, ShowVisitInGroup
from bot.fsm.booking import BookingState
from bot.handlers.admin_group.client_view import render_client_for_one, staff_visit_alert
from bot.handlers.booking.month_view import index_of, render_month
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.notifications.render import render_notification
from bot.ui.screen import Screen
from domain.notifications.content.contents import ChangeableContent
from domain.outbox.message import Audience, MessageKind
from domain.payments.model import PaymentState
from domain.shared.identity import Role
from domain.visit import reasons
from domain.visit.model import BookingStatus
from domain.visit.policies import Locks, TooLateToCancelDenial, TooLateToMoveDenial
from domain.visit.proposals import ProposalAnswer
from domain.visit.reasons import CancelReason
from tests.bot.support.salon import DEPOSIT, NOW, TODAY, Salon, payment
from tests.bot.support.visit_screens import (
    LINK,
    NUMBER,
    PHONE,
    TO_ADMINS,
    line,
    notification_of,
    proposal,
    staff_card,
    telling,
)
from tests.support.ids import ID
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()
START = minute_of(SALON.visit().starts_at)


def taps_of(screen: Screen) -> list[object]:
    return [button.tap for button in buttons_of(screen) if button.tap]


def test_a_reminder_can_be_answered_with_yes_move_and_cancel() -> None:
    screen = render_notification(notification_of(SALON, MessageKind.REMINDER), localizer())
    assert text_of(screen).startswith("🔔 Your visit is coming up")
    assert "Friday, November 27, 2026" in text_of(screen)
    assert taps_of(screen) == [
        ConfirmVisit(booking_id=ID, minute=START),
        MoveFromNotification(booking_id=ID),
        CancelFromNotification(booking_id=ID),
    ]


OFFER_TAPS = [
    AcceptOffer(booking_id=ID, minute=minute_of(proposal(SALON).start_at)),
    DeclineOffer(booking_id=ID),
    MoveFromNotification(booking_id=ID),
    CancelFromNotification(booking_id=ID),
]


@pytest.mark.parametrize("kind", [MessageKind.TIME_PROPOSED, MessageKind.PROPOSAL_REPEATED])
def test_another_time_can_be_taken_declined_replaced_or_cancelled(kind: MessageKind) -> None:
    screen = render_notification(notification_of(SALON, kind), localizer())
    assert "We offer you Sat, Nov 28, 3:00" in text_of(screen)
    assert "your visit stays as it is" in text_of(screen)
    assert taps_of(screen) == OFFER_TAPS


def test_who_is_displaced_reads_why_and_what_becomes_of_the_old_time() -> None:
    screen = render_notification(
        telling(notification_of(SALON, MessageKind.TIME_PROPOSED), is_displaced=1), localizer()
    )
    card = replace(
        SALON.card(BookingStatus.RESCHEDULE_PROPOSED),
        proposal=replace(proposal(SALON), is_displaced=True),
    )
    for text in (text_of(screen), text_of(render_visit(card, NOW, localizer()))):
        assert "cannot be there for you at the time" in text
        assert "we will get in touch" in text
        assert "stays as it is" not in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"why": ProposalAnswer.DECLINED}, "keeps the time"),
        ({"why": ProposalAnswer.EXPIRED}, "has not answered"),
        ({"is_soon": True}, "begins soon"),
        ({}, "could not ask"),
    ],
)
def test_the_admins_read_why_a_client_is_to_be_phoned(facts: dict[str, object], words: str) -> None:
    toast = telling(notification_of(SALON, MessageKind.NEEDS_NEW_TIME), **facts)
    assert words in text_of(render_notification(toast, localizer()))


def test_a_master_reads_that_a_client_comes_all_the_same() -> None:
    told = telling(notification_of(SALON, MessageKind.NEEDS_NEW_TIME), why=ProposalAnswer.DECLINED)
    screen = render_notification(replace(told, audience=Audience.MASTER), localizer())
    assert "while you are away" in text_of(screen)
    assert "keeps this one" in text_of(screen)
    assert taps_of(screen) == [OpenStaffVisit(booking_id=ID)]


def test_the_card_of_a_visit_asks_the_same() -> None:
    card = replace(SALON.card(BookingStatus.RESCHEDULE_PROPOSED), proposal=proposal(SALON))
    screen = render_visit(card, NOW, localizer())
    assert "We offer you Sat, Nov 28" in text_of(screen)
    assert taps_of(screen) == OFFER_TAPS


@pytest.mark.parametrize("kind", TO_ADMINS)
def test_news_of_a_visit_open_it_for_an_admin_and_in_the_group_for_one_alone(
    kind: MessageKind,
) -> None:
    private = render_notification(notification_of(SALON, kind), localizer())
    group = render_notification(notification_of(SALON, kind, is_group=True), localizer())
    assert taps_of(private) == [OpenStaffVisit(booking_id=ID)]
    assert taps_of(group) == [ShowVisitInGroup(booking_id=ID)]
    assert PHONE in text_of(private)
    assert PHONE not in text_of(group) + "".join(labels_of(group))


def test_each_kind_of_news_has_its_own_heading() -> None:
    headings = {
        text_of(render_notification(notification_of(SALON, kind), localizer())).partition("\n")[0]
        for kind in TO_ADMINS
    }
    assert len(headings) == len(TO_ADMINS)


def test_the_staff_see_the_client_the_phone_and_that_they_will_come() -> None:
    screen = render_staff_visit(staff_card(SALON, note="No music"), localizer())
    assert text_of(screen).startswith(f"🗂 Visit {NUMBER} · booked")
    assert f"👤 Anna · {PHONE}" in text_of(screen)
    assert "👍 Will come, said Fri, Nov 20" in text_of(screen)
    assert "📝 No music" in text_of(screen)
    assert ProposeTimeTap(booking_id=NUMBER) in taps_of(screen)
    assert [button.copy_text for button in buttons_of(screen) if button.copy_text] == [PHONE]


@pytest.mark.parametrize(
    ("status", "state", "changes", "words"),
    [
        (
            BookingStatus.PENDING,
            PaymentState.INVOICED,
            {"hold_expires_at": NOW},
            "👉 To be paid in advance until 10:30 AM: €20",
        ),
        (
            BookingStatus.CONFIRMED,
            PaymentState.PAID,
            {"paid": DEPOSIT},
            "✔️ Paid: €20, left to pay: €50",
        ),
        (
            BookingStatus.EXPIRED,
            PaymentState.REFUND_DUE,
            {"money_waits_until": NOW},
            "💸 €20 came too late and waits: the client can choose another time until 10:30 AM",
        ),
        (BookingStatus.CANCELLED, PaymentState.REFUND_DUE, {}, "💸 Goes back: €20"),
        (BookingStatus.CANCELLED, PaymentState.REFUNDED, {}, "💸 Went back: €20"),
        (BookingStatus.CANCELLED, PaymentState.PAID, {"paid": DEPOSIT}, "Paid and kept: €20"),
    ],
)
def test_the_staff_see_where_the_money_stands(
    status: BookingStatus, state: PaymentState, changes: dict[str, Any], words: str
) -> None:
    card = staff_card(SALON, status)
    visit = replace(card.visit, deposit=DEPOSIT, **changes)
    screen = render_staff_visit(replace(card, visit=visit, payment=payment(state)), localizer())
    assert words in text_of(screen).replace("\u202f", " ")


def test_a_visit_that_nobody_has_marked_says_so_to_the_staff() -> None:
    screen = render_staff_visit(staff_card(SALON, is_coming=False), localizer())
    assert text_of(screen).startswith(f"🗂 Visit {NUMBER} · ❔ not marked yet")


def test_a_reminder_offers_what_can_still_be_done_and_says_until_when_the_rest_could() -> None:
    locks = Locks(TooLateToMoveDenial(24 * 60), TooLateToCancelDenial(24 * 60))
    told = notification_of(SALON, MessageKind.REMINDER)
    (content,) = told.contents
    assert isinstance(content, ChangeableContent)
    late = replace(told, contents=(replace(content, locks=locks),))
    screen = render_notification(late, localizer())
    assert taps_of(screen) == [ConfirmVisit(booking_id=ID, minute=START)]
    assert "🔒 Until Thu, Nov 26, 10:00" in text_of(screen).replace("\u202f", " ")
    assert "tell us directly" in text_of(screen)
    assert "🧭 Directions" in labels_of(screen)


def test_a_client_without_a_phone_has_none_to_copy() -> None:
    screen = render_staff_visit(staff_card(SALON, phone=None, is_coming=False), localizer())
    assert not any(button.copy_text for button in buttons_of(screen))


@pytest.mark.parametrize("status", sorted(set(BookingStatus) - {BookingStatus.CONFIRMED}))
def test_another_time_is_offered_for_a_confirmed_visit_alone(status: BookingStatus) -> None:
    taps = taps_of(render_staff_visit(staff_card(SALON, status), localizer()))
    assert not any(isinstance(tap, ProposeTimeTap) for tap in taps)


def test_the_history_tells_who_did_what_when_and_why() -> None:
    history = (
        line(BookingStatus.PENDING),
        line(BookingStatus.CONFIRMED, reasons.moved(NOW, NOW + timedelta(hours=3))),
        line(BookingStatus.RESCHEDULE_PROPOSED, reasons.offered(NOW), role=Role.ADMIN, staff="Kim"),
        line(BookingStatus.CONFIRMED, reasons.ProgramReason.NO_ANSWER, role=None),
        line(BookingStatus.CANCELLED, CancelReason.UNWELL),
        line(BookingStatus.CANCELLED, "The <b>dog</b> ate my shoes"),
    )
    text = text_of(render_staff_visit(staff_card(SALON, history=history), localizer()))
    told = [part.partition(" · ")[2] for part in text.partition("History\n")[2].split("\n")]
    assert [what.replace("\u202f", " ") for what in told] == [
        "held · client",
        "moved to Fri, Nov 20, 1:30 PM · client",
        "offered Fri, Nov 20, 10:30 AM · Kim",
        "booked · the program · no answer to our offer",
        "cancelled · client · I am not well",
        "cancelled · client · The <b>dog</b> ate my shoes",
    ]


def test_in_a_group_one_admin_sees_the_client_in_a_message_or_an_alert() -> None:
    card = staff_card(SALON)
    screen = render_client_for_one(card, localizer(), LINK)
    assert PHONE in text_of(screen)
    assert f"Visit {NUMBER} · booked" in text_of(screen)
    assert "Price: €70" in text_of(screen)
    assert buttons_of(screen)[0].url == LINK
    alert = staff_visit_alert(staff_card(SALON, name="A" * 300), localizer())
    assert len(alert) <= 200
    assert staff_visit_alert(card, localizer()).endswith(f" · Anna · {PHONE} · /visit {NUMBER}")


def test_a_reason_is_chosen_taken_back_or_ones_own() -> None:
    chosen = render_ask_cancel(SALON.card(), localizer(), cause=CancelReason.UNWELL)
    assert "✓ I am not well" in labels_of(chosen)
    assert ChooseCause(cause=None) in taps_of(chosen)
    own = render_ask_cancel(SALON.card(), localizer(), cause="<i>The dog</i>")
    assert "Your reason:\n<i>The dog</i>" in text_of(own)
    assert not any(label.startswith("✓") for label in labels_of(own))


def test_a_visit_that_is_moved_can_be_with_anybody_an_offer_cannot() -> None:
    masters = [SALON.master(0).id]
    move = SALON.draft(BookingState.DAY, master_ids=masters, is_move=True)
    for draft, on in ((move, True), (move.model_copy(update={"master_ids": (None,)}), False)):
        screen = render_month(SALON.open_days(), draft, index_of(TODAY), localizer())
        assert taps_of(screen)[-1] == WithAnyMaster(on=on)
    for draft in (
        SALON.draft(BookingState.DAY, master_ids=masters),
        move.model_copy(update={"is_offer": True}),
    ):
        screen = render_month(SALON.open_days(), draft, index_of(TODAY), localizer())
        assert not any(isinstance(tap, WithAnyMaster) for tap in taps_of(screen))
