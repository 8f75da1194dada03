"""The one door to Pillow: a photo from a stranger's phone becomes a small clean JPEG.

Every photo is decoded in bounds and drawn again, so what is kept has no metadata (who, where, with
which phone), no second file hidden behind the picture, and nothing that is not a picture.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

# More pixels than any phone writes by default; decoded, that is at most 200 MB.
PIXELS_MAX = 64_000_000
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
# Pillow warns above this and refuses above twice this, whatever the file claims elsewhere.
Image.MAX_IMAGE_PIXELS = PIXELS_MAX
# What Pillow raises on bytes that only look like a picture.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, OverflowError, IndexError, KeyError,
          TypeError, struct.error, Image.DecompressionBombError)  # fmt: skip
# EXIF 2.32, tag 0x0112: how the camera was held, as the turn that puts the picture upright.
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class NotAPhoto(Exception):
    """The bytes are no picture we can read; nothing was kept."""


class TooManyPixels(NotAPhoto):
    """The picture is larger than PIXELS_MAX once decoded."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: JPEG bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def redraw(content: bytes) -> Photo:
    """Return the picture upright, at most LONGEST_SIDE pixels long, without any metadata.

    Raises TooManyPixels before decoding, NotAPhoto for anything broken, cut short or in another
    format than JPEG, PNG or WebP.
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                raise TooManyPixels(f"{image.width} x {image.height}")
            return _written(_upright(image))
    except BROKEN as error:
        raise NotAPhoto(str(error)) from error


def _upright(image: Image.Image) -> Image.Image:
    turn = TURNS.get(_orientation(image))
    # A JPEG can be decoded at a half, a quarter or an eighth: far less memory and time.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    # Modes with a palette or 16 bits cannot be scaled well; RGBA holds what all of them show.
    small = image if image.mode in {"RGB", "L"} else image.convert("RGBA")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return small.transpose(turn) if turn is not None else small


def _orientation(image: Image.Image) -> int:
    """Return the orientation the camera wrote; upright where its EXIF cannot be read."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _written(image: Image.Image) -> Photo:
    # A fresh picture: Pillow would carry the comment of the old one over into the new file.
    fresh = Image.new("RGB", image.size, "white")
    fresh.paste(image, mask=image if image.mode == "RGBA" else None)
    file = BytesIO()
    fresh.save(file, "JPEG", quality=QUALITY, optimize=True)
    return Photo(file.getvalue(), fresh.width, fresh.height)
