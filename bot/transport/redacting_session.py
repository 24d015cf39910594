from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class RedactingSession(AiohttpSession):
    """Removes an answer that cannot be decoded from its error, because the library logs errors.

    The answer can contain names, phone numbers and messages of users.
    """

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Decode an answer; raises `ClientDecodeError` with only its size."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            reason = ValueError(type(error.original).__name__)
            size = f"{len(content)} characters, HTTP status {status_code}"
            raise ClientDecodeError(error.message, reason, size) from None
