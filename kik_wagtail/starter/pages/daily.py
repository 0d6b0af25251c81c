"""What helps from day to day: one coach, the plan, partners, questions, an example, what changed."""

from __future__ import annotations

from datetime import date

from .rows import PageRow, Text

ONE_COACH = PageRow(
    code="een-vaste-coach",
    type="MethodPage",
    title="Eén vaste coach",
    summary="Sinds 2022 heeft elke inwoner één coach, die blijft. Zo draagt u over zonder dat iemand opnieuw moet beginnen.",
    body=(
        ("principles", {"title": "Waarom", "chosen": [Text("Principle", "een-vaste-coach")], "with_explanation": True}),
        (
            "step_plan",
            {
                "title": "Warm overdragen",
                "steps": [
                    {"title": "Vraag de inwoner", "text": "<p>Vertel dat u weggaat en wie er komt.</p>"},
                    {
                        "title": "Stel de overdracht voor",
                        "text": "<p>Schrijf voor de nieuwe coach op wat er beloofd is.</p>",
                    },
                    {
                        "title": "Praat een keer met z’n drieën",
                        "text": "<p>De inwoner hoeft niets opnieuw te vertellen.</p>",
                    },
                    {"title": "Wacht tot de ander ja zegt", "text": "<p>Tot dan blijft u de coach.</p>"},
                ],
            },
        ),
    ),
)

PLAN = PageRow(
    code="het-ontwikkelplan",
    type="MethodPage",
    title="Het ontwikkelplan",
    summary="Een plan van de inwoner, in eigen woorden. U helpt, en u doet zelf ook iets.",
    body=(
        (
            "text",
            "<p>Een plan gaat over de delen van het leven waar de inwoner iets aan wil doen. Per deel een doel in eigen woorden, en "
            "kleine stappen: van de inwoner, van u, of van een partner. Bij elk gesprek kijkt u eerst wat er van gekomen is. De "
            "inwoner krijgt het op één A4 mee.</p>",
        ),
        ("guide", {"guide": Text("ConversationGuide", "coachgesprek"), "parts": ["life_domains", "dos"]}),
    ),
)

PARTNERS = PageRow(
    code="partners-en-plekken",
    type="MethodPage",
    title="Partners en plekken",
    summary="Naar wie u doorverwijst, en waar u kunt praten. Niemand valt tussen twee organisaties.",
    body=(
        (
            "call_out",
            {
                "kind": "tip",
                "text": "<p>Doorverwijzen is overdragen: bel de partner zelf, en vraag na of het begonnen is. Blijft een partner stil, "
                "dan piept het bij u.</p>",
            },
        ),
        *(
            ("partner", {"partner": Text("Partner", code)})
            for code in ("wij", "centrum-naar-werk", "coach-meedoen", "gkb", "ggz")
        ),
        *(("place", {"place": Text("Place", code)}) for code in ("harm-buiterplein", "wijkcentrum-de-poort")),
    ),
)

EXAMPLE = PageRow(
    code="voorbeeld-liever-buiten",
    type="PracticeExamplePage",
    title="Liever een rondje buiten",
    summary="Een verzonnen voorbeeld: iemand zei twee keer af. Een andere plek maakte het verschil.",
    body=(
        (
            "text",
            "<p>Een inwoner zegt twee keer af voor een gesprek op kantoor. De coach belt en vraagt niet waarom, maar waar het wél "
            "zou lukken. Het wordt een wandeling door het park. Onderweg komt een oud plan ter sprake: weer met planten werken.</p>",
        ),
        ("quotation", {"text": "Als je naast elkaar loopt, hoef je elkaar niet steeds aan te kijken.", "who": "coach"}),
    ),
    learned="Vraag naar de plek voordat u vraagt naar de reden. Leg de voorkeur vast, dan weet ook een ander het.",
)

QUESTIONS = PageRow(
    code="veelgestelde-vragen",
    type="FrequentlyAskedPage",
    title="Veelgestelde vragen",
    summary="Wat coaches het vaakst vragen.",
    body=(
        (
            "answer",
            {
                "question": "Wat doe ik als iemand niet opendoet?",
                "answer": "<p>Bel, en laat horen wie u bent en wanneer u het weer probeert. Leg de poging vast. Na een paar keer stuurt u "
                "de brief dat u iemand niet kon bereiken.</p>",
            },
        ),
        (
            "answer",
            {
                "question": "Mag er meer dan een jaar tussen twee gesprekken zitten?",
                "answer": "<p>Nee. Twaalf maanden is het langst. Kan het nu niet, kies dan een reden en een datum waarop u weer kijkt.</p>",
            },
        ),
        (
            "answer",
            {
                "question": "Wat schrijf ik op in het verslag?",
                "answer": "<p>Wat nodig is om de volgende keer verder te praten: wat iemand wil, wat er is afgesproken en voor wanneer. Niets "
                "over ziekte, strafbare feiten of geloof. De inwoner mag het lezen.</p>",
            },
        ),
        (
            "answer",
            {
                "question": "Iemand wil niet meedoen. En nu?",
                "answer": "<p>Vraag waarom en leg de reden vast. Soms doet iemand al van alles, soms ging er eerder iets mis. Spreek af "
                "wanneer u weer belt. Geen contact is geen optie; geen zin hebben vandaag mag.</p>",
            },
        ),
        (
            "answer",
            {
                "question": "Wie ziet wat ik opschrijf?",
                "answer": "<p>U, uw gebiedsteam en wie voor u waarneemt. Elke keer dat iemand een inwoner bekijkt, wordt dat vastgelegd. "
                "Leidinggevenden zien getallen, geen verslagen.</p>",
            },
        ),
    ),
)

CHANGES = PageRow(
    code="wat-is-er-veranderd",
    type="WhatChangedPage",
    title="Wat is er veranderd?",
    summary="De werkwijze veranderde vaker. Hier staat wat en sinds wanneer.",
    body=tuple(
        ("change", {"on": on.isoformat(), "title": title, "text": f"<p>{text}</p>", "page": None})
        for on, title, text in (
            (date(2022, 11, 1), "De Groningse Aanpak", "Vier kernwaarden, één vaste coach en werken per gebied."),
            (
                date(2021, 1, 1),
                "In Beeld hoort er vast bij",
                "Wie niet reageert, krijgt een tweede uitnodiging en een besluit van een mens.",
            ),
            (date(2020, 3, 1), "Contact op afstand", "Geen huisbezoek, wel bellen en beeldbellen; het gesprek steunt."),
            (
                date(2018, 1, 1),
                "Geen contact is geen optie",
                "Ten minste één gesprek in de twaalf maanden, voor iedereen.",
            ),
            (date(2015, 10, 1), "Kansen in Kaart begint", "Vrijwillige gesprekken, thuis, zonder plan vooraf."),
        )
    ),
)

DAILY = (ONE_COACH, PLAN, PARTNERS, EXAMPLE, QUESTIONS, CHANGES)
