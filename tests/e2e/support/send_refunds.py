"""A process that does the job `return_money` once: `python -m tests.e2e.support.send_refunds`."""

import asyncio

from app.container import build_container
from app.settings.load_settings import load_settings
from domain.checkout.send_refunds import SendRefunds


async def main() -> None:
    container = build_container(load_settings())
    async with container() as scope:
        return_money = await scope.get(SendRefunds)
        await return_money.execute()
    await container.close()


if __name__ == "__main__":
    asyncio.run(main())
