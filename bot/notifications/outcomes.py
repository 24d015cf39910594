"""What masters are asked of their visits, with the answers a tap away."""

from bot.callbacks.visit_card import OpenAllUnmarked
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.lines import item_lines, when_lines
from bot.ui.visit.message_lines import client_line
from bot.ui.visit.outcome import rows_of_marks
from domain.notifications.notification import News
from domain.visit.outcomes import ends_of


def outcome_question(news: News, localizer: Localizer) -> Screen:
    """Ask what became of a visit that is over."""
    visit = news.visit
    if visit is None:
        raise ValueError("there is nothing to ask without a visit")
    zone = visit.location.timezone
    text = paragraphs(
        localizer.t("❔ <b>What became of this visit?</b>"),
        lines(client_line(news.contact), when_lines(visit.items, zone, localizer)),
        item_lines(visit.items, zone, localizer, with_prices=True),
    )
    return Screen(text, rows_of_marks(visit.id, ends_of(visit), localizer))


def outcome_questions(news: News, localizer: Localizer) -> Screen:
    """Ask what became of many visits at once: their list is a tap away."""
    text = paragraphs(
        localizer.t("❔ <b>What became of your visits?</b>"),
        localizer.tn(
            "{count} visit has no outcome yet.",
            "{count} visits have no outcome yet.",
            int(news.facts["count"]),
        ),
    )
    mark = Button(label(localizer.t("❔ Mark outcomes")), tap=OpenAllUnmarked())
    return Screen(text, ((mark,),))
