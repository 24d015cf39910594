from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from demo.simulator.errors import bad_request

CHECKOUT_TIMEOUT = timedelta(seconds=10)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class QueryKind(Enum):
    """What waits for an answer."""

    CALLBACK = "callback query"
    PRE_CHECKOUT = "pre-checkout query"


@dataclass(slots=True, eq=False)
class Query:
    """A tap, or a payment under way.

    Attributes:
        message_key: where the button or the invoice is.
        label: the words on the button.
        opened_at: when Telegram began to wait.
        text: the words of the answer, once there is one.
        alert: whether the answer waits for OK.
        accepted: for a pre-checkout query, whether the bot lets the payment go on.
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
        """Whether a payment has waited for its answer for longer than Telegram does."""
        late = at - self.opened_at > CHECKOUT_TIMEOUT
        return late and self.kind is QueryKind.PRE_CHECKOUT and not self.answered


@dataclass(slots=True)
class Queries:
    """Every query there was; each may be answered once."""

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
            ApiError: unknown, answered before, or too old.
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
        """Those that the bot owes an answer; for a payment it still does when it is too late."""
        return [
            query
            for query in self._queries.values()
            if not query.answered and (query.kind is QueryKind.PRE_CHECKOUT or not query.expired)
        ]

    def expire(self) -> None:
        """Lets Telegram lose patience with everything that is not answered yet."""
        for query in self.unanswered():
            query.expired = True
