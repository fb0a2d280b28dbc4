"""The public holidays of France, those of Alsace-Moselle and of the overseas territories too."""

from datetime import date
from functools import cache

from fablab_desk.i18n import current

# By the beginning of the postal code; elsewhere the eleven days of the Code du travail.
_REGIONS = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "986": "WF",
    "987": "PF",
    "988": "NC",
    "97133": "BL",
    "97150": "MF",
}
_NAMES = {"fr": "fr", "en": "en_US"}


def region_of(postal_code: str) -> str:
    """What the library calls the part of the country, or nothing."""
    found = (_REGIONS.get(postal_code[:length]) for length in (5, 3, 2))
    return next((region for region in found if region), "")


def public_holiday(day: date, postal_code: str, language: str | None = None) -> str:
    """What the day is called, or nothing."""
    return _of_year(day.year, region_of(postal_code), language or current()).get(day, "")


def public_holidays(year: int, postal_code: str, language: str | None = None) -> dict[date, str]:
    """All of a year, in their order."""
    return dict(sorted(_of_year(year, region_of(postal_code), language or current()).items()))


@cache
def _of_year(year: int, region: str, language: str) -> dict[date, str]:
    from holidays import country_holidays  # late: it names every country of the world

    found = country_holidays("FR", subdiv=region or None, years=year, language=_NAMES[language])
    return dict(found)
