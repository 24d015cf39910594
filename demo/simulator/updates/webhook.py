from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Webhook:
    """The webhook for updates; an empty address means long polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None
