"""The lab's picture, made safe for an archived paper: no transparency, no CMYK, no huge bitmap."""

from functools import lru_cache
from io import BytesIO

from fablab_desk.documents.errors import LogoError

MOST_PIXELS = 1200  # on its longer side


@lru_cache(maxsize=4)
def flat_logo(logo: bytes) -> bytes:
    """An RGB PNG on white of the logo's bytes; LogoError when they are no PNG or JPEG."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(logo), formats=("PNG", "JPEG")) as picture:
            picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise LogoError from None
    white = Image.new("RGBA", drawn.size, "white")
    out = BytesIO()
    Image.alpha_composite(white, drawn).convert("RGB").save(out, "PNG")
    return out.getvalue()


def check_logo(logo: bytes) -> None:
    """Refuse a picture that no paper could show (LogoError)."""
    flat_logo(logo)
