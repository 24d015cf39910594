"""What stops a change of a visit means to the person whom it stops, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.booking.confirm_attendance import OtherTimeError
from domain.shared.errors import DomainError
from domain.visit.correspondence import (
    ClientAwayDenial,
    NothingToAnswerDenial,
    StaffAwayDenial,
    TooMuchWrittenDenial,
    WritingOverDenial,
)
from domain.visit.proposals import ProposalOpenError, ProposalOverError

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
    WritingOverDenial: say(
        "<b>This visit was too long ago to write about it here</b>\n\n"
        "That is possible for a week after it. Please phone, or speak to each other directly."
    ),
    ClientAwayDenial: say(
        "<b>This client cannot be reached in the chat</b>\n\n"
        "They never opened it, or have blocked it. Please phone them."
    ),
    StaffAwayDenial: say(
        "<b>None of us can be reached here at the moment</b>\n\n"
        "Your message was not sent. Please speak to us directly."
    ),
    NothingToAnswerDenial: say(
        "<b>There is no message to answer</b>\n\n"
        "We have not written to you about this visit. Please speak to us directly."
    ),
    TooMuchWrittenDenial: say(
        "<b>That is enough for today</b>\n\n"
        "One can write {limit} messages a day about a visit, so this one was not sent. "
        "Please phone, or speak to each other directly."
    ),
}
