"""The dialogs that a tour draws, and the acts that open them; each stands on its first record."""

from collections.abc import Mapping, Sequence

from fablab_desk.people.kinds import PeopleFilter

Acts = Sequence[str]
DIALOGS: Mapping[str, Acts] = {  # by tab
    "today": ("cash_action", "admit_action"),
    "people": (
        "attest_action",
        "admit_action",
        "admit_organisation_action",
        "correct_action",
        "enrol_action",
        "charge_action",
        "cash_action",
        "presence_action",
        "papers_action",
        "forms.household_action",
        "forms.consent_action",
        "forms.give_card_action",
        "forms.alert_action",
        "covers.cover_action",
        "merge_action",
        "duplicates_action",
        "imports_action",
        "personal.erase_action",
        "personal.retention_action",
        "renew_action",
        "sending.cards_action",
        "sending.mailing_action",
        "sending.letters_action",
        "sending.mail_action",
        "saved.new_action",
        "pieces.batch_action",
        "pieces.no_photo_action",
    ),
    "agenda": (
        "open_action",
        "close_action",
        "correct_action",
        "group_action",
        "days_action",
        "day_action",
        "page_action",
        "sheets_action",
    ),
    "machines": (
        "use_action",
        "past_action",
        "sheet_action",
        "fault_action",
        "upkeep_action",
        "log_action",
        "figures_action",
        "dossier_action",
        "correct_action",
        "add_action",
        "loans_action",
        "projects_action",
        "guide_action",
        "labels_action",
        "blank_action",
    ),
    "stock": (
        "delivery_action",
        "loss_action",
        "move_action",
        "count_action",
        "correct_action",
        "keep_action",
    ),
    "payments": ("owed_action", "close_action", "receipt_action"),
}
NARROWED: Mapping[str, Mapping[str, Acts]] = {  # by tab and by the filter of its list
    "people": {
        PeopleFilter.MINORS.value: (
            "forms.guardian_action",
            "pieces.note_action",
            "pieces.answer_action",
            "pieces.print_action",
        ),
        PeopleFilter.ORGANISATIONS.value: (
            "forms.contact_action",
            "covers.name_action",
            "correct_action",
        ),
    },
}
PAGES: Mapping[str, Acts] = {  # by the class of a page of the settings
    "PiecesPage": ("add_action", "word_action"),
    "CustomFieldsPage": ("add_field_action",),
    "PersonalPage": ("add_action", "print_action"),
    "PlansPage": ("add_action", "fee_action"),
    "AssemblyPage": (
        "add_action",
        "attendance_action",
        "post_action",
        "sheet_action",
        "minutes_action",
        "board.give_action",
        "board.resign_action",
        "board.paper_action",
        "board.attest_action",
    ),
}
LEADS_ON: Mapping[str, str] = {  # by the class of a dialog, its button to the next one
    "DuplicatesDialog": "merge",
    "RenewalDialog": "letters_button",
    "LettersDialog": "one",
    "BoardPaperDialog": "verb",
    "CardsDialog": "verb",
    "DayPageDialog": "print_button",
    "PresenceDialog": "verb",
}
