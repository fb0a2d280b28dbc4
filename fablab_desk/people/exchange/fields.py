"""What a column of a file can mean, and how other programs and people title it."""

from enum import StrEnum

from fablab_desk.i18n import mark
from fablab_desk.people.labels import COLUMN_TEXTS


class ImportField(StrEnum):
    """The values are remembered with the matching of a header: they never change."""

    NUMBER = "number"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    ORGANISATION = "organisation"
    GENDER = "gender"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    MOBILE = "mobile"
    PHONE = "phone"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"
    DISTRICT = "district"
    AUDIENCE = "audience"
    PROFESSION = "profession"
    CARD = "card"
    FIRST_VISIT_ON = "first_visit_on"
    EMERGENCY_CONTACT = "emergency_contact"
    NEWSLETTER = "newsletter"
    SIRET = "siret"
    VAT_NUMBER = "vat_number"
    CHORUS_ASKS = "chorus_asks"
    CHORUS_SERVICES = "chorus_services"
    OUTSIDE_NUMBER = "outside_number"
    PAYER_LAST_NAME = "payer_last_name"
    PAYER_FIRST_NAME = "payer_first_name"
    PAYER_EMAIL = "payer_email"
    ORDER_STATUS = "order_status"
    MEMBERSHIP_LABEL = "membership_label"
    MEMBERSHIP_STARTS_ON = "membership_starts_on"
    MEMBERSHIP_ENDS_ON = "membership_ends_on"
    AMOUNT = "amount"
    DISCOUNT = "discount"
    PAID_BY = "paid_by"


FIELD_TEXTS = {
    ImportField.NUMBER: mark("Member number"),
    ImportField.LAST_NAME: COLUMN_TEXTS["last_name"],
    ImportField.FIRST_NAME: COLUMN_TEXTS["first_name"],
    ImportField.FULL_NAME: mark("Full name"),
    ImportField.ORGANISATION: mark("Name of the organisation"),
    ImportField.GENDER: COLUMN_TEXTS["gender"],
    ImportField.BIRTH_DATE: COLUMN_TEXTS["birth_date"],
    ImportField.EMAIL: COLUMN_TEXTS["email"],
    ImportField.MOBILE: mark("Mobile phone"),
    ImportField.PHONE: COLUMN_TEXTS["phone"],
    ImportField.ADDRESS: COLUMN_TEXTS["address"],
    ImportField.POSTAL_CODE: COLUMN_TEXTS["postal_code"],
    ImportField.CITY: COLUMN_TEXTS["city"],
    ImportField.COUNTRY: COLUMN_TEXTS["country"],
    ImportField.DISTRICT: COLUMN_TEXTS["district"],
    ImportField.AUDIENCE: COLUMN_TEXTS["audience_id"],
    ImportField.PROFESSION: COLUMN_TEXTS["profession"],
    ImportField.CARD: COLUMN_TEXTS["card"],
    ImportField.FIRST_VISIT_ON: COLUMN_TEXTS["first_visit_on"],
    ImportField.EMERGENCY_CONTACT: COLUMN_TEXTS["emergency_contact"],
    ImportField.NEWSLETTER: mark("Newsletter"),
    ImportField.SIRET: COLUMN_TEXTS["siret"],
    ImportField.VAT_NUMBER: COLUMN_TEXTS["vat_number"],
    ImportField.CHORUS_ASKS: COLUMN_TEXTS["chorus_asks"],
    ImportField.CHORUS_SERVICES: COLUMN_TEXTS["chorus_services"],
    ImportField.OUTSIDE_NUMBER: COLUMN_TEXTS["outside_number"],
    ImportField.PAYER_LAST_NAME: mark("Payer’s last name"),
    ImportField.PAYER_FIRST_NAME: mark("Payer’s first name"),
    ImportField.PAYER_EMAIL: mark("Payer’s e-mail"),
    ImportField.ORDER_STATUS: mark("State of the order"),
    ImportField.MEMBERSHIP_LABEL: mark("Membership plan"),
    ImportField.MEMBERSHIP_STARTS_ON: mark("Membership from"),
    ImportField.MEMBERSHIP_ENDS_ON: COLUMN_TEXTS["member_until"],
    ImportField.AMOUNT: mark("Amount"),
    ImportField.DISCOUNT: mark("Amount taken off"),
    ImportField.PAID_BY: mark("Paid by"),
}

