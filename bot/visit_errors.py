"""What stops a change of a visit means to the person whom it stops, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.booking.confirm_attendance import OtherTimeError
from domain.booking.proposals import ProposalOpenError, ProposalOverError
from domain.shared.errors import DomainError

VISIT_WORDS: Mapping[type[DomainError], str] = {
    OtherTimeError: say(
        "<b>This visit has another time by now</b>\n\n"
        "The message is older than the change. Your visits show when we expect you."
    ),
    ProposalOverError: say(
        "<b>This offer does not stand any more</b>\n\n"
        "It was answered, or the visit was changed since. Your visits show when we expect you."
    ),
    ProposalOpenError: say(
        "<b>Another time is offered already</b>\n\n"
        "The client has not answered yet. You are told as soon as that happens."
    ),
}
