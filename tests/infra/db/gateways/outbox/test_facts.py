"""What messages remember is read back as it was written, in the format of the rows there are."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.booking.messages import MovedFacts
from domain.checkout.messages import (
    ChargeFacts,
    ExtraMoneyFacts,
    LateMoneyFacts,
    PaymentFacts,
    RefundFacts,
)
from domain.clients.messages import JoinedFacts
from domain.correspondence.messages import VisitMessageFacts
from domain.delays.messages import DelayFacts
from domain.notifications.content.messages import FailureFacts
from domain.notifications.kinds import KINDS
from domain.outbox.message import NO_FACTS, Facts, MessageKind
from domain.outcomes.messages import OutcomeFacts, OutcomesFacts
from domain.payments.model import ChargeKind, Outcome
from domain.proposals.messages import NewTimeFacts, ProposalFacts
from domain.reminders.plan import ReminderFacts
from domain.reporting.due import DigestKind
from domain.reporting.queue_digests import DigestFacts
from domain.shared.ids import InvoiceRef, PaymentId, UserId
from domain.visit.correspondence import VisitMessageId
from domain.visit.messages import CancelledFacts, CardFacts
from domain.visit.proposals import ProposalAnswer
from infra.db.gateways.outbox.facts import facts_of, facts_values

AT = datetime(2030, 3, 6, 9, tzinfo=UTC)
WRITTEN = "2030-03-06T09:00:00+00:00"
MONEY: dict[str, str | int] = {"amount_minor": 700, "currency": "EUR"}
PAYMENT: dict[str, str | int] = {**MONEY, "payment_id": 3}

STORED: tuple[tuple[MessageKind, Facts, dict[str, str | int]], ...] = (
    (MessageKind.NO_SHOW, NO_FACTS, {}),
    (MessageKind.BOOKING_MOVED, MovedFacts(2, AT), {"version": 2, "old_start_at": WRITTEN}),
    (MessageKind.BOOKING_CANCELLED, CancelledFacts(), {}),
    (MessageKind.BOOKING_CANCELLED, CancelledFacts(0), {"refund_minor": 0}),
    (MessageKind.CARD_REFRESH, CardFacts(), {}),
    (MessageKind.HOLD_EXPIRED, CardFacts(InvoiceRef(101)), {"invoice_message_id": 101}),
    (
        MessageKind.PAYMENT_LATE_OFFER,
        LateMoneyFacts(700, "EUR", PaymentId(3), AT),
        {**PAYMENT, "refund_at": WRITTEN},
    ),
    (
        MessageKind.PAYMENT_DUPLICATE_REFUND,
        ExtraMoneyFacts(700, "EUR", PaymentId(3), Outcome.PAID_TWICE),
        {**PAYMENT, "reason": "paid_twice"},
    ),
    (MessageKind.PAYMENT_REFUNDED, PaymentFacts(700, "EUR", PaymentId(3)), PAYMENT),
    (
        MessageKind.REFUND_DUE,
        RefundFacts(700, "EUR", PaymentId(3), UserId(5)),
        {**PAYMENT, "client_id": 5},
    ),
    (
        MessageKind.REFUND_DUE,
        RefundFacts(700, "EUR", PaymentId(3), UserId(5), is_tried_on=True),
        {**PAYMENT, "client_id": 5, "is_tried_on": 1},
    ),
    (
        MessageKind.PAYMENT_UNMATCHED,
        ChargeFacts(700, "EUR", Outcome.STUCK, ChargeKind.PAID, "ch_1", 77),
        {
            **MONEY,
            "reason": "stuck",
            "charge_kind": "paid",
            "telegram_charge_id": "ch_1",
            "payer_telegram_id": 77,
        },
    ),
    (
        MessageKind.DELIVERY_FAILED,
        FailureFacts(MessageKind.REMINDER, UserId(5)),
        {"told": "reminder", "user_id": 5},
    ),
    (MessageKind.CLIENT_JOINED, JoinedFacts(UserId(5)), {"user_id": 5}),
    (MessageKind.REMINDER, ReminderFacts(AT, 60), {"start_at": WRITTEN, "lead_minutes": 60}),
    (
        MessageKind.REMINDER,
        ReminderFacts(AT, 60, AT, AT, AT),
        {
            "start_at": WRITTEN,
            "lead_minutes": 60,
            "until": WRITTEN,
            "quiet_from_at": WRITTEN,
            "quiet_until_at": WRITTEN,
        },
    ),
    (
        MessageKind.TIME_PROPOSED,
        ProposalFacts(AT, AT, AT, with_any_master=False, is_displaced=True),
        {
            "start_at": WRITTEN,
            "offered_at": WRITTEN,
            "expires_at": WRITTEN,
            "with_any_master": 0,
            "is_displaced": 1,
        },
    ),
    (
        MessageKind.NEEDS_NEW_TIME,
        NewTimeFacts(AT, is_soon=True),
        {"start_at": WRITTEN, "is_soon": 1},
    ),
    (
        MessageKind.NEEDS_NEW_TIME,
        NewTimeFacts(AT, why=ProposalAnswer.EXPIRED),
        {"start_at": WRITTEN, "why": "lapsed"},
    ),
    (
        MessageKind.OUTCOME_ASKED,
        OutcomeFacts(AT, "outcomes:1"),
        {"start_at": WRITTEN, "asked_with": "outcomes:1"},
    ),
    (MessageKind.OUTCOMES_ASKED, OutcomesFacts(4), {"count": 4}),
    (
        MessageKind.RUNNING_LATE,
        DelayFacts(AT, 15, AT),
        {"start_at": WRITTEN, "minutes": 15, "until": WRITTEN},
    ),
    (MessageKind.VISIT_MESSAGE, VisitMessageFacts(VisitMessageId(9)), {"message_id": 9}),
    (
        MessageKind.DIGEST,
        DigestFacts(date(2030, 3, 4), DigestKind.WEEK),
        {"day": "2030-03-04", "kind": "week"},
    ),
)


@pytest.mark.parametrize(("kind", "facts", "values"), STORED)
def test_facts_are_stored_and_read(
    kind: MessageKind, facts: Facts, values: dict[str, str | int]
) -> None:
    assert facts_values(facts) == values
    assert facts_of(kind, values) == facts


def test_every_kind_that_remembers_something_is_tried() -> None:
    assert {type(facts) for _, facts, _ in STORED} == {kind.facts for kind in KINDS.values()}
    tried = {
        (type(facts), one.name)
        for _, facts, values in STORED
        for one in fields(facts)
        if getattr(facts, one.name) != one.default
    }
    assert tried == {
        (kind.facts, one.name) for kind in KINDS.values() for one in fields(kind.facts)
    }


def test_moments_are_stored_in_utc() -> None:
    there = AT.astimezone(timezone(timedelta(hours=2)))
    assert facts_values(MovedFacts(2, there))["old_start_at"] == WRITTEN


def test_facts_that_cannot_be_read_are_none() -> None:
    assert facts_of(MessageKind.REMINDER, {"start_at": "soon"}) == NO_FACTS
