"""Pictures for the demo tenant, drawn here: a believable corner of a school, good, middling or bad, and labelled."""

import io
from collections.abc import Callable
from functools import cache
from random import Random

from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 960, 720  # as drawn
PHOTO = 720, 540  # as saved
GROUND = 520
CREAM, BRICK, EARTH, WOOD, RUST, STEEL = "#E9DFC6", "#A5583A", "#B99B70", "#A9713C", "#8B4A22", "#9AA5AB"
LEAF, WATER, SHADOW = "#5E8A46", "#8CC3DC", "#4A4238"


def picture(item_code: str, value: int, seed: str) -> SimpleUploadedFile:
    """A photo of what the item asks about, as good as its answer says; the same seed gives the same school."""
    rng = Random(f"{seed}-{item_code[:2]}")  # noqa: S311 - drawing, not secrets
    image = Image.new("RGB", SIZE, CREAM)
    SCENES[item_code](ImageDraw.Draw(image), rng, value)
    image = _like_a_photo(image, Random(f"{seed}-{item_code}-{value}"))  # noqa: S311
    _label(image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return SimpleUploadedFile(f"{item_code.lower()}.jpg", out.getvalue(), "image/jpeg")


def _like_a_photo(image, rng):
    """Soft edges, grain and darker corners: what a cheap phone adds."""
    grain, light = _grain_and_light()
    image = image.resize(PHOTO, Image.Resampling.BILINEAR)
    image = Image.blend(image, ImageChops.overlay(image, grain), 0.35)
    image = ImageChops.multiply(image, light)
    return image.rotate(rng.uniform(-1.2, 1.2), Image.Resampling.BILINEAR, fillcolor="#6B6257")


@cache
def _grain_and_light():
    width, height = PHOTO
    noise = Image.frombytes("L", PHOTO, Random(1).randbytes(width * height))  # noqa: S311
    grain = noise.point(lambda level: 128 + (level - 128) // 4).convert("RGB")
    light = Image.radial_gradient("L").resize(PHOTO).point(lambda level: 255 - level // 3)
    return grain, light.convert("RGB")


def _label(image):
    font, words = _font(), _("imagen de demostración")
    draw = ImageDraw.Draw(image)
    width, height = PHOTO
    draw.rectangle((0, height - 34, width, height), fill="#1C2A2E")
    draw.text((16, height - 30), words, font=font, fill="#FBF9F5")


@cache
def _font():
    path = finders.find("fonts/noto-sans-600.woff2")
    return ImageFont.truetype(path, 19) if path else ImageFont.load_default(19)


def _sky_and_ground(draw, rng, ground=EARTH):
    for line in range(GROUND):
        share = line / GROUND
        draw.line((0, line, WIDTH, line), fill=(int(150 + 70 * share), int(190 + 40 * share), int(215 + 20 * share)))
    ridge = [(x, 330 + rng.randint(-60, 40)) for x in range(0, WIDTH + 161, 160)]
    draw.polygon([(0, GROUND), *ridge, (WIDTH, GROUND)], fill="#C4A67C")
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), fill=ground)
    for _stone in range(60):
        x, y = rng.randrange(WIDTH), rng.randrange(GROUND, HEIGHT)
        draw.ellipse((x, y, x + 7, y + 4), fill="#A68960")


def _blots(draw, rng, box, color, *, count, largest):
    left, top, right, bottom = box
    for _blot in range(count):
        x, y, size = rng.randint(left, right), rng.randint(top, bottom), rng.randint(largest // 3, largest)
        points = [(x + rng.randint(-size, size), y + rng.randint(-size, size) // 2) for _corner in range(7)]
        draw.polygon(points, fill=color)


def _crack(draw, rng, x, y, length):
    points = [(x, y)]
    while y < points[0][1] + length:
        x, y = x + rng.randint(-26, 26), y + rng.randint(18, 46)
        points.append((x, y))
    draw.line(points, fill=SHADOW, width=7)
    draw.line([(px + 4, py) for px, py in points], fill="#796F60", width=3)


def wall(draw, rng, value):
    tone = rng.choice(["#8FB7B0", "#D9A566", "#9DB4D3", "#C58F78"])
    draw.rectangle((0, 0, WIDTH, 330), fill=CREAM if value else "#D8CDB2")
    draw.rectangle((0, 330, WIDTH, 600), fill=tone if value else "#B7AB93")
    draw.rectangle((0, 600, WIDTH, HEIGHT), fill="#8C8478")
    draw.rectangle((300, 110, 720, 320), fill="#F4F4EE" if value == 2 else "#DEDCD2", outline="#7C7468", width=8)
    if value == 1:
        _blots(draw, rng, (60, 380, 900, 580), "#A79C86", count=9, largest=60)
    if value == 0:
        for x in (120, 560, 830):
            draw.polygon([(x, 360), (x + 110, 390), (x + 130, 520), (x + 20, 560), (x - 40, 460)], fill=BRICK)
            for row in range(380, 550, 28):
                draw.line((x - 20, row, x + 100, row), fill="#C9B08F", width=4)
        _crack(draw, rng, 220, 20, 420)
        _crack(draw, rng, 780, 60, 300)


def roof(draw, rng, value):
    _sky_and_ground(draw, rng)
    draw.rectangle((140, 300, 820, 600), fill="#D6C8A8")
    draw.polygon([(60, 320), (200, 130), (760, 130), (900, 320)], fill=STEEL)
    for step in range(29):
        draw.line((60 + step * 30, 320, 200 + step * 20, 130), fill="#7F8B92", width=4)
    draw.rectangle((400, 420, 500, 600), fill=WOOD)
    if value < 2:
        _blots(draw, rng, (220, 160, 760, 300), RUST, count=12, largest=46)
    if value == 0:
        draw.polygon([(520, 150), (680, 150), (740, 290), (560, 300)], fill="#3C342B")
        draw.polygon([(560, 300), (740, 290), (800, 430), (640, 470)], fill="#86919A", outline=SHADOW)


def tap(draw, rng, value):
    tile = rng.choice(["#CFE0DF", "#E2DCCB", "#CBD6E4"])
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=tile)
    for x in range(0, WIDTH, 96):
        draw.line((x, 0, x, 560), fill="#B3BDBA", width=4)
    for y in range(0, 560, 96):
        draw.line((0, y, WIDTH, y), fill="#B3BDBA", width=4)
    draw.rectangle((120, 540, 840, 680), fill="#C7C0B2", outline="#8F887B", width=6)
    metal = STEEL if value else RUST
    draw.rectangle((452, 0, 492, 240), fill=metal)
    draw.rectangle((430, 230, 620, 280), fill=metal)
    draw.rectangle((580, 270, 625, 330), fill=metal)
    draw.ellipse((440, 180, 506, 230), fill="#B5532A")
    if value == 2:
        draw.polygon([(590, 330), (616, 330), (630, 560), (578, 560)], fill=WATER)
        draw.ellipse((380, 556, 780, 640), fill=WATER)
    if value == 1:
        for y in (360, 430, 500):
            draw.ellipse((592, y, 612, y + 30), fill=WATER)
        draw.ellipse((500, 590, 680, 630), fill=WATER)
    if value == 0:
        _blots(draw, rng, (240, 570, 760, 650), "#9E8F72", count=10, largest=50)
        _crack(draw, rng, 300, 560, 90)


def tank(draw, rng, value):
    _sky_and_ground(draw, rng)
    for x in (330, 610):
        draw.rectangle((x, 470, x + 26, 660), fill="#6F665A")
    draw.rectangle((290, 450, 680, 476), fill="#6F665A")
    body = rng.choice(["#2F4858", "#3B5F86", "#262B2E"])
    draw.rounded_rectangle((320, 170, 650, 456), 40, fill=body)
    for y in (230, 300, 370):
        draw.line((322, y, 648, y), fill="#56707F", width=6)
    if value:
        draw.rounded_rectangle((390, 130, 580, 180), 16, fill="#1D2528")
    else:
        draw.ellipse((380, 150, 590, 200), fill="#0F1517")
        _blots(draw, rng, (340, 200, 630, 430), "#6E8A3F", count=14, largest=46)
        draw.rounded_rectangle((700, 600, 880, 640), 12, fill="#1D2528")
    if value == 1:
        _blots(draw, rng, (340, 240, 630, 430), "#8A7B62", count=8, largest=40)


def latrine(draw, rng, value):
    _sky_and_ground(draw, rng)
    paint = rng.choice(["#C6D8C2", "#E4D9B8", "#BFD3E0"]) if value else "#A08B6E"
    draw.rectangle((300, 200, 680, 640), fill=paint, outline="#6F665A", width=8)
    draw.polygon([(260, 210), (300, 130), (680, 130), (720, 210)], fill=STEEL if value == 2 else RUST)
    draw.rectangle((290, 630, 700, 668), fill="#8F887B")
    if value:
        draw.rectangle((410, 270, 570, 630), fill="#2F6E6E" if value == 2 else WOOD, outline=SHADOW, width=5)
        draw.ellipse((540, 440, 558, 458), fill="#E0A526")
        if value == 2:
            draw.ellipse((466, 310, 514, 358), fill="#FBF9F5")
    else:
        draw.rectangle((410, 270, 570, 630), fill="#221C16")
        draw.polygon([(570, 300), (700, 360), (660, 660), (560, 620)], fill="#7B6040", outline=SHADOW)
        for y in (250, 350, 480):
            draw.line((310, y, 400, y + 12), fill="#4E4132", width=9)


def handwashing(draw, rng, value):
    _sky_and_ground(draw, rng)
    draw.rectangle((250, 420, 720, 450), fill=WOOD)
    for x in (280, 670):
        draw.rectangle((x, 450, x + 24, 660), fill=WOOD)
    bucket = rng.choice(["#3B6FA0", "#B5532A", "#4B8A5A"])
    draw.polygon([(370, 190), (600, 190), (575, 420), (395, 420)], fill=bucket if value else "#8D8A84")
    draw.rectangle((575, 370, 640, 392), fill=STEEL)
    if value:
        draw.rectangle((620, 390, 634, 560), fill=WATER)
        draw.ellipse((560, 560, 690, 610), fill="#5E8FA6")
    if value == 2:
        draw.rounded_rectangle((290, 386, 370, 420), 10, fill="#F0C6B4")
    if value == 0:
        _blots(draw, rng, (390, 220, 580, 400), "#6B5D49", count=8, largest=36)
        draw.line((395, 420, 340, 640), fill="#6B5D49", width=10)


def desk(draw, rng, value):
    draw.rectangle((0, 0, WIDTH, 430), fill="#E3D8BE")
    draw.rectangle((0, 430, WIDTH, HEIGHT), fill="#9C9184")
    board = rng.choice(["#C68A4B", "#B87C3F", "#D09A5E"]) if value else "#8A6B47"
    draw.polygon([(240, 330), (640, 330), (720, 420), (200, 420)], fill=board, outline=SHADOW)
    draw.rectangle((200, 420, 720, 446), fill="#8A5F30")
    legs = [(230, 446, 246, 640), (676, 446, 692, 640)]
    for leg in legs if value else legs[:1]:
        draw.rectangle(leg, fill="#4F5A60")
    draw.rectangle((760, 330, 880, 460), fill=board, outline=SHADOW, width=4)
    draw.rectangle((760, 520, 880, 548), fill=board, outline=SHADOW, width=4)
    for x in (770, 856):
        draw.rectangle((x, 460, x + 14, 650), fill="#4F5A60")
    if value == 0:
        draw.polygon([(676, 446), (696, 446), (790, 640), (768, 648)], fill="#4F5A60")
        draw.polygon([(520, 330), (640, 330), (690, 390), (560, 372)], fill="#E3D8BE")
    if value < 2:
        for _scratch in range(16):
            x, y = rng.randint(250, 640), rng.randint(345, 405)
            draw.line((x, y, x + rng.randint(-40, 40), y + rng.randint(-10, 10)), fill="#6B4A25", width=3)


def fence(draw, rng, value):
    _sky_and_ground(draw, rng)
    draw.rectangle((330, 250, 640, 480), fill="#D6C8A8")
    draw.polygon([(300, 260), (340, 190), (630, 190), (670, 260)], fill=STEEL)
    posts = [x for x in range(20, WIDTH, 110) if value == 2 or not (value == 1 and 300 < x < 600)]
    for x in posts if value else posts[::4]:
        draw.rectangle((x, 420, x + 22, 640), fill=WOOD)
        if value == 2 or (value == 1 and x not in (240, 680)):
            for y in (460, 520, 580):
                draw.line((x + 22, y, x + 110, y), fill="#6F665A", width=7)
    if value == 0:
        draw.line((90, 610, 420, 656), fill=WOOD, width=20)


def garden(draw, rng, value):
    _sky_and_ground(draw, rng, ground="#8FA35E" if value == 2 else EARTH)
    draw.rectangle((560, 280, 900, 520), fill="#D6C8A8")
    for x in (140, 330) if value else ():
        draw.rectangle((x, 400, x + 26, 560), fill="#6B4A25")
        crown = LEAF if value == 2 else "#A08F4E"
        for _leafage in range(9):
            cx, cy = x + rng.randint(-70, 90), rng.randint(280, 420)
            draw.ellipse((cx - 46, cy - 40, cx + 46, cy + 40), fill=crown)
    if value == 2:
        for _flower in range(40):
            x, y = rng.randint(40, 900), rng.randint(560, 660)
            draw.ellipse((x, y, x + 14, y + 14), fill=rng.choice(["#B5532A", "#E0A526", "#FBF9F5"]))


Scene = Callable[[ImageDraw.ImageDraw, Random, int], None]
SCENES: dict[str, Scene] = {
    "IN-02": wall,
    "IN-03": roof,
    "IN-06": fence,
    "AC-02": desk,
    "AC-03": wall,
    "AC-05": garden,
    "AG-02": tap,
    "AG-04": tank,
    "SA-03": latrine,
    "SA-06": handwashing,
}
