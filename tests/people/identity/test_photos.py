"""Whatever is uploaded, what is kept is a square JPEG with nothing but the picture, or nothing."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.people.identity.pictures import SECRET, picture, png_bomb, text_bomb, with_place
from xianfeng.people.identity.photos import MOST_BYTES, squared


def kept(content: bytes, size: int | None = None) -> Image.Image:
    image = Image.open(BytesIO(squared(BytesIO(content), len(content) if size is None else size)))
    image.load()
    return image


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG"),
        picture("JPEG", mode="L"),
        picture("JPEG", mode="CMYK"),
        picture("PNG"),
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("PNG", mode="1"),
        picture("WEBP"),
        picture("WEBP", (300, 1200), lossless=True),
        picture("JPEG", (200, 200)),
        picture("JPEG", (5000, 4000)),
    ],
    ids=lambda content: f"{content[:4]!r}-{len(content)}",
)
def test_every_usable_photo_becomes_a_square_jpeg(content: bytes) -> None:
    image = kept(content)
    assert (image.format, image.size, image.mode) == ("JPEG", (600, 600), "RGB")


def test_place_and_camera_are_gone() -> None:
    raw = with_place()
    assert SECRET.encode() in raw
    out = squared(BytesIO(raw), len(raw))
    assert SECRET.encode() not in out
    assert b"Exif" not in out
    image = Image.open(BytesIO(out))
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & set(image.info)


def test_a_photo_taken_sideways_stands_upright() -> None:
    image = Image.new("RGB", (800, 600), "white")
    image.paste("black", (0, 0, 400, 600))  # dark on the left
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right: dark on top
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    upright = kept(out.getvalue()).convert("L")
    assert upright.getpixel((300, 50)) < 30
    assert upright.getpixel((300, 550)) > 220


def test_what_is_see_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(out, "PNG")
    assert kept(out.getvalue()).getpixel((300, 300)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        png_bomb(50_000, 50_000),
        png_bomb(10_000, 10_000),
        png_bomb(6_000, 5_001),
        text_bomb(),
        picture("JPEG", (199, 900)),
        picture("PNG", (900, 1)),
        picture("GIF", mode="P"),
        picture("BMP"),
        picture("TIFF"),
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.4",
        picture("JPEG")[:400],
        picture("WEBP")[:60],
    ],
    ids=lambda content: f"{content[:4]!r}-{len(content)}",
)
def test_bombs_and_what_is_no_photo_are_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        squared(BytesIO(content), len(content))


def test_a_file_above_ten_megabytes_is_refused_without_reading_it() -> None:
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("read")

    with pytest.raises(ValidationError):
        squared(Unread(), MOST_BYTES + 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_spoiled_files_are_refused_or_read_but_never_fail(form: str) -> None:
    whole = picture(form, (320, 320))
    dice = random.Random(7)
    outcomes = set()
    for _ in range(150):
        spoiled = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        spoiled = spoiled[: dice.choice([len(spoiled), dice.randrange(len(spoiled))])]
        try:
            outcomes.add(len(squared(BytesIO(bytes(spoiled)), len(spoiled))) > 0)
        except ValidationError:
            outcomes.add(False)
    assert False in outcomes
