import pytest

from kik_wagtail.snippets.salutation import Address, AddressProblem, Person, address_lines, name_in_sentence, salutation

SALUTATIONS = [
    (Person("Haddad", "van der", "F.", "mrs"), "Geachte mevrouw Van der Haddad"),
    (Person("Vries", "de", "J.", "mr"), "Geachte heer De Vries"),
    (Person("Jansen", "", "P.", "mr"), "Geachte heer Jansen"),
    (Person("Jansen", "", "", "mrs"), "Geachte mevrouw Jansen"),
    (Person("Heuvel", "van den", "R.M.", ""), "Geachte R.M. van den Heuvel"),
    (Person("Heuvel", "van den", "R.M.", "unknown"), "Geachte R.M. van den Heuvel"),
    (Person("Hof", "in 't", "", ""), "Geachte heer of mevrouw In 't Hof"),
    (Person("Hart", "'t", "A.", "mr"), "Geachte heer 't Hart"),
    (Person("Zand", "van 't", "A.", "mrs"), "Geachte mevrouw Van 't Zand"),
    (Person("Vries-van der Berg", "de", "A.", "mrs"), "Geachte mevrouw De Vries-van der Berg"),
    (Person("Lynden", "van", "A.", "mr", "baron"), "Geachte baron Van Lynden"),
    (Person("El Amrani", "", "Y.", "mr"), "Geachte heer El Amrani"),
    (Person("Amrani", "el", "Y.", "mr"), "Geachte heer El Amrani"),
    (Person("Nguyễn", "", "H.", "mrs"), "Geachte mevrouw Nguyễn"),
    (Person("الحداد", "", "", "mrs"), "Geachte mevrouw الحداد"),
    (Person("Bo", "  ", "L.", "mr"), "Geachte heer Bo"),
    (Person(" Bo ", "", "L.", "mr"), "Geachte heer Bo"),
    (Person("", "", "", ""), "Geachte heer of mevrouw"),
    (Person("", "de", "A.", "mr"), "Geachte heer of mevrouw"),
    (Person("=HYPERLINK(1)", "", "", "mr"), "Geachte heer =HYPERLINK(1)"),
]


@pytest.mark.parametrize(("person", "expected"), SALUTATIONS)
def test_salutation(person, expected):
    assert salutation(person) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("Haddad", "van der", "F.", "mrs"), "mevrouw F. van der Haddad"),
        (Person("Bo", "", "L.", "mr"), "de heer L. Bo"),
        (Person("Heuvel", "van den", "R.M.", ""), "R.M. van den Heuvel"),
        (Person("Heuvel", "van den", "", ""), "Van den Heuvel"),
    ],
)
def test_name_in_a_sentence(person, expected):
    assert name_in_sentence(person) == expected


HADDAD = Person("Haddad", "van der", "F.", "mrs")
ADDRESSES = [
    (
        HADDAD,
        Address("Korreweg", "12", "9715ab", "Stad"),
        ["Mevrouw F. van der Haddad", "Korreweg 12", "9715 AB  STAD"],
    ),
    (
        HADDAD,
        Address("Korreweg", "12", " 9715 AB ", "Stad"),
        ["Mevrouw F. van der Haddad", "Korreweg 12", "9715 AB  STAD"],
    ),
    (
        Person("Heuvel", "van den", "", "mr"),
        Address("Singel", "1", "9711 AB", "'t Zandt"),
        ["De heer Van den Heuvel", "Singel 1", "9711 AB  'T ZANDT"],
    ),
    (
        Person("Jansen", "", "P.", ""),
        Address("Laan", "2", "1234 AB", "Stad", care_of="Stichting X", addition="Kamer 3"),
        ["P. Jansen", "p/a Stichting X", "Kamer 3", "Laan 2", "1234 AB  STAD"],
    ),
    (
        Person("Lynden", "van", "A.", "mr", "baron"),
        Address("Laan", "2", "1234 AB", "Stad"),
        ["De heer A. baron van Lynden", "Laan 2", "1234 AB  STAD"],
    ),
    (
        Person("Wit", "de", "J.", "mr"),
        Address("1e Dwarsstraat", "3-II", "1011 CD", "IJmuiden"),
        ["De heer J. de Wit", "1e Dwarsstraat 3-II", "1011 CD  IJMUIDEN"],
    ),
    (
        Person("Wit", "", "J.", "mr"),
        Address("Laan", "", "1011 CD", "Stad"),
        ["De heer J. Wit", "Laan", "1011 CD  STAD"],
    ),
]


@pytest.mark.parametrize(("person", "address", "expected"), ADDRESSES)
def test_address_lines(person, address, expected):
    assert address_lines(person, address) == expected


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (Address("VOW", "", "9711 AB", "Stad"), "address_none"),
        (Address("Zonder vaste woon- of verblijfplaats", "", "9711 AB", "Stad"), "address_none"),
        (Address("Onbekend", "", "9711 AB", "Stad"), "address_none"),
        (Address("Straat", "1", "9711 AB", "Onbekend"), "address_none"),
        (Address("Singel", "1", "0711 AB", "Stad"), "address_postcode"),
        (Address("Singel", "1", "9711", "Stad"), "address_postcode"),
        (Address("Singel", "1", "", "Stad"), "address_postcode"),
        (Address("Singel", "1", "9711 AB", ""), "address_city"),
        (Address("", "", "9711 AB", "Stad"), "address_street"),
        (Address("", "12", "9711 AB", "Stad"), "address_street"),
        (Address("=Singel", "1", "9711 AB", "Stad"), "address_forbidden_start"),
        (Address("@Singel", "1", "9711 AB", "Stad"), "address_forbidden_start"),
        (Address("Singel", "1", "9711 AB", "Stad", addition="<b>"), "address_forbidden_start"),
    ],
)
def test_an_address_that_cannot_go_on_an_envelope_is_refused_with_its_reason(address, code):
    with pytest.raises(AddressProblem) as refusal:
        address_lines(HADDAD, address)
    assert refusal.value.problem.code == code


def test_a_street_that_only_contains_a_forbidden_word_is_an_address():
    assert address_lines(HADDAD, Address("Vowelaan", "1", "9711 AB", "Stad"))[1] == "Vowelaan 1"


def test_a_person_without_a_name_has_too_few_lines():
    with pytest.raises(AddressProblem) as refusal:
        address_lines(Person(""), Address("Singel", "1", "9711 AB", "Stad"))
    assert refusal.value.problem.code == "address_lines"
