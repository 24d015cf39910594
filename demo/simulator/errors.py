class ApiError(Exception):
    """A refusal in Telegram's own words, which becomes the body of the answer.

    Attributes:
        code: HTTP status and `error_code`.
        description: what Telegram would say.
        retry_after_s: for 429 only.
        fault: whether the bot is to blame. A person who blocked the bot, or took a message
            away, is the way of the world, not a violation of the protocol.
    """

    def __init__(
        self, code: int, description: str, *, retry_after_s: int | None = None, fault: bool = True
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s
        self.fault = fault


class NotSettledError(AssertionError):
    """The bot did not answer in time; the message tells what is missing and shows the chat."""


class NoSuchButtonError(AssertionError):
    """A test or a story wants to tap something that is not on the screen."""


def bad_request(description: str, *, fault: bool = True) -> ApiError:
    """400: what the bot asked for makes no sense."""
    return ApiError(400, f"Bad Request: {description}", fault=fault)


def forbidden(description: str, *, fault: bool = True) -> ApiError:
    """403: somebody does not want it."""
    return ApiError(403, f"Forbidden: {description}", fault=fault)


def too_many_requests(retry_after_s: int) -> ApiError:
    """429: later."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after_s}",
        retry_after_s=retry_after_s,
        fault=False,
    )
