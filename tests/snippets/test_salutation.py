"""How people are addressed: a table of names, a table of addresses, and what is refused."""

import pytest

from kik_wagtail.snippets.salutation import (
    Address,
    AddressProblem,
    Person,
    address_lines,
    address_name,
    name_in_sentence,
    salutation,
)

# fmt: off
# form   initials     prefix     surname                  noble        salutation                              on the envelope
NAMES = [
    ("mrs", "F.", "van der", "Haddad", "", "Geachte mevrouw Van der Haddad", "Mevrouw F. van der Haddad"),
    ("mr", "J.", "de", "Vries", "", "Geachte heer De Vries", "De heer J. de Vries"),
    ("mr", "P.", "", "Jansen", "", "Geachte heer Jansen", "De heer P. Jansen"),
    ("mr", "L.", "", "Bo", "", "Geachte heer Bo", "De heer L. Bo"),
    # prefixes
    ("mrs", "A.", "van 't", "Zand", "", "Geachte mevrouw Van 't Zand", "Mevrouw A. van 't Zand"),
    ("mrs", "A.", "van ’t", "Zand", "", "Geachte mevrouw Van ’t Zand", "Mevrouw A. van ’t Zand"),
    ("mr", "A.", "in 't", "Hof", "", "Geachte heer In 't Hof", "De heer A. in 't Hof"),
    ("mr", "A.", "'t", "Hart", "", "Geachte heer 't Hart", "De heer A. 't Hart"),
    ("mrs", "B.", "op den", "Kamp", "", "Geachte mevrouw Op den Kamp", "Mevrouw B. op den Kamp"),
    ("mr", "C.", "d'", "Ancona", "", "Geachte heer D'Ancona", "De heer C. d'Ancona"),
    ("mr", "G.", "Van den", "Bossche", "", "Geachte heer Van den Bossche", "De heer G. Van den Bossche"),
    ("mr", "Y.", "el", "Amrani", "", "Geachte heer El Amrani", "De heer Y. el Amrani"),
    ("mr", "V.", "", "van Dam", "", "Geachte heer Van Dam", "De heer V. van Dam"),
    # nobody knows how to address them, or by which initials
    ("", "R.M.", "van den", "Heuvel", "", "Geachte R.M. van den Heuvel", "R.M. van den Heuvel"),
    ("unknown", "R.", "", "Smit", "", "Geachte R. Smit", "R. Smit"),
    ("", "", "in 't", "Hof", "", "Geachte heer of mevrouw In 't Hof", "In 't Hof"),
    ("mrs", "", "", "Jansen", "", "Geachte mevrouw Jansen", "Mevrouw Jansen"),
    ("mr", "", "van den", "Heuvel", "", "Geachte heer Van den Heuvel", "De heer Van den Heuvel"),
    # noble titles stand behind the initials, predicates before
    ("mr", "A.", "van", "Lynden", "baron", "Geachte baron Van Lynden", "De heer A. baron van Lynden"),
    ("mrs", "A.E.", "van", "Lynden", "barones", "Geachte barones Van Lynden", "Mevrouw A.E. barones van Lynden"),
    ("", "W.", "van", "Rechteren", "gravin", "Geachte gravin Van Rechteren", "W. gravin van Rechteren"),
    ("mr", "J.", "", "Six", "jonkheer", "Geachte jonkheer Six", "De heer jonkheer J. Six"),
    ("mrs", "J.", "de", "Beaufort", "jonkvrouw", "Geachte jonkvrouw De Beaufort", "Mevrouw jonkvrouw J. de Beaufort"),
    ("mrs", "", "van", "Lynden", "barones", "Geachte barones Van Lynden", "Mevrouw barones van Lynden"),
    # double names and hyphens
    ("mrs", "A.", "de", "Vries-van der Berg", "", "Geachte mevrouw De Vries-van der Berg", "Mevrouw A. de Vries-van der Berg"),
    ("mr", "J.", "", "Pastoor-Özdemir", "", "Geachte heer Pastoor-Özdemir", "De heer J. Pastoor-Özdemir"),
    ("mr", "J.-P.", "", "El-Khayat", "", "Geachte heer El-Khayat", "De heer J.-P. El-Khayat"),
    ("mrs", "M.", "", "García Lorca", "", "Geachte mevrouw García Lorca", "Mevrouw M. García Lorca"),
    # typed in capitals, in small letters, or carelessly
    ("mr", "J.", "VAN DER", "BERG", "", "Geachte heer Van der Berg", "De heer J. van der Berg"),
    ("mrs", "FM", "", "JANSEN-DE VRIES", "", "Geachte mevrouw Jansen-de Vries", "Mevrouw F.M. Jansen-de Vries"),
    ("mr", "j. p.", "", "ijzerman", "", "Geachte heer IJzerman", "De heer J.P. IJzerman"),
    ("mr", "th", "", "o'brien", "", "Geachte heer O'Brien", "De heer Th. O'Brien"),
    ("mr", "W.M.Th.", "", "'T HART", "", "Geachte heer 't Hart", "De heer W.M.Th. 't Hart"),
    ("mr", " L. ", "  ", "  Bo  ", "", "Geachte heer Bo", "De heer L. Bo"),
    ("mr", "A.", "", "MacDonald", "", "Geachte heer MacDonald", "De heer A. MacDonald"),
    ("mrs", "Maria", "", "Smit", "", "Geachte mevrouw Smit", "Mevrouw Maria Smit"),
    # one name only, other alphabets
    ("mr", "", "", "Suharto", "", "Geachte heer Suharto", "De heer Suharto"),
    ("", "", "", "Sukarno", "", "Geachte heer of mevrouw Sukarno", "Sukarno"),
    ("mrs", "H.", "", "Nguyễn", "", "Geachte mevrouw Nguyễn", "Mevrouw H. Nguyễn"),
    ("mr", "Ł.", "", "Wiśniewski", "", "Geachte heer Wiśniewski", "De heer Ł. Wiśniewski"),
    ("mrs", "", "", "الحداد", "", "Geachte mevrouw الحداد", "Mevrouw الحداد"),
    ("mr", "", "", "ተስፋይ", "", "Geachte heer ተስፋይ", "De heer ተስፋይ"),
    ("mrs", "О.", "", "ШЕВЧЕНКО", "", "Geachte mevrouw Шевченко", "Mevrouw О. Шевченко"),
    # no name, or what is none
    ("", "", "", "", "", "Geachte heer of mevrouw", ""),
    ("mr", "A.", "de", "", "", "Geachte heer of mevrouw", ""),
    ("mrs", "", "", ".", "", "Geachte heer of mevrouw", ""),
    ("mr", "", "", "=HYPERLINK(1)", "", "Geachte heer =HYPERLINK(1)", "De heer =HYPERLINK(1)"),
]
# fmt: on


