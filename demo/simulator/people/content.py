"""What people send, as the fields of a message."""

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
    """Words as typed; commands and links are found by Telegram."""
    return {"text": words, "entities": detect_entities(words) or None}


def start_command(parameter: str) -> str:
    """Raises `ValueError` when Telegram makes no link with this parameter."""
    if not _START_PARAMETER.fullmatch(parameter):
        raise ValueError(f"no deep link holds {parameter!r}: 64 characters of A-Za-z0-9_-")
    return f"/start {parameter}" if parameter else "/start"


def photo(files: FileStore, data: bytes, caption: str) -> Content:
    """A picture, with or without words."""
    return {"photo": photo_sizes(files.add(data, "photo.png")), "caption": caption or None}


def document(files: FileStore, data: bytes, name: str, caption: str) -> Content:
    """A file, with or without words."""
    return {"document": document_of(files.add(data, name)), "caption": caption or None}


def sticker(files: FileStore, emoji: str) -> Content:
    """A sticker that stands for an emoji."""
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
    """Somebody's phone number."""
    return {
        "contact": Contact(
            phone_number=phone_number,
            first_name=owner.first_name,
            last_name=owner.last_name,
            user_id=owner.id,
        )
    }


def plain_png(width: int, height: int) -> bytes:
    """Makes a grey picture of this size."""
    rows = (b"\0" + b"\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
