from demo.simulator.errors import NotSettledError
from demo.simulator.transcript import render_transcript
from demo.simulator.world import World
from demo.timeouts import scaled

SETTLE_TIMEOUT_S = scaled(60)


async def settle(
    world: World, person_id: int | None = None, *, timeout_s: float = SETTLE_TIMEOUT_S
) -> None:
    """Waits until the bot has handled all actions of one person (or of all people).

    Raises:
        NotSettledError: it did not in time, or a handler ended without answering a query. Shows
            what is missing, and the chats.
    """
    progress = world.progress

    def is_over() -> bool:
        unmet = progress.unmet(person_id)
        return any(o.silent_end for o in unmet) or not (unmet or progress.in_flight)

    in_time = await progress.until(is_over, timeout_s=timeout_s)
    unmet = progress.unmet(person_id)
    if in_time and not unmet:
        return
    reasons = [str(obligation) for obligation in unmet]
    if progress.in_flight:
        reasons.append(f"{progress.in_flight} requests of the bot are still open")
    chats = [world.chats[chat_id] for chat_id in {o.chat_id for o in unmet}]
    shown = "\n".join(render_transcript(world, chat) for chat in chats)
    progress.forgive(obligation.update_id for obligation in unmet)
    raise NotSettledError(f"not settled: {'; '.join(reasons)}\n{shown}")