@pytest.mark.parametrize(("form", "initials", "prefix", "surname", "noble", "said", "written"), NAMES)
def test_how_somebody_is_addressed(form, initials, prefix, surname, noble, said, written):
    person = Person(surname, prefix, initials, form, noble)
    assert salutation(person) == said
    assert address_name(person) == written


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("Haddad", "van der", "F.", "mrs"), "mevrouw F. van der Haddad"),
        (Person("Bo", "", "L.", "mr"), "de heer L. Bo"),
        (Person("Heuvel", "van den", "R.M.", ""), "R.M. van den Heuvel"),
        (Person("Heuvel", "van den", "", ""), "Van den Heuvel"),
        (Person("", "", "", "mr"), ""),
    ],
)
def test_name_in_a_sentence(person, expected):
    assert name_in_sentence(person) == expected


HADDAD = Person("Haddad", "van der", "F.", "mrs")
NAME = "Mevrouw F. van der Haddad"

# fmt: off
# street                          number     postcode   city               care of             addition      lines below the name
ADDRESSES = [
    ("Korreweg", "12", "9715 AB", "Groningen", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    # the postcode
    ("Korreweg", "12", "9715AB", "Groningen", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    ("Korreweg", "12", "9715ab", "Groningen", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    ("Korreweg", "12", " 9715 Ab ", "Groningen", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    ("Korreweg", "12", "9715\u00a0AB", "Groningen", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    # the number
    ("Laan", "", "1011 CD", "Stad", "", "", ["Laan", "1011 CD  STAD"]),
    ("Laan", "2 a", "1011 CD", "Stad", "", "", ["Laan 2 a", "1011 CD  STAD"]),
    ("Laan", "3-II", "1011 CD", "Stad", "", "", ["Laan 3-II", "1011 CD  STAD"]),
    ("Laan", "407 2-hoog", "1011 CD", "Stad", "", "", ["Laan 407 2-hoog", "1011 CD  STAD"]),
    ("Laan", "5 bis", "1011 CD", "Stad", "", "", ["Laan 5 bis", "1011 CD  STAD"]),
    ("Laan", "t/o 12", "1011 CD", "Stad", "", "", ["Laan t/o 12", "1011 CD  STAD"]),
    # the street
    ("1e Dwarsstraat", "3", "1011 CD", "Stad", "", "", ["1e Dwarsstraat 3", "1011 CD  STAD"]),
    ("Plein 1944", "3", "1011 CD", "Stad", "", "", ["Plein 1944 3", "1011 CD  STAD"]),
    ("Postbus", "30026", "9700 RM", "Groningen", "", "", ["Postbus 30026", "9700 RM  GRONINGEN"]),
    ("Postbus 30026", "", "9700 RM", "Groningen", "", "", ["Postbus 30026", "9700 RM  GRONINGEN"]),
    ("Antwoordnummer", "10", "9700 VB", "Groningen", "", "", ["Antwoordnummer 10", "9700 VB  GRONINGEN"]),
    ("'s-Gravenweg", "1", "3062 ZA", "Stad", "", "", ["'s-Gravenweg 1", "3062 ZA  STAD"]),
    ("Woonboot “De Hoop”, Eemskanaal", "4", "9713 AA", "Stad", "", "", ["Woonboot “De Hoop”, Eemskanaal 4", "9713 AA  STAD"]),
    ("Vowelaan", "1", "9711 AB", "Stad", "", "", ["Vowelaan 1", "9711 AB  STAD"]),
    ("Onbekendestraat", "1", "9711 AB", "Stad", "", "", ["Onbekendestraat 1", "9711 AB  STAD"]),
    ("  Korreweg ", " 12 ", "9715 AB", " Groningen ", "", "", ["Korreweg 12", "9715 AB  GRONINGEN"]),
    ("Korreweg\n", "12", "9715 AB", "Gro\tningen", "", "", ["Korreweg 12", "9715 AB  GRO NINGEN"]),
    # the town
    ("Laan", "2", "9901 AA", "'t Zandt", "", "", ["Laan 2", "9901 AA  'T ZANDT"]),
    ("Laan", "2", "2511 AA", "'s-Gravenhage", "", "", ["Laan 2", "2511 AA  'S-GRAVENHAGE"]),
    ("Laan", "2", "1972 AA", "IJmuiden", "", "", ["Laan 2", "1972 AA  IJMUIDEN"]),
    ("Laan", "2", "9076 AA", "Sint Jacobiparochie", "", "", ["Laan 2", "9076 AA  SINT JACOBIPAROCHIE"]),
    ("Wâldwei", "2", "9001 AA", "Grou", "", "", ["Wâldwei 2", "9001 AA  GROU"]),
    ("Laan", "2", "8881 AA", "Súdwest-Fryslân", "", "", ["Laan 2", "8881 AA  SÚDWEST-FRYSLÂN"]),
    # with whom, and what else: up to five lines with the name
    ("Laan", "2", "1234 AB", "Stad", "Stichting X", "", ["p/a Stichting X", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "p/a Stichting X", "", ["p/a Stichting X", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "c/o familie Bo", "", ["c/o familie Bo", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "Patricia Smit", "", ["p/a Patricia Smit", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "", "Kamer 3", ["Kamer 3", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "", "t.a.v. bewindvoering", ["t.a.v. bewindvoering", "Laan 2", "1234 AB  STAD"]),
    ("Laan", "2", "1234 AB", "Stad", "Stichting X", "Kamer 3", ["p/a Stichting X", "Kamer 3", "Laan 2", "1234 AB  STAD"]),
]

REFUSED = [
    # nowhere to send it to
    ("VOW", "", "9711 AB", "Stad", "", "", "address_none"),
    ("V.O.W.", "", "9711 AB", "Stad", "", "", "address_none"),
    ("ZVWOVP", "", "9711 AB", "Stad", "", "", "address_none"),
    ("Zonder vaste woon- of verblijfplaats", "", "9711 AB", "Stad", "", "", "address_none"),
    ("zonder  vaste  woonplaats", "", "9711 AB", "Stad", "", "", "address_none"),
    ("Geen vaste woonplaats", "", "", "", "", "", "address_none"),
    ("Onbekend", "", "9711 AB", "Stad", "", "", "address_none"),
    ("Adres onbekend", "", "9711 AB", "Stad", "", "", "address_none"),
    ("Straat", "1", "9711 AB", "Onbekend", "", "", "address_none"),
    ("Laan", "1", "9711 AB", "Stad", "", "adres onbekend", "address_none"),
    # something is missing or cannot be
    ("Singel", "1", "0711 AB", "Stad", "", "", "address_postcode"),
    ("Singel", "1", "9711", "Stad", "", "", "address_postcode"),
    ("Singel", "1", "9711 ABC", "Stad", "", "", "address_postcode"),
    ("Singel", "1", "9711 SS", "Stad", "", "", "address_postcode"),
    ("Singel", "1", "B-1000", "Brussel", "", "", "address_postcode"),
    ("Singel", "1", "", "Stad", "", "", "address_postcode"),
    ("Singel", "1", "9711 AB", "", "", "", "address_city"),
    ("Singel", "1", "9711 AB", ".", "", "", "address_city"),
    ("", "12", "9711 AB", "Stad", "", "", "address_street"),
    (".", "", "9711 AB", "Stad", "", "", "address_street"),
    # what the sorting machines cannot read at the start of a line
    *((f"{sign}Singel", "1", "9711 AB", "Stad", "", "", "address_forbidden_start") for sign in "@()=[]\"“”\\/,<>~"),
    ("Singel", "1", "9711 AB", "Stad", "", "<b>", "address_forbidden_start"),
    ("Singel", "1", "9711 AB", "Stad", "", "  =1+1", "address_forbidden_start"),
]
# fmt: on
FIELDS = ("street", "number", "postcode", "city", "care_of", "addition")


@pytest.mark.parametrize((*FIELDS, "below"), ADDRESSES)
def test_what_stands_on_the_envelope(street, number, postcode, city, care_of, addition, below):
    lines = address_lines(HADDAD, Address(street, number, postcode, city, care_of, addition))
    assert lines == [NAME, *below]
    assert 3 <= len(lines) <= 6


@pytest.mark.parametrize((*FIELDS, "code"), REFUSED)
def test_an_address_that_cannot_go_on_an_envelope_is_refused_with_its_reason(
    street, number, postcode, city, care_of, addition, code
):
    with pytest.raises(AddressProblem) as refusal:
        address_lines(HADDAD, Address(street, number, postcode, city, care_of, addition))
    assert refusal.value.problem.code == code


def test_the_tables_are_as_long_as_was_asked():
    assert len(NAMES) >= 40
    assert len(ADDRESSES) + len(REFUSED) >= 40


def test_a_person_without_a_name_has_too_few_lines():
    with pytest.raises(AddressProblem) as refusal:
        address_lines(Person(""), Address("Singel", "1", "9711 AB", "Stad"))
    assert refusal.value.problem.code == "address_lines"


def test_a_name_that_begins_like_a_formula_cannot_begin_a_line():
    with pytest.raises(AddressProblem) as refusal:
        address_lines(Person("=HYPERLINK(1)"), Address("Singel", "1", "9711 AB", "Stad"))
    assert refusal.value.problem.code == "address_forbidden_start"
