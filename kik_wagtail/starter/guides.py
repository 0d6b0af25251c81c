"""Conversation guides to begin with. Questions have keys that are the same on every site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from . import small

NAMESPACE = UUID("5f0a3c9e-2b1d-4e87-9a64-6c1f0d3b7a52")
TRUST, PERSPECTIVE = "vertrouwen", "perspectief-van-de-inwoner"
CLEAR, ACCESSIBLE = "betrouwbare-overheid", "toegankelijk"
DAY, PEOPLE, FAMILY, HEALTH = "dagen-vullen", "familie-vrienden-buren", "gezin", "gezondheid"
HOME, MONEY, LEARNING, TAKING_PART, WORK = "wonen", "geld", "taal-en-leren", "meedoen", "werk"


def _block(kind: str, value: Any, *, key: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, key))}


def _question(key: str, kind: str, label: str, help: str = "", **more: Any) -> dict[str, Any]:
    return _block(kind, {"label": label, "help": help, **more}, key=key)


def _open(key: str, label: str, help: str = "") -> dict[str, Any]:
    return _question(key, "open", label, help)


def _yes_no(key: str, label: str, help: str = "") -> dict[str, Any]:
    return _question(key, "yes_no", label, help)


def _choice(key: str, label: str, *options: str, several: bool = False) -> dict[str, Any]:
    return _question(key, "choice", label, options=list(options), several=several)


def _scale(key: str, label: str, low_label: str, high_label: str) -> dict[str, Any]:
    return _question(key, "scale", label, low=1, high=10, low_label=low_label, high_label=high_label)


def _phase(key: str, title: str, text: str, *questions: dict[str, Any]) -> dict[str, Any]:
    return _block("phase", {"title": title, "text": text, "questions": list(questions)}, key=key)


def _guide(
    code: str,
    *,
    dos: list[str],
    donts: list[str],
    values: list[str],
    phases: list[dict[str, Any]],
    domains: Sequence[str] = (),
    **row: Any,
) -> dict[str, Any]:
    lists = {
        "life_domains": [code for code in _codes(small.LIFE_DOMAINS) if code in domains],
        "dos": dos,
        "donts": donts,
        "provisions": _codes(small.PROVISIONS),
        "core_values": [code for code in _codes(small.CORE_VALUES) if code in values],
    }
    blocks = [_block(kind, lines, key=f"{code}/{kind}") for kind, lines in lists.items() if lines]
    return {"code": code, "body": [*phases, *blocks], **row}


def _codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["code"] for row in rows]


def conversation_guides() -> Iterator[dict[str, Any]]:
    """With codes for what they point to."""
    yield _first()
    yield _follow_up()
    yield _call_back()
    yield _distance()
    yield _coaching()
    yield _reminder_call()


def _first() -> dict[str, Any]:
    return _guide(
        "eerste-gesprek",
        title="Eerste gesprek",
        kinds=["first"],
        channel="any",
        values=[PERSPECTIVE, TRUST, ACCESSIBLE],
        domains=[DAY, PEOPLE, TAKING_PART, WORK],
        dos=[
            "Neem de tijd en leg uw horloge en telefoon weg.",
            "Vraag door op wat de inwoner zelf noemt.",
            "Beloof alleen wat u binnen twee weken kunt nakomen.",
        ],
        donts=[
            "Niet beginnen over werk of scholing als er iets anders eerst moet.",
            "Geen plan meenemen en niets invullen voor de ander.",
            "Geen oordeel over huis, kleding of keuzes.",
        ],
        phases=_first_phases(),
    )


def _first_phases() -> list[dict[str, Any]]:
    return [
        _phase(
            "first/open",
            "Openen",
            "<p>Vertel wie u bent en waarom u komt. Zeg dat u geen plan heeft en dat u niet komt controleren.</p>",
            _open("first/now", "Hoe gaat het nu?", "Een gewone dag: hoe ziet die eruit?"),
            _scale("first/content", "Hoe tevreden is de inwoner met hoe het nu gaat?", "helemaal niet", "helemaal"),
        ),
        _phase(
            "first/know",
            "Kennismaken",
            "<p>Luister vooral. Wat iemand kan en graag doet, zegt meer dan wat er niet lukt.</p>",
            _open("first/good", "Waar is de inwoner goed in, en wat doet die graag?"),
            _open("first/satisfaction", "Wat geeft voldoening?"),
            _open("first/neighbourhood", "Wat doet de inwoner in de buurt of voor anderen?"),
            _open("first/work", "Welke ervaring is er met werk?", "Vraag ook hoe dat was."),
        ),
        _phase(
            "first/want",
            "Vooruitkijken",
            "<p>Vraag wat de inwoner wil. Niets willen mag ook: vraag dan wanneer u weer mag bellen.</p>",
            _open("first/more", "Wat zou de inwoner meer of anders willen?"),
            _open("first/need", "Wat is daarvoor nodig?"),
            _choice(
                "first/attention",
                "Waar wil de inwoner aandacht voor?",
                "geld",
                "wonen",
                "dagen vullen",
                "mensen om mij heen",
                "taal",
                "werk",
                "niets nu",
                several=True,
            ),
        ),
        _phase(
            "first/close",
            "Afronden",
            "<p>Herhaal wat u afspreekt. Vraag wanneer en waar het volgende gesprek is, en wie belt.</p>",
            _yes_no("first/recognised", "Heeft de inwoner gehoord en herkend wat u opschrijft?"),
        ),
    ]


def _follow_up() -> dict[str, Any]:
    return _guide(
        "vervolggesprek",
        title="Vervolggesprek",
        kinds=["follow_up"],
        channel="any",
        values=[TRUST, PERSPECTIVE, CLEAR],
        domains=[DAY, PEOPLE, FAMILY, HEALTH, HOME, MONEY, LEARNING, TAKING_PART, WORK],
        dos=[
            "Lees het vorige verslag en begin daar.",
            "Noem eerst wat u zelf had beloofd, en wat daarvan kwam.",
            "Vraag of plek, moment en manier nog passen.",
        ],
        donts=["Niet opnieuw het hele verhaal vragen.", "Niet meteen een volgende stap voorstellen."],
        phases=_follow_up_phases(),
    )


def _follow_up_phases() -> list[dict[str, Any]]:
    return [
        _phase(
            "follow_up/open",
            "Verder waar u was",
            "<p>Vertel wat u nog weet van de vorige keer.</p>",
            _open("follow_up/since", "Wat is er gebeurd sinds het vorige gesprek?"),
            _open("follow_up/promises", "Wat kwam er van de afspraken, van beide kanten?"),
            _scale("follow_up/content", "Hoe tevreden is de inwoner met hoe het nu gaat?", "helemaal niet", "helemaal"),
        ),
        _phase(
            "follow_up/domains",
            "Waar het over gaat",
            "<p>Kies samen. De leefgebieden helpen daarbij; alles langsgaan hoeft niet.</p>",
            _choice(
                "follow_up/subjects",
                "Waarover ging het gesprek?",
                "geld",
                "wonen",
                "gezin en mensen",
                "dagen vullen",
                "taal en leren",
                "werk",
                several=True,
            ),
            _open("follow_up/changed", "Wat ging beter, en wat niet?"),
        ),
        _phase(
            "follow_up/next",
            "De volgende stap",
            "<p>Een kleine stap is ook een stap. Schrijf op wie wat doet en voor wanneer.</p>",
            _open("follow_up/step", "Welke stap kiest de inwoner zelf?"),
            _open("follow_up/support", "Welke steun is daarbij nodig, en van wie?"),
        ),
    ]


def _call_back() -> dict[str, Any]:
    return _guide(
        "nabellen",
        title="Nabellen",
        kinds=["call_back"],
        channel="any",
        values=[TRUST, CLEAR],
        dos=["Zeg dat u belt omdat u dat had beloofd.", "Vier wat gelukt is, ook als het klein is."],
        donts=["Niet vragen waarom iets niet gelukt is. Vraag wat er nodig was."],
        phases=[
            _phase(
                "call_back/how",
                "Hoe ging het?",
                "<p>Kort en open. Komt het niet uit? Vraag wanneer wel.</p>",
                _choice(
                    "call_back/result",
                    "Is het gelukt waar de inwoner zelf aan wilde beginnen?",
                    "ja, begonnen",
                    "bijna",
                    "nog niet",
                    "het plan is veranderd",
                ),
                _open("call_back/how_it_is", "Hoe bevalt het, of wat kwam ertussen?"),
            ),
            _phase(
                "call_back/support",
                "Toch steun?",
                "<p>Hulp vragen mag alsnog. Leg uit wat u kunt doen.</p>",
                _yes_no("call_back/wants_support", "Wil de inwoner alsnog steun?"),
                _open("call_back/which_support", "Welke steun?"),
                _question("call_back/again", "date", "Wanneer belt u weer?", "Alleen als dat is afgesproken."),
            ),
        ],
    )


def _distance() -> dict[str, Any]:
    return _guide(
        "gesprek-op-afstand",
        title="Gesprek op afstand",
        kinds=["first", "follow_up", "coaching"],
        channel="distance",
        values=[ACCESSIBLE, TRUST],
        domains=[DAY, PEOPLE, HEALTH, MONEY],
        dos=[
            "Vraag of het nu uitkomt en of iemand vrij kan praten.",
            "Laat stiltes vallen: u ziet elkaar niet.",
            "Vat vaker samen dan u gewend bent.",
        ],
        donts=["Geen moeilijk nieuws zonder te vragen wie er in de buurt is.", "Niet langer dan een half uur."],
        phases=[
            _phase(
                "distance/open",
                "Contact maken",
                "<p>Dit gesprek steunt meer dan het uitdaagt. Begin bij hoe iemand zich redt.</p>",
                _open("distance/coping", "Hoe houdt de inwoner zich staande?"),
                _open("distance/people", "Wie ziet of spreekt de inwoner deze weken?"),
            ),
            _phase(
                "distance/need",
                "Wat is er nodig?",
                "<p>Vraag naar het gewone: boodschappen, geld, telefoon, de buren.</p>",
                _open("distance/practical", "Waar kan iemand nu mee geholpen worden?"),
                _yes_no("distance/online", "Kan de inwoner thuis online?"),
            ),
            _phase(
                "distance/next",
                "Vooruit",
                "<p>Spreek af hoe u elkaar weer spreekt, en of dat anders kan dan aan de telefoon.</p>",
                _choice(
                    "distance/preference",
                    "Hoe praat de inwoner de volgende keer het liefst?",
                    "thuis",
                    "in de wijk",
                    "op kantoor",
                    "aan de telefoon",
                    "met beeld",
                ),
            ),
        ],
    )


def _coaching() -> dict[str, Any]:
    return _guide(
        "coachgesprek",
        title="Coachgesprek",
        kinds=["coaching"],
        channel="any",
        values=[PERSPECTIVE, TRUST],
        domains=[HEALTH, MONEY, LEARNING, TAKING_PART, WORK],
        dos=["Werk aan één ding tegelijk.", "Laat de inwoner de stap hardop zeggen."],
        donts=["Niet overnemen wat de inwoner zelf kan."],
        phases=[
            _phase(
                "coaching/where",
                "Waar staat u?",
                "<p>Leg het plan van de inwoner op tafel. Het is niet uw plan.</p>",
                _open("coaching/progress", "Wat is er gelukt sinds de vorige keer?"),
                _scale(
                    "coaching/confidence", "Hoeveel vertrouwen heeft de inwoner in de volgende stap?", "geen", "veel"
                ),
            ),
            _phase(
                "coaching/step",
                "De stap",
                "<p>Maak de stap zo klein dat die deze week kan.</p>",
                _open("coaching/next", "Wat gaat de inwoner doen?"),
                _open("coaching/you", "Wat doet u zelf?"),
            ),
        ],
    )


def _reminder_call() -> dict[str, Any]:
    return _guide(
        "herinnering-bellen",
        title="Bellen voor de afspraak",
        kinds=["reminder_call"],
        channel="any",
        values=[ACCESSIBLE, CLEAR],
        dos=["Noem uw naam, de dag, de tijd en de plek.", "Vraag of er iets is waardoor komen lastig wordt."],
        donts=["Geen inhoud op de voicemail, ook niet waarvoor de afspraak is."],
        phases=[
            _phase(
                "reminder/call",
                "De afspraak",
                "<p>Kort en vriendelijk. Een andere dag of plek mag.</p>",
                _choice("reminder/result", "Gaat de afspraak door?", "ja", "andere dag", "andere plek", "nee"),
                _open("reminder/help", "Wat is er nodig om te kunnen komen?"),
            ),
        ],
    )
