class ApiError(Exception):
    """An error with Telegram's own description, which becomes the body of the answer.

    Attributes:
        code: HTTP status and `error_code`.
        description: Telegram's description.
        retry_after_s: for 429 only.
        fault: whether the bot caused it. If a person blocked the bot or deleted a message, it is
            a normal event and not a violation of the protocol.
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
    """The bot did not answer in time; the message says what is missing and shows the chat."""


class NoSuchButtonError(AssertionError):
    """A test or a story taps a button that is not on the screen."""


def bad_request(description: str, *, fault: bool = True) -> ApiError:
    """Returns a 400 error: the request is invalid."""
    return ApiError(400, f"Bad Request: {description}", fault=fault)


def forbidden(description: str, *, fault: bool = True) -> ApiError:
    """Returns a 403 error: the bot has no access to the chat."""
    return ApiError(403, f"Forbidden: {description}", fault=fault)


def too_many_requests(retry_after_s: int) -> ApiError:
    """Returns a 429 error: flood control."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after_s}",
        retry_after_s=retry_after_s,
        fault=False,
    )
