"""Views take values: they know no service that loads them, and no gateway."""

import importlib
import inspect
import pkgutil

import pytest

from bot import handlers, ui

MODULES = [
    found.name
    for package in (handlers, ui)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if package is ui or found.name.endswith("_view")
]


@pytest.mark.parametrize("name", MODULES)
def test_a_view_imports_no_service_and_no_gateway(name: str) -> None:
    module = importlib.import_module(name)
    imported = [value for _, value in inspect.getmembers(module, inspect.isclass)]
    ours = [value for value in imported if value.__module__.startswith("domain.")]

    assert [value for value in ours if _does_something(value)] == []
    assert [value for value in ours if getattr(value, "_is_protocol", False)] == []


def _does_something(value: type) -> bool:
    """Return whether a class is a service, a gateway or a unit of work: those are awaited."""
    methods = [method for _, method in inspect.getmembers(value, inspect.isfunction)]
    return hasattr(value, "execute") or any(map(inspect.iscoroutinefunction, methods))
