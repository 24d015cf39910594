"""What happens to visits, for admins."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.callbacks.visit_card import OpenStaffVisit, ShowVisitInGroup
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, label, lines, one_line
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.notifications.notification import News
from domain.visit.proposals import ProposalAnswer


def booking_made(news: News, localizer: Localizer) -> Markup:
    """Somebody has booked."""
    return _about_visit(localizer.t("🆕 <b>New visit</b>"), news, localizer)


def booking_moved(news: News, localizer: Localizer) -> Markup:
    """A visit has a new time."""
    told = _about_visit(localizer.t("🔁 <b>Visit moved</b>"), news, localizer)
    before = news.facts.get("old_start_at")
    if news.visit is None or before is None:
        return told
    old_start_at = datetime.fromisoformat(str(before))
    when = localizer.day_and_time(old_start_at, news.visit.location.timezone)
    return lines(told, localizer.t("Before: {when}", when=when))


def booking_cancelled(news: News, localizer: Localizer) -> Markup:
    """A visit was let go."""
    return _about_visit(localizer.t("🚫 <b>Visit cancelled</b>"), news, localizer)


def proposal_accepted(news: News, localizer: Localizer) -> Markup:
    """A client has taken the time that was offered."""
    return _about_visit(localizer.t("🔁 <b>The new time is accepted</b>"), news, localizer)


def proposal_declined(news: News, localizer: Localizer) -> Markup:
    """A client keeps the old time."""
    return _about_visit(
        localizer.t("🔁 <b>The new time is declined: the old one stays</b>"), news, localizer
    )


def proposal_unanswered(news: News, localizer: Localizer) -> Markup:
    """Nobody has answered an offer."""
    return _about_visit(
        localizer.t("🔁 <b>No answer to the new time: the old one stays</b>"), news, localizer
    )


def no_show(news: News, localizer: Localizer) -> Markup:
    """A client did not come."""
    return _about_visit(localizer.t("🚷 <b>The client did not come</b>"), news, localizer)


def needs_new_time(news: News, localizer: Localizer) -> Markup:
    """A visit stands where its master does not work, and its client had better be phoned."""
    told = _about_visit(
        localizer.t("📞 <b>This visit needs another time: please phone the client</b>"),
        news,
        localizer,
    )
    return lines(told, _why_phone(news, localizer))


def _why_phone(news: News, localizer: Localizer) -> Markup:
    """Say what the bot did about a visit for which nobody is there."""
    if "is_soon" in news.facts:
        return localizer.t("Nobody is there for it then. The client is asked, but it begins soon.")
    match news.facts.get("why"):
        case ProposalAnswer.DECLINED:
            return localizer.t("Nobody is there for it then, but the client keeps the time.")
        case ProposalAnswer.LAPSED:
            return localizer.t("Nobody is there for it then, and the client has not answered.")
        case _:
            return localizer.t("Nobody is there for it then, and the bot could not ask.")


def client_comes_anyway(news: News, localizer: Localizer) -> Screen:
    """Tell a master of a visit that stands at a time of absence."""
    told = _about_visit(
        localizer.t("⚠️ <b>This visit stands while you are away</b>"), news, localizer
    )
    is_kept = news.facts.get("why") == ProposalAnswer.DECLINED
    kept = localizer.t("We asked whether another time suits: the client keeps this one.")
    silent = localizer.t("We asked whether another time suits: there was no answer.")
    phone = localizer.t("The admins know that the client is to be phoned.")
    return Screen(
        lines(told, kept if is_kept else silent, phone),
        visit_rows([news], localizer, in_group=False),
    )


def outcome_asked(news: News, localizer: Localizer) -> Markup:
    """Nobody has said what became of a visit."""
    return _about_visit(localizer.t("❔ <b>What became of this visit?</b>"), news, localizer)


def visit_rows(told: Sequence[News], localizer: Localizer, *, in_group: bool) -> Rows:
    """Return a button for each visit that is told of; in a group it answers one admin alone."""
    visits = {news.visit.id: news for news in told if news.visit is not None}
    return column(_visit_button(news, localizer, in_group=in_group) for news in visits.values())


def _visit_button(news: News, localizer: Localizer, *, in_group: bool) -> Button:
    if news.visit is None:
        raise ValueError("only news of a visit open one")
    booking_id, zone = news.visit.id, news.visit.location.timezone
    kind = ShowVisitInGroup if in_group else OpenStaffVisit
    name = news.contact.name if news.contact else ""
    when = localizer.day_and_time(news.visit.starts_at, zone)
    return Button(
        label("👤 " + one_line(name, NAME_ON_BUTTON), when), tap=kind(booking_id=booking_id)
    )


def _about_visit(heading: Markup, news: News, localizer: Localizer) -> Markup:
    return lines(heading, visit_lines(news.visit, localizer), client_line(news.contact))
