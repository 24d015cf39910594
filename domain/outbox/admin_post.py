from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminChannel:
    """What the settings say of where the admins are told, and in which language their group."""

    telegram_ids: frozenset[int] = frozenset()
    group_chat_id: int | None = None
    group_language: str = "en"
