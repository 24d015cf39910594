from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from demo.simulator.errors import bad_request

CHECKOUT_TIMEOUT = timedelta(seconds=10)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class QueryKind(Enum):
    """Kinds of queries that need an answer."""

    CALLBACK = "callback query"
    PRE_CHECKOUT = "pre-checkout query"


@dataclass(slots=True, eq=False)
class Query:
    """A tap, or a payment in progress.

    Attributes:
        message_key: the message of the button or the invoice.
        label: the label of the button.
        opened_at: when Telegram began to wait.
        text: the text of the answer, once there is one.
        alert: whether the answer is an alert with an OK button.
        accepted: for a pre-checkout query, whether the bot accepted the payment.
    """

    id: str
    kind: QueryKind
    person_id: int
    chat_id: int
    message_key: int
    label: str
    opened_at: datetime
    answered: bool = False
    expired: bool = False
    text: str = ""
    alert: bool = False
    accepted: bool = False

    def is_too_old(self, at: datetime) -> bool:
        """Returns whether a pre-checkout query was unanswered for longer than Telegram waits."""
        late = at - self.opened_at > CHECKOUT_TIMEOUT
        return late and self.kind is QueryKind.PRE_CHECKOUT and not self.answered


@dataclass(slots=True)
class Queries:
    """All queries; each may be answered once."""

    _queries: dict[str, Query] = field(default_factory=dict)

    def open(
        self,
        kind: QueryKind,
        *,
        person_id: int,
        chat_id: int,
        message_key: int,
        label: str,
        at: datetime,
    ) -> Query:
        """Adds a query that waits for its answer."""
        query_id = str(4_000_000_000 + len(self._queries))
        query = Query(query_id, kind, person_id, chat_id, message_key, label, at)
        self._queries[query_id] = query
        return query

    def answer(self, query_id: str, kind: QueryKind, at: datetime) -> Query:
        """Marks a query answered.

        Raises:
            ApiError: unknown, already answered, or too old.
        """
        query = self._queries.get(query_id)
        if query is not None and query.is_too_old(at):
            query.expired = True
        if query is None or query.kind is not kind or query.answered or query.expired:
            late = query is not None and query.expired
            raise bad_request(TOO_OLD, fault=not late)
        query.answered = True
        return query

    def unanswered(self) -> list[Query]:
        """Returns queries that need an answer; expired pre-checkout queries are included."""
        return [
            query
            for query in self._queries.values()
            if not query.answered and (query.kind is QueryKind.PRE_CHECKOUT or not query.expired)
        ]

    def expire(self) -> None:
        """Expires all unanswered queries."""
        for query in self.unanswered():
            query.expired = True
