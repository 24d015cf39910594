"""Saves pictures sent by the bot as files."""

from dataclasses import dataclass
from pathlib import Path

from demo.processes import LOGS
from demo.simulator import ShownMessage, Window

FOLDER = LOGS / "demo-tour"


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """The path of a saved picture, and its size in pixels."""

    path: Path
    width: int
    height: int


def keep_picture(chat: Window, message: ShownMessage, name: str) -> KeptPicture:
    """Write the picture of a message to a file; the next tour overwrites it.

    Raises:
        LookupError: the message has no picture.
    """
    if not message.message.photo:
        raise LookupError(f"no picture in:\n{message}")
    photo = message.message.photo[-1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    path.write_bytes(chat.world.files.get_required(photo.file_id).data)
    return KeptPicture(path, photo.width, photo.height)
