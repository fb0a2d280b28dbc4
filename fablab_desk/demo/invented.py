"""People who do not exist: drawn from lists of names of many origins, the same for one seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from fablab_desk.paths import read_data
from fablab_desk.people.kinds import Gender

GENDERS = (Gender.FEMALE, Gender.MALE, Gender.FEMALE, Gender.MALE, Gender.NOT_STATED)
GROWN = 18
AGES = {"lycé": range(15, 20), "étudiant": range(17, 31), "retrait": range(60, 120)}
SHARE_OF_MINORS = 0.18
SHARE_WITHOUT_EMAIL = 0.1
SHARE_WITHOUT_PHONE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    first_name: str
    last_name: str
    gender: Gender
    birth_date: date | None
    email: str
    phone: str
    address: str
    postal_code: str
    city: str
    profession: str


@cache
def lists() -> dict[str, Any]:
    found: dict[str, Any] = read_data("demo_names.json")
    return found


def invent(random: Random, today: date) -> Iterator[Invented]:
    """As many as asked for; e-mails end in the domain that is kept for examples."""
    names, number = lists(), 0
    while True:
        number += 1
        gender = random.choice(GENDERS)
        side = "male" if gender is Gender.MALE else "female"
        first, last = random.choice(names[side]), random.choice(names["last"])
        postal_code, city = random.choice(names["communes"])
        born = _birth(random, today)
        yield Invented(
            first_name=first,
            last_name=last,
            gender=gender,
            birth_date=born,
            email=_email(random, number),
            phone=_phone(random),
            address=f"{random.randint(1, 99)} {random.choice(names['streets'])}",
            postal_code=postal_code,
            city=city,
            profession=_worded(_fitting(random.choice(names["professions"]), born, today), gender),
        )


def _fitting(profession: str, born: date | None, today: date) -> str:
    """Nobody works at twelve, goes to school at forty or is retired at thirty."""
    age = (today - born).days // 365 if born else GROWN
    words = (years for word, years in AGES.items() if word in profession)
    return profession if age in next(words, range(GROWN, 120)) else ""


def _worded(profession: str, gender: Gender) -> str:
    """“menuisière ou menuisier” is said of nobody whose gender is known."""
    feminine, _, masculine = profession.partition(" ou ")
    if not masculine or gender is Gender.NOT_STATED:
        return profession
    return masculine if gender is Gender.MALE else feminine


def _birth(random: Random, today: date) -> date | None:
    if random.random() < SHARE_OF_MINORS:
        return today - timedelta(days=random.randint(9 * 365, 17 * 365))
    if random.random() < SHARE_OF_MINORS:
        return None
    return today - timedelta(days=random.randint(18 * 366, 80 * 365))


def _email(random: Random, number: int) -> str:
    return "" if random.random() < SHARE_WITHOUT_EMAIL else f"personne{number}@example.org"


def _phone(random: Random) -> str:
    if random.random() < SHARE_WITHOUT_PHONE:
        return ""
    return f"+336123456{random.randint(0, 99):02}"
