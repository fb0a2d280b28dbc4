"""The bank account of a structure as papers give it: to read, and to scan for a transfer."""

from dataclasses import dataclass
from decimal import Decimal

from fablab_desk.documents.page import Block, Code, Facts, Heading, Paragraph
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.models import Carrier
from fablab_desk.money import ZERO, format_amount

LONGEST_HOLDER, LONGEST_REFERENCE = 70, 140  # of the European Payments Council
MOST = Decimal("999999999.99")


@dataclass(frozen=True, slots=True)
class Account:
    """The BIC may be blank: inside the euro area the IBAN is enough."""

    holder: str
    iban: str
    bic: str

    @property
    def grouped(self) -> str:
        """By four, as cheques and counters show it."""
        return " ".join(self.iban[at : at + 4] for at in range(0, len(self.iban), 4))


def account_of(carrier: Carrier) -> Account | None:
    if not carrier.iban:
        return None
    return Account(carrier.account_holder or carrier.name, carrier.iban, carrier.bic)


def transfer_code(account: Account, amount: Decimal, reference: str) -> str:
    """What a bank's application scans (EPC069-12, version 2, UTF-8): everything but the order."""
    return "\n".join(
        (
            "BCD",
            "002",
            "1",  # UTF-8
            "SCT",
            account.bic,
            " ".join(account.holder.split())[:LONGEST_HOLDER],
            account.iban,
            f"EUR{amount:.2f}",
            "",  # no purpose
            "",  # no structured reference
            reference[:LONGEST_REFERENCE],
        )
    )


def how_to_pay(
    carrier: str, account: Account | None, amount: Decimal, reference: str, language: str
) -> tuple[Block, ...]:
    """By transfer, with its code, where there is an account; by cheque and at the desk anyway."""
    heading = Heading(translate(mark("How to pay"), language))
    if account is None:
        said = translate(mark("At the desk, or by cheque to the order of {carrier}."), language)
        return heading, Paragraph(said.format(carrier=carrier))
    facts = Facts(tuple(bank_facts(account, language, amount, reference)))
    said = translate(
        mark("By transfer, at the desk, or by cheque to the order of {carrier}."), language
    )
    told = Paragraph(said.format(carrier=carrier))
    if not ZERO < amount <= MOST:
        return heading, told, facts
    scan = Paragraph(
        translate(mark("Scan it in your bank’s application: the transfer is filled in."), language),
        quiet=True,
    )
    code = Code(transfer_code(account, amount, reference), beside=(facts, scan))
    return heading, told, code


def bank_facts(
    account: Account, language: str, amount: Decimal, reference: str
) -> list[tuple[str, str]]:
    """What is copied from the paper where nothing is scanned."""
    pairs = [
        (mark("Account holder"), account.holder),
        (mark("IBAN"), account.grouped),
        (mark("BIC"), account.bic),
        (mark("Amount"), format_amount(amount, language)),
        (mark("Reference to quote"), reference),
    ]
    return [(translate(title, language), text) for title, text in pairs if text]
