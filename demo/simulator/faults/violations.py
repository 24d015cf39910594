from dataclasses import dataclass, field

from demo.simulator.errors import ApiError


@dataclass(frozen=True, slots=True)
class Violation:
    """Something the bot did that Telegram refuses, or left undone that Telegram expects."""

    method: str
    description: str

    def __str__(self) -> str:
        return f"{self.method}: {self.description}"


@dataclass(slots=True)
class Violations:
    """The list of them, without those that a test provokes on purpose."""

    _found: list[Violation] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)

    def add(self, method: str, error: ApiError) -> None:
        """Notes a refusal, if the bot is to blame."""
        if error.fault:
            self._found.append(Violation(method, error.description))

    def allow(self, text: str) -> None:
        """Overlooks violations whose `method: description` contains this text."""
        self._allowed.append(text)

    def list(self) -> list[Violation]:
        """What nobody overlooks."""
        return [v for v in self._found if not any(text in str(v) for text in self._allowed)]

    def clear(self) -> None:
        """Forgets all."""
        self._found.clear()
