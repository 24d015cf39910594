from aiogram.methods import (
    SendChatAction,
    SendContact,
    SendDocument,
    SendLocation,
    SendMessage,
    SendPhoto,
    SendVenue,
)
from aiogram.types import Contact, Document, Location, Message, Venue

from demo.simulator.errors import bad_request
from demo.simulator.files import StoredFile, photo_sizes
from demo.simulator.methods.outgoing import deliver, preview_of
from demo.simulator.methods.registry import Call, handles
from demo.simulator.text.formatting import read_caption, read_text

_CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@handles(SendMessage)
def _send_message(call: Call[SendMessage]) -> Message:
    method = call.method
    body = read_text(method.text, method.parse_mode, method.entities)
    content = {
        "text": body.text,
        "entities": list(body.entities) or None,
        "link_preview_options": preview_of(method.link_preview_options),
    }
    return deliver(call.world, method, content)


@handles(SendPhoto)
def _send_photo(call: Call[SendPhoto]) -> Message:
    method = call.method
    caption = captioned(method)
    stored = call.world.files.receive(method.photo, default_name="photo.png")
    content = {
        "photo": photo_sizes(stored),
        "show_caption_above_media": method.show_caption_above_media is True or None,
        "has_media_spoiler": method.has_spoiler,
    }
    return deliver(call.world, method, content | caption)


@handles(SendDocument)
def _send_document(call: Call[SendDocument]) -> Message:
    method = call.method
    caption = captioned(method)
    stored = call.world.files.receive(method.document, default_name="document")
    return deliver(call.world, method, {"document": document_of(stored)} | caption)


@handles(SendVenue)
def _send_venue(call: Call[SendVenue]) -> Message:
    method = call.method
    location = _location(method.latitude, method.longitude)
    if not method.title or not method.address:
        raise bad_request("venue title and address must be non-empty")
    venue = Venue(location=location, title=method.title, address=method.address)
    return deliver(call.world, method, {"venue": venue, "location": location})


@handles(SendLocation)
def _send_location(call: Call[SendLocation]) -> Message:
    method = call.method
    location = _location(method.latitude, method.longitude)
    return deliver(call.world, method, {"location": location})


@handles(SendContact)
def _send_contact(call: Call[SendContact]) -> Message:
    method = call.method
    contact = Contact(phone_number=method.phone_number, first_name=method.first_name)
    return deliver(call.world, method, {"contact": contact})


@handles(SendChatAction)
def _send_chat_action(call: Call[SendChatAction]) -> bool:
    call.world.open_chat(call.method.chat_id)
    if call.method.action not in _CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def captioned(method: SendPhoto | SendDocument) -> dict[str, object]:
    """Returns the fields of a caption; empty without text."""
    caption = read_caption(method.caption, method.parse_mode, method.caption_entities)
    if not caption.text:
        return {}
    return {"caption": caption.text, "caption_entities": list(caption.entities) or None}


def document_of(stored: StoredFile) -> Document:
    """Returns a stored file as a document."""
    return Document(
        file_id=stored.file_id,
        file_unique_id=stored.unique_id,
        file_name=stored.name,
        mime_type=stored.mime_type,
        file_size=len(stored.data),
    )


def _location(latitude: float, longitude: float) -> Location:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise bad_request("location is invalid")
    return Location(latitude=latitude, longitude=longitude)
