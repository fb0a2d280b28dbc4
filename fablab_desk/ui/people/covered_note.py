"""Why an organisation is proposed to pay for somebody."""

from fablab_desk.i18n import mark, translate


def say_covered(name: str, by: str) -> str:
    text = mark("{by} covers {name} on this day: it is proposed to pay, at the price of {name}.")
    return translate(text).format(name=name, by=by)