# Titles as `normalise` leaves them; in one file the first of the list that is found is taken.
SYNONYMS: dict[ImportField, tuple[str, ...]] = {
    ImportField.NUMBER: (
        *("numero d adherent", "numero adherent", "n adherent", "n d adherent", "no adherent"),
        *("numero de membre", "numero membre", "member number", "numero", "number", "n"),
    ),
    ImportField.LAST_NAME: (
        *("nom adherent", "nom de l adherent", "nom adh", "nom de famille", "last name"),
        *("lastname", "surname", "family name", "nom du membre", "nom membre", "nom"),
    ),
    ImportField.FIRST_NAME: (
        *("prenom adherent", "prenom de l adherent", "prenom adh", "first name", "firstname"),
        *("given name", "prenom du membre", "prenom membre", "prenom", "prenoms"),
    ),
    ImportField.FULL_NAME: (
        *("nom complet", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom"),
        *("full name", "name", "adherent", "membre", "member"),
    ),
    ImportField.ORGANISATION: (
        *("raison sociale", "organization name", "organisation name", "nom de l organisation"),
        *("nom de la structure", "structure", "organisation", "organization", "societe"),
        *("societe adh", "entreprise", "company", "company name", "association"),
    ),
    ImportField.GENDER: (
        "genre",
        "gender",
        "sexe",
        "civilite",
        "titre adh",
        "titre",
        "sex",
        "title",
    ),
    ImportField.BIRTH_DATE: (
        *("date de naissance", "ddn adh", "ddn", "birthdate", "birth date", "date of birth"),
        *("birthday", "dob", "ne le", "nee le", "ne e le", "naissance"),
    ),
    ImportField.EMAIL: (
        *("email adherent", "email adh", "e mail", "email", "mail", "courriel"),
        *("adresse e mail", "adresse email", "adresse mail", "adresse electronique"),
        *("email address", "e mail address", "mel"),
    ),
    ImportField.MOBILE: (
        *(
            "gsm adh",
            "portable",
            "mobile",
            "telephone portable",
            "telephone mobile",
            "tel portable",
        ),
        *("tel mobile", "mobile phone", "cell", "cell phone", "gsm"),
    ),
    ImportField.PHONE: (
        *("telephone", "tel adh", "tel", "phone", "phone number", "numero de telephone"),
        *("telephone fixe", "tel fixe", "fixe", "n de telephone"),
    ),
    ImportField.ADDRESS: (
        *("adresse", "adresse adh", "address", "adresse postale", "rue", "street", "voie"),
        *("adresse ligne 1", "postal address", "street address"),
    ),
    ImportField.POSTAL_CODE: (
        *("code postal", "cp adh", "cp", "postal code", "postcode", "zip", "zip code", "code post"),
    ),
    ImportField.CITY: ("ville", "ville adh", "commune", "city", "town", "localite"),
    ImportField.COUNTRY: ("pays", "pays adh", "country"),
    ImportField.DISTRICT: ("quartier", "quartier prioritaire", "qpv", "priority district"),
    ImportField.AUDIENCE: ("public", "audience", "group", "groupe", "type de public"),
    ImportField.PROFESSION: ("profession", "prof adh", "metier", "job", "occupation"),
    ImportField.CARD: ("numero de carte", "n de carte", "carte", "badge", "card number", "card"),
    ImportField.FIRST_VISIT_ON: (
        *("premiere visite", "premiere visite le", "date de premiere visite", "first visit"),
        *("first visit on", "date crea adh", "date d inscription", "date de creation"),
    ),
    ImportField.EMERGENCY_CONTACT: (
        *("contact d urgence", "personne a prevenir", "urgence", "emergency contact"),
    ),
    ImportField.NEWSLETTER: (
        *("newsletter", "allow newsletter", "lettre d information", "infolettre"),
        *("inscrit a la newsletter",),
    ),
    ImportField.SIRET: ("siret", "numero siret", "n siret"),
    ImportField.VAT_NUMBER: ("numero de tva", "n tva", "tva intracommunautaire", "vat number"),
    ImportField.CHORUS_ASKS: ("demande par chorus pro", "asked by chorus pro"),
    ImportField.CHORUS_SERVICES: (
        *("services chorus pro", "code service chorus pro", "code service", "service code"),
    ),
    ImportField.OUTSIDE_NUMBER: (
        *("external id", "id adh", "num adh", "identifiant", "reference", "id", "member id"),
        *("ancien numero", "identifiant externe", "numero externe"),
    ),
    ImportField.PAYER_LAST_NAME: ("nom payeur", "nom du payeur", "payer last name"),
    ImportField.PAYER_FIRST_NAME: ("prenom payeur", "prenom du payeur", "payer first name"),
    ImportField.PAYER_EMAIL: (
        *("email payeur", "e mail payeur", "mail payeur", "email du payeur", "payer email"),
    ),
    ImportField.ORDER_STATUS: (
        *("statut de la commande", "statut du paiement", "statut paiement", "etat de la commande"),
        *("order status", "payment status", "etat du paiement"),
    ),
    ImportField.MEMBERSHIP_LABEL: (
        *("tarif", "formule", "type d adhesion", "type adhesion", "libelle statut", "plan"),
        *("nom du tarif", "membership", "membership type", "adhesion", "cotisation"),
    ),
    ImportField.MEMBERSHIP_STARTS_ON: (
        *("date d adhesion", "date adhesion", "debut d adhesion", "date de debut"),
        *("adhesion du", "start date", "date de la commande", "date commande", "date de commande"),
    ),
    ImportField.MEMBERSHIP_ENDS_ON: (
        *("date echeance", "echeance", "date d echeance", "fin d adhesion", "date de fin"),
        *("date de fin d adhesion", "adhesion jusqu au", "expiration", "end date", "valid until"),
    ),
    ImportField.AMOUNT: ("montant tarif", "montant", "amount", "prix", "price", "montant paye"),
    ImportField.DISCOUNT: ("montant code promo", "remise", "reduction", "discount"),
    ImportField.PAID_BY: (
        *("moyen de paiement", "mode de paiement", "mode de reglement", "payment method"),
        *("paid by", "reglement"),
    ),
}

SECRETS = ("password", "passwd", "mot de passe", "mdp", "pwd", "passphrase")


def is_secret(title: str) -> bool:
    """Whether a normalised title announces passwords: such a column is never read."""
    return any(secret in title for secret in SECRETS)
