"""Pictures for tests, made on the spot."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = "GPS 44.5N 87.6E"


def picture(
    form: str = "JPEG", size: tuple[int, int] = (900, 700), mode: str = "RGB", **options: Any
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "#8a4b2a").save(out, form, **options)
    return out.getvalue()


def with_place(size: tuple[int, int] = (900, 700), orientation: int = 1) -> bytes:
    """A photo whose EXIF says where it was taken, by whom, and which side is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (44.0, 30.0, 0.0)
    return picture(size=size, exif=exif, comment=SECRET.encode())


def upload(content: bytes, name: str = "me.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def png_bomb(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of width × height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00" * 10_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A PNG whose compressed text would fill 100 MB."""
    header = struct.pack(">IIBBBBB", 400, 400, 8, 2, 0, 0, 0)
    text = b"Comment\x00\x00" + zlib.compress(b"\x00" * 100_000_000, 9)
    rows = zlib.compress((b"\x00" + b"\x80" * 1200) * 400)
    chunks = ((b"IHDR", header), (b"zTXt", text), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
