"""The kinds of messages by their subject: one module each, named after its kind.

The module `reminder` holds `REMINDER`. The facts are declared beside the code that writes the
messages, because nothing in the domain imports this package; the texts are in the channels.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from domain.notifications.content.kind import Kind
from domain.outbox.message import MessageKind


def collect_kinds() -> Mapping[MessageKind, Kind[Any, Any]]:
    """Return the kind of each module; raises `ValueError` if it has another name."""
    kinds: dict[MessageKind, Kind[Any, Any]] = {}
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        if found.ispkg:
            continue
        name = found.name.rpartition(".")[2]
        kind: Kind[Any, Any] = getattr(import_module(found.name), name.upper())
        if kind.name != name:
            raise ValueError(f"{found.name} holds the kind {kind.name}")
        kinds[kind.name] = kind
    return kinds


KINDS = collect_kinds()
"""All kinds except bundles, which have the content of their parts."""
