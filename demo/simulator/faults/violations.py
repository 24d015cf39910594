from dataclasses import dataclass, field

from demo.simulator.errors import ApiError


@dataclass(frozen=True, slots=True)
class Violation:
    """A call that Telegram rejects, or an expected call that the bot did not make."""

    method: str
    description: str

    def __str__(self) -> str:
        return f"{self.method}: {self.description}"


@dataclass(slots=True)
class Violations:
    """All violations, except those that a test provokes on purpose."""

    _found: list[Violation] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)

    def add(self, method: str, error: ApiError) -> None:
        """Records an error if the bot caused it."""
        if error.fault:
            self._found.append(Violation(method, error.description))

    def allow(self, text: str) -> None:
        """Ignores violations whose `method: description` contains this text."""
        self._allowed.append(text)

    def list(self) -> list[Violation]:
        """Returns the violations that are not ignored."""
        return [v for v in self._found if not any(text in str(v) for text in self._allowed)]

    def clear(self) -> None:
        """Removes all violations."""
        self._found.clear()
