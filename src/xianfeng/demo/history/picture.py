"""A picture to go with a claim: a flange, drawn."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

STEEL, DARK, BOLT, SKY = "#8a949e", "#56606a", "#3a4148", "#dfe7ee"


def drawn() -> BytesIO:
    """Return a pipe with a flange and its bolts as a JPEG."""
    picture = Image.new("RGB", (640, 420), SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 160, 640, 260), fill=STEEL)
    draw.rectangle((0, 240, 640, 260), fill=DARK)
    for left in (270, 325):
        draw.rectangle((left, 90, left + 45, 330), fill=STEEL, outline=DARK, width=4)
        for top in range(105, 320, 70):
            draw.rectangle((left + 8, top, left + 37, top + 26), fill=BOLT)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
