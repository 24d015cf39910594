"""The schedule of a location's digests, and the changes an admin can make; pure functions."""

from dataclasses import dataclass, replace

from domain.schedule.model import PolicySet

USUAL_HOUR = 9


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """The local hour of digests, and their kinds: daily, weekly, both or none."""

    hour: int
    is_daily: bool
    weekday: int | None


@dataclass(frozen=True, slots=True)
class DigestHourChange:
    """Send digests at this local hour, 0 to 23."""

    hour: int


@dataclass(frozen=True, slots=True)
class DailyDigestChange:
    """Send a digest every day, or no daily digest."""

    is_wanted: bool


@dataclass(frozen=True, slots=True)
class WeeklyDigestChange:
    """Send a digest of the week on this weekday (Monday is 0), or no weekly digest."""

    weekday: int | None


DigestPlanChange = DigestHourChange | DailyDigestChange | WeeklyDigestChange


def choice_of(policies: PolicySet) -> DigestChoice:
    """Return the choice stored in the rules; without an hour there are no digests."""
    if policies.digest_hour is None:
        return DigestChoice(USUAL_HOUR, is_daily=False, weekday=None)
    return DigestChoice(policies.digest_hour, policies.digest_is_daily, policies.digest_weekday)


def changed(choice: DigestChoice, change: DigestPlanChange) -> DigestChoice:
    """Return the choice after a change."""
    match change:
        case DigestHourChange(hour):
            return replace(choice, hour=hour)
        case DailyDigestChange(is_wanted):
            return replace(choice, is_daily=is_wanted)
        case WeeklyDigestChange(weekday):
            return replace(choice, weekday=weekday)


def with_choice(policies: PolicySet, choice: DigestChoice) -> PolicySet:
    """Return the rules with the choice."""
    return replace(
        policies,
        digest_hour=choice.hour,
        digest_is_daily=choice.is_daily,
        digest_weekday=choice.weekday,
    )
