"""Making a safe photo out of whatever was uploaded: decoded, squared, and written anew without its metadata."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 30_000_000
LEAST_SIDE = 200
SIDE = 600
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, OverflowError, IndexError)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def squared(file: IO[bytes], size: int) -> bytes:
    """Return the picture as a JPEG of 600 × 600 pixels that carries nothing but the picture.

    `size` is in bytes. Raises ValidationError for what is too large, too small, or no JPEG, PNG or WebP.
    """
    if size > MOST_BYTES:
        raise ValidationError(_("At most 10 MB; please choose a smaller file."))
    try:
        with Image.open(file, formats=FORMATS) as picture:
            _check_sides(*picture.size)
            picture.draft("RGB", (SIDE * 2, SIDE * 2))
            return _rewritten(picture)
    except BOMB:
        raise ValidationError(TOO_MANY) from None
    except BROKEN:
        raise ValidationError(_("This is no photo we can read. Choose a JPEG, PNG or WebP file.")) from None


TOO_MANY = _("At most 30 million pixels; please choose a smaller photo.")


def _check_sides(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise ValidationError(TOO_MANY)
    if min(width, height) < LEAST_SIDE:
        raise ValidationError(_("Each side needs at least 200 pixels; please choose a larger photo."))


def _rewritten(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    # Faces are above the middle; see-through parts become white.
    square = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    paper = Image.new("RGB", square.size, "white")
    paper.paste(square, mask=square.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
