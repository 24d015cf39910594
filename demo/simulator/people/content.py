"""Content sent by people, as fields of a message."""

import re
import struct
import zlib
from typing import TypeAlias

from aiogram.types import Contact, Location, Sticker, User, Voice

from demo.simulator.files import FileStore, photo_sizes
from demo.simulator.methods.sending import document_of
from demo.simulator.text.formatting import detect_entities

Content: TypeAlias = dict[str, object]

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{0,64}")


def text(words: str) -> Content:
    """Returns typed text; Telegram detects commands and links."""
    return {"text": words, "entities": detect_entities(words) or None}


def start_command(parameter: str) -> str:
    """Returns the start command; raises `ValueError` for an invalid deep link parameter."""
    if not _START_PARAMETER.fullmatch(parameter):
        raise ValueError(f"no deep link holds {parameter!r}: 64 characters of A-Za-z0-9_-")
    return f"/start {parameter}" if parameter else "/start"


def photo(files: FileStore, data: bytes, caption: str) -> Content:
    """Returns a picture with an optional caption."""
    return {"photo": photo_sizes(files.add(data, "photo.png")), "caption": caption or None}


def document(files: FileStore, data: bytes, name: str, caption: str) -> Content:
    """Returns a file with an optional caption."""
    return {"document": document_of(files.add(data, name)), "caption": caption or None}


def sticker(files: FileStore, emoji: str) -> Content:
    """Returns a sticker for an emoji."""
    stored = files.add(plain_png(512, 512), "sticker.png")
    return {
        "sticker": Sticker(
            file_id=stored.file_id,
            file_unique_id=stored.unique_id,
            type="regular",
            width=512,
            height=512,
            is_animated=False,
            is_video=False,
            emoji=emoji,
        )
    }


def voice(files: FileStore, duration_s: int) -> Content:
    """A voice message (without sound)."""
    stored = files.add(b"OggS", "voice.ogg")
    return {
        "voice": Voice(file_id=stored.file_id, file_unique_id=stored.unique_id, duration=duration_s)
    }


def location(latitude: float, longitude: float) -> Content:
    """A place on the map."""
    return {"location": Location(latitude=latitude, longitude=longitude)}


def contact(owner: User, phone_number: str) -> Content:
    """Returns the contact of a user."""
    return {
        "contact": Contact(
            phone_number=phone_number,
            first_name=owner.first_name,
            last_name=owner.last_name,
            user_id=owner.id,
        )
    }


def plain_png(width: int, height: int) -> bytes:
    """Returns a grey PNG of this size."""
    rows = (b"\0" + b"\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
