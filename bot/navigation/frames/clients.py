from pydantic import BaseModel, ConfigDict

from bot.navigation.frames.frame import Frame, ViewId, frame_of
from domain.shared.ids import UserId


class ClientsView(ViewId):
    """A master's clients."""

    CLIENTS = "clients"
    CLIENT = "client"


class OwnClientsPayload(BaseModel):
    """The listed clients of a master: the search results, or all; never the typed text."""

    model_config = ConfigDict(frozen=True)

    found: tuple[UserId, ...] | None = None


class OwnClientPayload(BaseModel):
    """Which client a screen is about."""

    model_config = ConfigDict(frozen=True)

    client_id: UserId


def own_clients_frame(found: tuple[UserId, ...] | None = None) -> Frame:
    """Return the first page of a master's clients; only the search results, if given."""
    return frame_of(ClientsView.CLIENTS, OwnClientsPayload(found=found))


def found_of(frame: Frame) -> tuple[UserId, ...] | None:
    """Return the search results that the list shows; `None` if it shows all clients."""
    return frame.read(OwnClientsPayload).found


def own_client_frame(client_id: UserId) -> Frame:
    """Return a client as the master sees them."""
    return frame_of(ClientsView.CLIENT, OwnClientPayload(client_id=client_id))


def own_client_of(frame: Frame) -> UserId:
    """Return the client that such a screen is about."""
    return frame.read(OwnClientPayload).client_id
