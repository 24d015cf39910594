import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from domain.reporting.pictures import DigestPicture, WeekPicture

Picture = TypeVar("Picture", DigestPicture, WeekPicture)


class ThreadPainter:
    """Draws in an own thread, because matplotlib is slow and not thread-safe."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="painter")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the thread; waiting pictures are cancelled."""
        self._thread.shutdown(cancel_futures=True)

    async def paint_digest(self, picture: DigestPicture) -> bytes:
        """Draw the load and the revenue."""
        return await self._paint(_draw_digest, picture)

    async def paint_week(self, picture: WeekPicture) -> bytes:
        """Draw the week of a master."""
        return await self._paint(_draw_week, picture)

    async def _paint(self, draw: Callable[[Picture], bytes], picture: Picture) -> bytes:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(draw, picture))


# Importing matplotlib takes a second and a hundred megabytes: only processes that draw import it.


def _draw_digest(picture: DigestPicture) -> bytes:
    from infra.charts.digest import draw_digest  # noqa: PLC0415 - see above

    return draw_digest(picture)


def _draw_week(picture: WeekPicture) -> bytes:
    from infra.charts.week import draw_week  # noqa: PLC0415 - see above

    return draw_week(picture)
