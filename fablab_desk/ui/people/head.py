"""What stands over the list of members, whether it can be worked with already or not."""

from fablab_desk.i18n import mark
from fablab_desk.people.kinds import FILTER_TEXTS, PeopleFilter
from fablab_desk.ui.search_field import Filter

KEY = "people"
TITLE = mark("Members")
HINT = mark("Search name, number, e-mail, phone…")
ADMIT = mark("&New person…")
ADMIT_ORGANISATION = mark("New &organisation…")
DUPLICATES = mark("&Duplicates…")
IMPORT = mark("&Import…")
IMPORTS = mark("&Past imports…")
NEWCOMER = mark("enrol sign up newcomer")  # looked for in Ctrl+K, not shown
RENEW_HINT = mark(
    "Many at once under the same conditions, with letters: nothing is written before its preview"
)
ENROL = mark("&Membership…")
TAKE = mark("&Take money…")
FILTERS = [
    Filter(chosen.value, FILTER_TEXTS[chosen])
    for chosen in (
        PeopleFilter.ALL,
        PeopleFilter.CURRENT,
        PeopleFilter.DUE_SOON,
        PeopleFilter.LATE,
        PeopleFilter.ORGANISATIONS,
        PeopleFilter.MINORS,
        PeopleFilter.PIECES,
        PeopleFilter.ARCHIVED,
    )
]
SAVED = "saved"  # stands for the filter that was chosen among those kept under a name
MORE_FILTERS = mark("Filters…")
FILTERS.append(Filter(SAVED, MORE_FILTERS))
