from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminChannel:
    """The configured admins: their accounts in the messenger, and their group."""

    account_ids: frozenset[int] = frozenset()
    group_chat_id: int | None = None
    group_language: str = "en"
