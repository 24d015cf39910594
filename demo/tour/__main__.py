"""`make demo-tour`: play the story; exit with 1 if a check failed."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from demo.guarded import ServerStartError
from demo.processes import ProcessFailedError, own_log, print_at_once
from demo.stage import open_stage
from demo.tour.narrator import Narrator
from demo.tour.scenes import SCENES
from demo.tour.story import Story
from demo.tour.witness import Witness

FAILURES = ("update_failed", "raised an exception")  # the second is the scheduler's, of a job
STORY_BEGINS_AT = datetime(2027, 2, 21, 19, tzinfo=UTC)
"""Five weeks before clocks go forward in Europe, so that a visit can cross that night; a Sunday
evening, so that no reminder is due before the scene about reminders."""

FAST_PEOPLE = {"UPDATES_PER_MINUTE": "0"}
"""The story's people tap as fast as the bot answers."""


async def play(narrator: Narrator, log: Path) -> None:
    """Play every scene on one stage."""
    ahead = STORY_BEGINS_AT - datetime.now(UTC)  # the real clock, which the story moves
    async with open_stage(log, ahead=ahead, settings=FAST_PEOPLE) as stage:
        witness = Witness(stage.database_url)
        story = Story(narrator, stage.cast, witness, stage.clock)
        try:
            for scene in SCENES:
                await scene(story)
        finally:
            await witness.close()
        narrator.part("After the story")
        violations = stage.simulator.violations
        for violation in violations:
            narrator.aside(str(violation))
        narrator.check("the bot did nothing that Telegram would refuse", holds=not violations)


def main() -> None:
    """Play the story and set the exit code."""
    print_at_once()
    narrator, log = Narrator(), own_log("demo-tour")
    try:
        asyncio.run(play(narrator, log))
    except (ProcessFailedError, ServerStartError) as error:
        sys.exit(f"The stage could not be set. The end of its log:\n\n{error}")
    words = log.read_text()
    failed = any(event in words for event in FAILURES)
    narrator.check("no update and no job ended in an error", holds=not failed)
    if narrator.failures:
        print(f"\n{len(narrator.failures)} of {narrator.checks} checks failed (log: {log}):")
        sys.exit("\n".join(f"  ✘ {failure}" for failure in narrator.failures))
    log.unlink()  # not needed any more; the next run has its own
    print(f"\nAll {narrator.checks} checks hold.")


if __name__ == "__main__":
    main()
