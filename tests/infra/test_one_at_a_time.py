import asyncio

from sqlalchemy.ext.asyncio import AsyncEngine

from infra.db.one_at_a_time import one_at_a_time
from infra.db.session import create_engine

KEY = 2**40


async def test_the_second_process_waits_until_the_first_is_through(
    engine: AsyncEngine, database_url: str
) -> None:
    other = create_engine(database_url)
    order: list[str] = []
    first_may_go = asyncio.Event()

    async def first() -> None:
        async with one_at_a_time(engine, KEY):
            order.append("first in")
            await first_may_go.wait()
            order.append("first out")

    async def second() -> None:
        async with one_at_a_time(other, KEY):
            order.append("second in")

    ahead = asyncio.create_task(first())
    while not order:  # noqa: ASYNC110 - the other task says when
        await asyncio.sleep(0)
    behind = asyncio.create_task(second())
    done, _ = await asyncio.wait([behind], timeout=0.3)
    assert not done
    first_may_go.set()
    await asyncio.gather(ahead, behind)

    assert order == ["first in", "first out", "second in"]
    await other.dispose()


async def test_processes_with_other_keys_do_not_wait(engine: AsyncEngine) -> None:
    async with one_at_a_time(engine, KEY), one_at_a_time(engine, KEY + 1):
        pass
