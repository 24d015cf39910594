from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class RedactingSession(AiohttpSession):
    """Keeps an answer that cannot be read out of the error about it, which the library logs.

    The answer can hold names, phones and messages of people.
    """

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Read an answer; raises `ClientDecodeError` with its size alone."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            reason = ValueError(type(error.original).__name__)
            size = f"{len(content)} characters, HTTP status {status_code}"
            raise ClientDecodeError(error.message, reason, size) from None
