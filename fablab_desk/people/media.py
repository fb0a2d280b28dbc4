"""Where pictures of somebody may be shown, in words."""

from collections.abc import Collection

from fablab_desk.i18n import mark, translate
from fablab_desk.people.kinds import MEDIUM_TEXTS, Medium

ONLY, PICTURES_ONLY = mark("Only: {places}"), mark("Photos only: {places}")


def only_shown(
    media: Collection[Medium], language: str | None = None, *, saying: str = ONLY
) -> str:
    """“Only: inside the lab, print and press”, in the order of the form."""
    named = [translate(MEDIUM_TEXTS[one], language) for one in Medium if one in media]
    said = ", ".join(one[:1].lower() + one[1:] for one in named)
    return translate(saying, language).format(places=said)
