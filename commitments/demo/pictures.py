"""Invented photos of a classroom wall, before and after: drawn, so that nobody's face or school is in the demo."""

import io
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 720)
SKY, FLOOR = "#B9D3DE", "#8A7A66"
WALLS = {"before": "#B7AC99", "after": "#EBDDB8"}


def classroom(when: str, *, seed: int) -> SimpleUploadedFile:
    """A wall with door and window, peeled and cracked `before`, painted `after`; the same seed, the same wall."""
    rng = Random(f"{when}-{seed}")  # noqa: S311
    image = Image.new("RGB", SIZE, WALLS[when])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 960, 720), fill=FLOOR)
    draw.rectangle((560, 170, 840, 400), fill=SKY, outline="#5E4B33", width=14)
    draw.line((700, 170, 700, 400), fill="#5E4B33", width=10)
    draw.rectangle((120, 210, 320, 600), fill="#7A5B3A" if when == "before" else "#0B6E6E", outline="#4A3622", width=10)
    if when == "before":
        _wear(draw, rng)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return SimpleUploadedFile(f"{when}-{seed}.jpg", out.getvalue(), content_type="image/jpeg")


def _wear(draw, rng) -> None:
    for _ in range(14):
        x, y = rng.randrange(960), rng.randrange(560)
        width, height = rng.randrange(30, 120), rng.randrange(20, 80)
        draw.ellipse((x, y, x + width, y + height), fill=rng.choice(("#94897A", "#C9C0B0", "#A3988A")))
    for _ in range(3):
        x, y = rng.randrange(340, 960), rng.randrange(60, 200)
        for _step in range(9):
            end = (x + rng.randrange(-30, 30), y + rng.randrange(20, 45))
            draw.line((x, y, *end), fill="#5C5348", width=3)
            x, y = end
