"""What happened to a visit, in words for the staff."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.localizer import Reader, say
from bot.ui.text import NAME_LIMIT, TEXT_ON_LIST, joined, lines, one_line
from bot.ui.visit.status import SHORT
from domain.shared.identity import Role
from domain.visit import reasons
from domain.visit.model import BookingStatus
from domain.visit.reasons import CancelReason, ProgramReason, StaffReason
from domain.visit.staff_ports import HistoryLine

MOST_LINES = 12

CAUSES = {
    CancelReason.UNWELL: say("I am not well"),
    CancelReason.NO_TIME: say("I cannot make it in time"),
    CancelReason.OTHER_PLANS: say("My plans have changed"),
    CancelReason.BY_MISTAKE: say("I booked by mistake"),
}

STAFF_CAUSES = {
    StaffReason.ILLNESS: say("One of us is ill"),
    StaffReason.CLOSED: say("We are closed then"),
    StaffReason.CLIENT_ASKED: say("The client asked us to"),
    StaffReason.MISTAKE: say("It was booked by mistake"),
}

PROGRAM_CAUSES = {
    ProgramReason.NO_ANSWER: say("no answer to our offer"),
    ProgramReason.OFFER_DECLINED: say("keeps the old time"),
    ProgramReason.NEW_HOLD: say("chose another time"),
    ProgramReason.PAID: say("paid"),
    ProgramReason.PAID_TOO_LATE: say("the money came too late"),
    ProgramReason.OTHER_TIME_TAKEN: say("took another time, as the money came late"),
}

KNOWN_REASONS: Mapping[str, str] = dict(
    (*CAUSES.items(), *STAFF_CAUSES.items(), *PROGRAM_CAUSES.items())
)

NEW = say("held")


def history_lines(history: Sequence[HistoryLine], zone: ZoneInfo, reader: Reader) -> Markup | None:
    """List the newest of what happened, the oldest first: when, what, who and why."""
    if not history:
        return None
    told = (_line(line, zone, reader) for line in history[-MOST_LINES:])
    return lines(reader.say("<b>History</b>"), *told)


def _line(line: HistoryLine, zone: ZoneInfo, reader: Reader) -> Markup:
    when = reader.day_and_time(line.at, zone)
    return joined(when, _what(line, zone, reader), _who(line, reader), _why(line, reader))


def _what(line: HistoryLine, zone: ZoneInfo, reader: Reader) -> Markup:
    move, offer = reasons.read_move(line.reason), reasons.read_offer(line.reason)
    if move is not None:
        return reader.say("moved to {time}", time=reader.day_and_time(move[1], zone))
    if offer is not None:
        return reader.say("offered {time}", time=reader.day_and_time(offer, zone))
    if line.to_status is BookingStatus.PENDING:
        return reader.say(NEW)
    return reader.say(SHORT[line.to_status])


def _who(line: HistoryLine, reader: Reader) -> str:
    if line.staff_name is not None:
        return one_line(line.staff_name, NAME_LIMIT)
    if line.role is None:
        return reader.say("the program")
    return reader.say("client") if line.role is Role.CLIENT else reader.say("our staff")


def _why(line: HistoryLine, reader: Reader) -> str | None:
    reason = line.reason
    if not reason or reasons.read_move(reason) or reasons.read_offer(reason):
        return None
    if reason in KNOWN_REASONS:
        return reader.say(KNOWN_REASONS[reason])
    return one_line(reason, TEXT_ON_LIST)
