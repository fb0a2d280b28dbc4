"""What reception types instead of names: “+3”, “+3 students”, “+2 f”, “+12 pupils, 4 new”."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from fablab_desk.agenda.drafts import HeadCountDraft, wrong_heads
from fablab_desk.agenda.errors import (
    SeveralAudiencesError,
    UnknownWordError,
    UnreadHeadsError,
)
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.lab.queries import AudienceRow
from fablab_desk.people.kinds import Gender

Choice = TypeVar("Choice")
_ALIKE = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"’": "'"})
_BEGUN = re.compile(r"\s*[+-]\s*[0-9]")
_TYPED = re.compile(r"([+-]?)\s*([0-9]{1,12})(?:\s+(.*)|([^0-9\s.,].*))?")
_SOME_NEW = re.compile(r"(?:dont|with|incl)?\s*([0-9]{1,6})\s*(?:nouve\w*|new\w*)")
_ALL_NEW = re.compile(r"(?:tous |toutes |all )?(?:nouve\w*|new\w*)")
_NONE_NEW = re.compile(r"(?:deja venus?|deja venues?|habitue\w*|regular\w*|back)")
_GENDERS = {
    Gender.FEMALE: ("f", "femme", "fille", "woman", "women", "girl"),
    Gender.MALE: ("h", "m", "homme", "garcon", "man", "men", "boy"),
}
_ROLES = {
    ArrivalRole.SUPERVISOR: ("encadrant", "encadrante", "accompagnateur", "supervisor"),
    ArrivalRole.SPEAKER: ("intervenant", "intervenante", "speaker"),
    ArrivalRole.VOLUNTEER: ("benevole", "volunteer"),
    ArrivalRole.STAFF: ("equipe", "salarie", "salariee", "staff"),
}


def looks_like_heads(text: str) -> bool:
    """Whether what is being typed is a count, and no name, number or card."""
    return _BEGUN.match(_plain(text)) is not None


def parse_heads(
    text: str, audiences: Sequence[AudienceRow], usual: UUID | None = None
) -> HeadCountDraft:
    """The count, its audience, gender, role and newcomers; without an audience the `usual` one."""
    found = _TYPED.fullmatch(_plain(text))
    if not found:
        raise UnreadHeadsError(text)
    heads = int(found[2]) * (-1 if found[1] == "-" else 1)
    for _, problem in wrong_heads("heads", heads, None):
        raise problem
    words, newcomers = _without_newcomers(found[3] or found[4] or "", heads)
    words, gender = _taken(words, _GENDERS, Gender.NOT_STATED)
    words, role = _taken(words, _ROLES, ArrivalRole.PUBLIC)
    return HeadCountDraft(
        heads=heads,
        audience_id=_audience(words, audiences) if words else usual,
        gender=gender,
        newcomers=newcomers,
        role=role,
    )


def _plain(text: str) -> str:
    """Small letters without accents or what cannot be seen, plain dashes, single spaces."""
    wide = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    seen = (c for c in wide if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return " ".join("".join(seen).split())


def _without_newcomers(words: str, heads: int) -> tuple[str, int | None]:
    """How many are new, where it is said, and what else is said."""
    for pattern, many in ((_SOME_NEW, None), (_ALL_NEW, heads), (_NONE_NEW, 0)):
        if found := pattern.search(words):
            new = int(found[1]) if many is None else many
            for _, problem in wrong_heads("heads", heads, new):
                raise problem
            return " ".join(f"{words[: found.start()]} {words[found.end() :]}".split()), new
    return words, None


def _taken(
    words: str, table: Mapping[Choice, tuple[str, ...]], usual: Choice
) -> tuple[str, Choice]:
    """The first word that stands in the table, and the words without it."""
    several = words.strip(" ,;").replace(",", " ").split()
    for word in several:
        for choice, known in table.items():
            if word in known or word.removesuffix("s") in known:
                several.remove(word)
                return " ".join(several), choice
    return " ".join(several), usual


def _audience(words: str, audiences: Iterable[AudienceRow]) -> UUID:
    """The only audience with words that begin so; one that is called so before all others."""
    typed = _stems(words)
    named = [(row, _stems(_plain(row.label))) for row in audiences]
    exact = [row for row, own in named if own == typed]
    begun = [row for row, own in named if all(any(o.startswith(t) for o in own) for t in typed)]
    found = exact or begun
    if not found or not typed:
        raise UnknownWordError(words)
    if len(found) > 1:
        raise SeveralAudiencesError(words, [row.label for row in found])
    return found[0].id


def _stems(words: str) -> list[str]:
    """The words without the endings of a feminine and of a plural."""
    return [re.sub(r"(?<=...)e?[sx]?$", "", word) for word in re.findall(r"\w+", words)]
