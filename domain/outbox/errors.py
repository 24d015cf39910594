class DeliveryError(Exception):
    """A message was not delivered; `problem` is for the log, without personal data."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class RecipientGoneError(DeliveryError):
    """The user blocked the bot or never opened it: a retry cannot succeed."""


class DeliveryFailedError(DeliveryError):
    """A later attempt may succeed, not before `retry_after_s` if that is set."""

    def __init__(self, problem: str, retry_after_s: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s
