"""A file of people as a lab may bring it, of any length."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

HEADER = "Nom;Prénom;Date de naissance;E-mail;Téléphone;Adresse;Code postal;Ville;Profession"
FIELDS = HEADER.count(";") + 1
PIECES = "maridufebenajelucansomitilesaranithojucopaliroberepemosilagadavivisané"  # of two letters


def lines(count: int) -> Iterator[str]:
    chance = random.Random(1)
    names = [_name(chance) for _ in range(20_000)]
    yield HEADER
    for number in range(count):
        born = date(1940, 1, 1) + timedelta(chance.randrange(28_000))
        first, last, town = chance.choices(names, k=3)
        phone = f"06 {number // 10**6 % 100:02} {number // 10**4 % 100:02} {number % 10**4:04}"
        yield (
            f"{last};{first};{born:%d/%m/%Y};p{number}@example.org;{phone};"
            f"{number % 200} rue de l’Essai;42{number % 1000:03};{town};{chance.choice(names)}"
        )


def _name(chance: random.Random) -> str:
    places = chance.choices(range(0, len(PIECES), 2), k=chance.choice((3, 3, 4)))
    return "".join(PIECES[at : at + 2] for at in places).title()
