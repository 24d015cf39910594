import hashlib
import mimetypes
import struct
from dataclasses import dataclass, field

from aiogram.types import BufferedInputFile, File, PhotoSize

from demo.simulator.errors import bad_request

MAX_PHOTO_BYTES = 10 * 1024 * 1024
_MAX_PHOTO_SIDES_SUM = 10_000
_MAX_PHOTO_RATIO = 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on Telegram's side."""

    file_id: str
    name: str
    data: bytes

    @property
    def unique_id(self) -> str:
        """The same for the same bytes."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def mime_type(self) -> str:
        """Guessed from the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def path(self) -> str:
        """The download path."""
        return f"files/{self.file_id}/{self.name}"

    def described(self) -> File:
        """Returns the answer of `getFile`."""
        return File(
            file_id=self.file_id,
            file_unique_id=self.unique_id,
            file_size=len(self.data),
            file_path=self.path,
        )


@dataclass(slots=True)
class FileStore:
    """Everything uploaded, by file id."""

    _files: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, data: bytes, name: str) -> StoredFile:
        """Stores the bytes under a new id."""
        file_id = f"file{len(self._files) + 1:04d}"
        stored = StoredFile(file_id, name.replace("/", "_") or "file", data)
        self._files[file_id] = stored
        return stored

    def get_required(self, file_id: str) -> StoredFile:
        """Returns a file; raises `ApiError` for an unknown id."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return stored

    def receive(self, source: object, *, default_name: str) -> StoredFile:
        """Returns the file of a method: an upload or the id of an earlier one.

        Raises:
            ApiError: an empty upload, an unknown id, or a web address (never fetched here).
        """
        if isinstance(source, BufferedInputFile):
            if not source.data:
                raise bad_request("file must be non-empty")
            return self.add(source.data, source.filename or default_name)
        name = str(source)
        if name.startswith("attach://"):
            raise bad_request("wrong file identifier/HTTP URL specified")
        if name.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return self.get_required(name)


def photo_sizes(stored: StoredFile) -> list[PhotoSize]:
    """Describes a picture as Telegram does, from small to large (here: one size).

    Raises:
        ApiError: not a PNG, JPEG or GIF, too large, or dimensions that Telegram rejects.
    """
    if len(stored.data) > MAX_PHOTO_BYTES:
        raise bad_request("file is too big")
    width, height = _dimensions(stored.data)
    if width + height > _MAX_PHOTO_SIDES_SUM or not (
        1 / _MAX_PHOTO_RATIO <= width / height <= _MAX_PHOTO_RATIO
    ):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [
        PhotoSize(
            file_id=stored.file_id,
            file_unique_id=stored.unique_id,
            width=width,
            height=height,
            file_size=len(stored.data),
        )
    ]


def _dimensions(data: bytes) -> tuple[int, int]:
    """Reads width and height in pixels from the head of a picture."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", data[16:24])
        elif data.startswith(b"GIF8"):
            width, height = struct.unpack("<HH", data[6:10])
        elif data.startswith(b"\xff\xd8"):
            width, height = _jpeg_dimensions(data)
        else:
            raise bad_request("IMAGE_PROCESS_FAILED")
    except (struct.error, IndexError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if not width or not height:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _jpeg_dimensions(data: bytes) -> tuple[int, int]:
    """Reads the segments up to the frame header (markers C0 to CF except C4, C8 and CC)."""
    position = 2
    while True:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - JPEG's
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
