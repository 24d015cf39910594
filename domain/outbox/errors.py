class DeliveryError(Exception):
    """A message did not reach anybody; `problem` is a word for the log, without personal data."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class RecipientGoneError(DeliveryError):
    """The person blocked the bot, or never opened it: trying again is without success."""


class DeliveryFailedError(DeliveryError):
    """It may go well another time, not before `retry_after_s` where that was said."""

    def __init__(self, problem: str, retry_after_s: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s
