"""Countries by their ISO code, and how files and people write them."""

from functools import cache

from fablab_desk.db.search import normalise
from fablab_desk.i18n import LANGUAGES, current


def is_country(code: str) -> bool:
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


def country_name(code: str, language: str | None = None) -> str:
    from babel import Locale  # a tenth of the start, for what few records need

    return str(Locale(language or current()).territories.get(code, code))


def find_country(written: str) -> str | None:
    """The code behind “FR”, “France” or “Belgique”, in any of our languages."""
    code = written.strip().upper()
    return code if is_country(code) else _codes().get(normalise(written))


@cache
def _codes() -> dict[str, str]:
    from phonenumbers import SUPPORTED_REGIONS

    return {
        normalise(country_name(code, language)): code
        for language in LANGUAGES
        for code in SUPPORTED_REGIONS
    }
