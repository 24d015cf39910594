from datetime import timedelta

import pytest

from domain.notifications.retry import (
    JITTER,
    LONGEST_PAUSE_S,
    MAX_ATTEMPTS,
    GiveUp,
    RetryAt,
    decide,
)
from domain.outbox.errors import DeliveryFailedError, RecipientGoneError
from tests.support.database import NOW

FAILED = DeliveryFailedError("network")


def pause_s(attempt: int, key: str = "a") -> float:
    decision = decide(FAILED, key, attempt, NOW)
    assert isinstance(decision, RetryAt)
    assert decision.counts
    return (decision.at - NOW).total_seconds()


def test_pauses_double_up_to_the_longest() -> None:
    for attempt in range(1, MAX_ATTEMPTS):
        shortest = min(5.0 * 2 ** (attempt - 1), LONGEST_PAUSE_S)
        assert shortest <= pause_s(attempt) <= shortest * (1 + JITTER)


def test_messages_that_failed_together_are_not_tried_together() -> None:
    assert len({pause_s(1, key) for key in "abcdefgh"}) == 8


def test_the_same_failure_is_decided_the_same_way() -> None:
    assert pause_s(3) == pause_s(3)


def test_after_the_last_attempt_it_is_given_up() -> None:
    assert decide(FAILED, "a", MAX_ATTEMPTS, NOW) == GiveUp()


def test_more_than_an_hour_of_failures_is_lived_through() -> None:
    assert sum(pause_s(attempt) for attempt in range(1, MAX_ATTEMPTS)) > 3600


def test_who_is_gone_is_not_tried_again() -> None:
    assert decide(RecipientGoneError("blocked"), "a", 1, NOW) == GiveUp()


@pytest.mark.parametrize("attempt", [1, MAX_ATTEMPTS, MAX_ATTEMPTS + 1])
def test_who_was_told_to_wait_waits_as_long_and_it_does_not_count(attempt: int) -> None:
    decision = decide(DeliveryFailedError("flood", 30), "a", attempt, NOW)
    assert isinstance(decision, RetryAt)
    assert not decision.counts
    assert timedelta(seconds=30) <= decision.at - NOW <= timedelta(seconds=30 * (1 + JITTER))
