"""What is kept of a photo: a JPEG of 512 pixels at most, without what the camera wrote in it."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from fablab_desk.people.errors import HeavyPhotoError, UnreadablePhotoError, VastPhotoError

SIDE = 512  # pixels
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def kept_photo(data: bytes) -> bytes:
    """The picture upright and small. The size it claims is judged before anything is decoded."""
    if len(data) > MOST_BYTES:
        raise HeavyPhotoError(MOST_BYTES // 1_000_000)
    try:
        return _reduced(data)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError):
        raise UnreadablePhotoError from None


def _reduced(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise VastPhotoError(width, height)
        image.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG is decoded at a fraction of its size
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((SIDE, SIDE))
    kept = BytesIO()
    _opaque(upright).save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white
