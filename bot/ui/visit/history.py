"""The history of a visit, for the staff."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.text import NAME_LIMIT, TEXT_ON_LIST, joined, lines, one_line
from bot.ui.visit.status import SHORT
from domain.shared.identity import Role
from domain.visit import reasons
from domain.visit.model import BookingStatus
from domain.visit.reasons import CancelReason, ProgramReason, StaffReason
from domain.visit.staff_ports import HistoryLine

MOST_LINES = 12

CAUSES = {
    CancelReason.UNWELL: gettext_noop("I am not well"),
    CancelReason.NO_TIME: gettext_noop("I cannot make it in time"),
    CancelReason.OTHER_PLANS: gettext_noop("My plans have changed"),
    CancelReason.BY_MISTAKE: gettext_noop("I booked by mistake"),
}

STAFF_CAUSES = {
    StaffReason.ILLNESS: gettext_noop("One of us is ill"),
    StaffReason.CLOSED: gettext_noop("We are closed then"),
    StaffReason.CLIENT_ASKED: gettext_noop("The client asked us to"),
    StaffReason.MISTAKE: gettext_noop("It was booked by mistake"),
}

PROGRAM_CAUSES = {
    ProgramReason.NO_ANSWER: gettext_noop("no answer to our offer"),
    ProgramReason.OFFER_DECLINED: gettext_noop("keeps the old time"),
    ProgramReason.NEW_HOLD: gettext_noop("chose another time"),
    ProgramReason.PAID: gettext_noop("paid"),
    ProgramReason.PAID_TOO_LATE: gettext_noop("the money came too late"),
    ProgramReason.OTHER_TIME_TAKEN: gettext_noop("took another time, as the money came late"),
}

KNOWN_REASONS: Mapping[str, str] = dict(
    (*CAUSES.items(), *STAFF_CAUSES.items(), *PROGRAM_CAUSES.items())
)

NEW = gettext_noop("held")


def history_lines(
    history: Sequence[HistoryLine], zone: ZoneInfo, localizer: Localizer
) -> Markup | None:
    """List the newest events, the oldest first: when, what, who and why."""
    if not history:
        return None
    entries = (_line(line, zone, localizer) for line in history[-MOST_LINES:])
    return lines(localizer.t("<b>History</b>"), *entries)


def _line(line: HistoryLine, zone: ZoneInfo, localizer: Localizer) -> Markup:
    when = localizer.day_and_time(line.at, zone)
    return joined(when, _what(line, zone, localizer), _who(line, localizer), _why(line, localizer))


def _what(line: HistoryLine, zone: ZoneInfo, localizer: Localizer) -> Markup:
    move, offer = reasons.read_move(line.reason), reasons.read_offer(line.reason)
    if move is not None:
        return localizer.t("moved to {time}", time=localizer.day_and_time(move[1], zone))
    if offer is not None:
        return localizer.t("offered {time}", time=localizer.day_and_time(offer, zone))
    if line.to_status is BookingStatus.PENDING:
        return localizer.t(NEW)
    return localizer.t(SHORT[line.to_status])


def _who(line: HistoryLine, localizer: Localizer) -> str:
    if line.staff_name is not None:
        return localizer.person(line.staff_name, NAME_LIMIT)
    if line.role is None:
        return localizer.t("the program")
    return localizer.t("client") if line.role is Role.CLIENT else localizer.t("our staff")


def _why(line: HistoryLine, localizer: Localizer) -> str | None:
    reason = line.reason
    if not reason or reasons.read_move(reason) or reasons.read_offer(reason):
        return None
    if reason in KNOWN_REASONS:
        return localizer.t(KNOWN_REASONS[reason])
    return one_line(reason, TEXT_ON_LIST)
