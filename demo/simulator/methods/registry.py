from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from demo.simulator.wire import AnyMethod
from demo.simulator.world import World

MethodT = TypeVar("MethodT", bound=AnyMethod)
FunctionT = TypeVar("FunctionT", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Call(Generic[MethodT]):
    """One validated, typed call of a method, and the world it acts on."""

    world: World
    method: MethodT


Handler: TypeAlias = Callable[[Call[AnyMethod]], object]

HANDLERS: dict[type[AnyMethod], Callable[..., object]] = {}


def handles(*models: type[AnyMethod]) -> Callable[[FunctionT], FunctionT]:
    """Registers the function that executes these methods and returns the `result`."""

    def register(function: FunctionT) -> FunctionT:
        for model in models:
            HANDLERS[model] = function
        return function

    return register
