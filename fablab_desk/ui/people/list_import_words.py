"""What the import of each kind of list is called, and what its button and its notice say."""

from fablab_desk.care.listed import ListKind
from fablab_desk.i18n import mark, translate, translate_many

TITLES = {
    ListKind.FIRST_VISITS: mark("Import first visits"),
    ListKind.ARRIVALS: mark("Import a list of arrivals"),
    ListKind.FIGURES: mark("Import figures of earlier years"),
    ListKind.BALANCES: mark("Take balances over"),
    ListKind.CERTIFICATIONS: mark("Import certifications"),
}
NOTHING = mark("Nothing to write: each line says why.")
WHO_IS_IT = mark(
    "Nobody is enrolled: a line that names nobody for sure is written once somebody says who it is."
)


def verb_of(kind: ListKind, count: int) -> str:
    match kind:
        case ListKind.FIRST_VISITS:
            return translate_many("Note {n} first visit", "Note {n} first visits", count)
        case ListKind.ARRIVALS:
            return translate_many("Note {n} line of arrivals", "Note {n} lines of arrivals", count)
        case ListKind.FIGURES:
            return translate_many("Take {n} figure over", "Take {n} figures over", count)
        case ListKind.BALANCES:
            return translate_many("Take {n} balance over", "Take {n} balances over", count)
        case ListKind.CERTIFICATIONS:
            return translate_many(
                "Take {n} certification over", "Take {n} certifications over", count
            )


def written_told(kind: ListKind, count: int) -> str:
    match kind:
        case ListKind.FIRST_VISITS:
            return translate_many("{n} first visit noted", "{n} first visits noted", count)
        case ListKind.ARRIVALS:
            return translate_many(
                "{n} line of arrivals noted", "{n} lines of arrivals noted", count
            )
        case ListKind.FIGURES:
            return translate_many("{n} figure taken over", "{n} figures taken over", count)
        case ListKind.BALANCES:
            return translate_many("{n} balance taken over", "{n} balances taken over", count)
        case ListKind.CERTIFICATIONS:
            return translate_many(
                "{n} certification taken over", "{n} certifications taken over", count
            )


def refused_told(count: int) -> str:
    return translate_many("{n} refused line", "{n} refused lines", count) if count else ""


def told_above(writes: int, unsure: int) -> str:
    """Over the lines: that nothing is to be written, or that somebody has to say who is meant."""
    if unsure:
        return translate(WHO_IS_IT)
    return "" if writes else translate(NOTHING)
