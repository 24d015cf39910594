"""Questions to masters about outcomes of visits, with buttons for the answers."""

from bot.callbacks.visit_card import OpenAllUnmarked
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.lines import item_lines, when_lines
from bot.ui.visit.message_lines import client_line
from bot.ui.visit.outcome import rows_of_marks
from domain.notifications.content.contents import Content, VisitContent
from domain.notifications.kinds.visits.outcome_asked import OUTCOME_ASKED
from domain.notifications.kinds.visits.outcomes_asked import OUTCOMES_ASKED
from domain.outcomes.messages import OutcomeFacts, OutcomesFacts
from domain.visit.outcomes import ends_of


@to_one(OUTCOME_ASKED)
def outcome_question(content: VisitContent[OutcomeFacts], localizer: Localizer) -> Screen:
    """Ask for the outcome of a past visit."""
    visit = content.visit
    zone = visit.location.timezone
    text = paragraphs(
        localizer.t("❔ <b>What became of this visit?</b>"),
        lines(client_line(content.contact, localizer), when_lines(visit.items, zone, localizer)),
        item_lines(visit.items, zone, localizer, with_prices=True),
    )
    return Screen(text, rows_of_marks(visit.id, ends_of(visit), localizer))


@to_one(OUTCOMES_ASKED)
def outcome_questions(content: Content[OutcomesFacts], localizer: Localizer) -> Screen:
    """Ask for the outcomes of many visits at once, with a button to their list."""
    text = paragraphs(
        localizer.t("❔ <b>What became of your visits?</b>"),
        localizer.tn(
            "{count} visit has no outcome yet.",
            "{count} visits have no outcome yet.",
            content.facts.count,
        ),
    )
    mark = Button(label(localizer.t("❔ Mark outcomes")), tap=OpenAllUnmarked())
    return Screen(text, ((mark,),))
