"""The lab's picture, made safe for an archived paper: no transparency, no CMYK, no huge bitmap."""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from fablab_desk.documents.errors import LogoError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 640  # on its longer side: 400 dpi and more where it is printed


@lru_cache(maxsize=4)
def flat_logo(logo: bytes) -> "Picture":
    """The logo in RGB on white; LogoError when its bytes are no PNG or JPEG."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(logo), formats=("PNG", "JPEG")) as picture:
            picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise LogoError from None
    white = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(white, drawn).convert("RGB")


def check_logo(logo: bytes) -> None:
    """Refuse a picture that no paper could show (LogoError)."""
    flat_logo(logo)
