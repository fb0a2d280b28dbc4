from datetime import date
from itertools import islice
from random import Random

from fablab_desk.demo.invented import invent
from fablab_desk.people.kinds import Gender


def test_a_profession_agrees_with_whoever_has_it() -> None:
    people = list(islice(invent(Random(1), date(2026, 3, 2)), 400))
    said = {(one.gender, one.profession) for one in people}
    assert (Gender.FEMALE, "menuisière") in said
    assert (Gender.MALE, "menuisier") in said
    assert (Gender.NOT_STATED, "menuisière ou menuisier") in said
    assert not {word for gender, word in said if " ou " in word and gender is Gender.FEMALE}
