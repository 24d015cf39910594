"""Binds ports to adapters in two scopes: the process (APP) and one update (REQUEST)."""

from dishka import AsyncContainer, make_async_container

from app.settings.settings import (
    Settings,
)
from app.wiring.gateways import GatewayProvider
from app.wiring.process import ProcessProvider
from app.wiring.services import ServiceProvider


def build_container(settings: Settings) -> AsyncContainer:
    """Return the container of one process; its `close` closes connections."""
    return make_async_container(
        ProcessProvider(settings), GatewayProvider(), ServiceProvider(settings.business)
    )
