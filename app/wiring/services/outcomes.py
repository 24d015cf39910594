from domain.outcomes.ask_outcomes import AskOutcomes
from domain.outcomes.correct_outcome import CorrectOutcome
from domain.outcomes.list_unmarked import ListUnmarked
from domain.outcomes.mark_outcome import MarkOutcome
from domain.outcomes.write_outcome import WriteOutcome

SERVICES = (
    AskOutcomes,
    CorrectOutcome,
    ListUnmarked,
    MarkOutcome,
    WriteOutcome,
)
