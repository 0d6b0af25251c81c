"""Core values, principles, life domains, provisions, places and partners to begin with."""

from __future__ import annotations

from typing import Any

CORE_VALUES: list[dict[str, Any]] = [
    {
        "code": "perspectief-van-de-inwoner",
        "title": "De inwoner staat voorop",
        "summary": "Wij kijken met de ogen van de inwoner. Stappen kiezen wij samen: gelijkwaardig, veilig en over en weer.",
        "for_coach": "Vraag eerst wat de inwoner zelf ziet en wil. Leg uw eigen idee ernaast, niet ervoor. "
        "Vraag ook wat u zelf kunt doen: allebei doet u iets.",
        "for_resident": "U vertelt wat voor u belangrijk is. Wij beslissen niet over u, maar met u.",
        "examples": "Wat wilt u zelf dat er over een half jaar anders is?\nWat kan ik doen, en wat doet u liever zelf?",
    },
    {
        "code": "vertrouwen",
        "title": "Vertrouwen is het begin",
        "summary": "Wij gaan uit van vertrouwen. Is het vertrouwen weg, dan werken wij eerst daaraan.",
        "for_coach": "Kom na wat u belooft, ook als het klein is, en laat het weten als iets niet lukt. "
        "Was er iets misgegaan met de gemeente? Luister daar eerst naar.",
        "for_resident": "Wij geloven wat u zegt. Beloven wij iets, dan hoort u binnen twee weken hoe het ermee staat.",
        "examples": "Ik zoek het voor u uit en ik bel u uiterlijk vrijdag, ook als ik nog niets weet.\n"
        "Vorige keer had ik iets beloofd. Daar begin ik mee.",
    },
    {
        "code": "betrouwbare-overheid",
        "title": "Een gemeente die duidelijk is",
        "summary": "Wij zeggen eerlijk wat wij kunnen bieden en wat wij van de inwoner verwachten.",
        "for_coach": "Noem wat mag en wat moet in gewone woorden. Weet u iets niet? Zeg dat, en zoek het uit. "
        "Geef geen hoop op iets waar u niet over gaat.",
        "for_resident": "U weet waar u aan toe bent: wat wij voor u doen en wat wij van u vragen.",
        "examples": "Dit kan ik zelf voor u regelen. Over dat andere gaat een collega; ik vraag het na.\n"
        "Dit verwacht de gemeente van u, en dit mag u van ons verwachten.",
    },
    {
        "code": "toegankelijk",
        "title": "Makkelijk te bereiken",
        "summary": "Wij zijn makkelijk te vinden en te begrijpen, op internet en in het echt.",
        "for_coach": "Kies de plek en de manier die voor de inwoner werken: thuis, in de wijk, op kantoor of aan de telefoon. "
        "Gebruik korte zinnen. Vraag of een tolk helpt.",
        "for_resident": "U kiest waar en hoe wij praten. U heeft één coach met een naam en een telefoonnummer.",
        "examples": "Waar praat u het liefst: bij u thuis, in het wijkcentrum of op kantoor?\n"
        "Zeg het gerust als ik te snel ga of moeilijke woorden gebruik.",
    },
]

PRINCIPLES: list[dict[str, Any]] = [
    {
        "code": "eigen-regie",
        "title": "Mensen willen zelf kiezen",
        "summary": "Iedereen wil baas zijn over het eigen leven. Daar sluiten wij bij aan.",
        "for_coach": "Laat de inwoner het tempo en het onderwerp kiezen. Een plan is van de inwoner, u denkt mee.",
        "for_resident": "U kiest waar wij over praten en welke stap u zet.",
        "examples": "Waar wilt u het vandaag over hebben?",
    },
    {
        "code": "doenvermogen",
        "title": "Niet iedereen kan alles alleen",
        "summary": "Weten wat goed is, is nog niet het doen. Wie steun nodig heeft, krijgt die en houdt zelf het stuur.",
        "for_coach": "Maak stappen klein. Vraag wat er nodig is om te beginnen, en doe de eerste stap zo nodig samen.",
        "for_resident": "Lukt iets niet alleen? Dan helpen wij u op weg. U blijft er zelf over gaan.",
        "examples": "Zullen wij die eerste keer samen bellen?",
    },
    {
        "code": "geduldig-en-vasthoudend",
        "title": "Geduldig en vasthoudend",
        "summary": "Wij geven tijd, maar wij laten niet los.",
        "for_coach": "Lukt het een keer niet, of wil iemand nu niet? Vraag waarom, en probeer het later op een andere manier.",
        "for_resident": "U mag nee zeggen. Wij vragen het u later nog eens.",
        "examples": "Dat is goed. Mag ik u over drie maanden weer bellen?",
        "decisions": ["declined", "not_reached", "route_fork"],
    },
    {
        "code": "geen-contact-is-geen-optie",
        "title": "Geen contact is geen optie",
        "summary": "Met elke inwoner praten wij ten minste één keer in de twaalf maanden. Vaker mag.",
        "for_coach": "Vraag welke termijn past. Ook wie nu niet vooruit kan, hoort minstens eens per jaar van ons.",
        "for_resident": "U hoort ten minste één keer per jaar van ons. U kiest mee wanneer en waar.",
        "examples": "Wanneer zullen wij elkaar weer spreken?",
        "decisions": ["no_next_contact"],
    },
    {
        "code": "een-vaste-coach",
        "title": "Eén vaste coach",
        "summary": "Een inwoner heeft één coach, die blijft. Niemand hoeft het verhaal steeds opnieuw te vertellen.",
        "for_coach": "Lees het vorige verslag voor u begint. Moet u overdragen? Doe het warm, met de inwoner erbij.",
        "for_resident": "U heeft één coach. Komt er een ander, dan leren wij elkaar eerst met z’n drieën kennen.",
        "examples": "Mijn collega neemt het van mij over. Zullen wij de eerste keer met z’n drieën praten?",
        "decisions": ["hand_over"],
    },
]

LIFE_DOMAINS: list[dict[str, Any]] = [
    {
        "code": "dagen-vullen",
        "title": "De dag",
        "summary": "Hoe een gewone dag eruitziet, en wat er plezier of rust geeft.",
        "ask": "Hoe ziet een gewone dag eruit?\nWaar kijkt u naar uit?\nOp welk moment van de dag gaat het het best?",
    },
    {
        "code": "familie-vrienden-buren",
        "title": "Familie, vrienden en buren",
        "summary": "Wie er om iemand heen staan, en wie er gemist worden.",
        "ask": "Wie ziet of spreekt u in een week?\nBij wie kunt u terecht als het tegenzit?",
    },
    {
        "code": "gezin",
        "title": "Gezin en opvoeding",
        "summary": "Kinderen, een partner en de zorg voor een ander thuis.",
        "ask": "Hoe gaat het thuis?\nVoor wie zorgt u, en wat vraagt dat van u?",
    },
    {
        "code": "gezondheid",
        "title": "Gezondheid",
        "summary": "Wat iemand aankan, en of de hulp er is die nodig is. Niet welke ziekte het is.",
        "ask": "Wat lukt u goed op een dag, en wat kost veel?\nHeeft u de hulp die u nodig heeft?",
    },
    {
        "code": "wonen",
        "title": "Wonen",
        "summary": "Het huis en de straat: veilig, betaalbaar en een plek om thuis te komen.",
        "ask": "Woont u hier naar uw zin?\nIs er iets aan het huis dat u zorgen geeft?",
    },
    {
        "code": "geld",
        "title": "Geld",
        "summary": "Rondkomen, de post bijhouden en weten welke regelingen er zijn.",
        "ask": "Komt u rond?\nLigt er post die u liever niet openmaakt?\nWelke regelingen gebruikt u al?",
    },
    {
        "code": "taal-en-leren",
        "title": "Taal en leren",
        "summary": "Lezen, schrijven, praten, rekenen en omgaan met telefoon en computer.",
        "ask": "Wat zou u willen leren?\nKunt u regelen wat u op internet moet regelen?",
    },
    {
        "code": "meedoen",
        "title": "Meedoen",
        "summary": "Iets doen voor of met anderen: vrijwilligerswerk, mantelzorg, een club in de buurt.",
        "ask": "Wat doet u in de buurt of voor anderen?\nWat zou u meer willen doen, en met wie?",
    },
    {
        "code": "werk",
        "title": "Werk",
        "summary": "Wat iemand heeft gedaan, kan en wil, en wat er eerst nodig is.",
        "ask": "Welk werk heeft u gedaan, en hoe was dat?\nWat zou u willen doen als er niets in de weg stond?",
    },
]

PROVISIONS: list[dict[str, Any]] = [
    {
        "code": "bijzondere-bijstand",
        "title": "Bijzondere bijstand",
        "summary": "Geld voor kosten die nodig zijn en die iemand niet zelf kan betalen.",
        "for_whom": "Inwoners met een laag inkomen en weinig spaargeld.",
        "how": "Aanvragen bij de gemeente, liefst voordat de kosten gemaakt zijn.",
    },
    {
        "code": "stadjerspas",
        "title": "Stadjerspas",
        "summary": "Een pas waarmee u gratis of met korting naar sport, cultuur en uitjes kunt.",
        "for_whom": "Inwoners met een laag inkomen, ook voor de kinderen.",
        "how": "Aanvragen bij de gemeente. Vraag uw coach om hulp.",
    },
    {
        "code": "laptopregeling",
        "title": "Laptopregeling",
        "summary": "Hulp bij het kopen van een laptop, zodat u thuis online kunt.",
        "for_whom": "Inwoners met een laag inkomen die thuis geen goede computer hebben.",
        "how": "Uw coach kijkt met u of u de regeling kunt gebruiken.",
    },
    {
        "code": "kwijtschelding",
        "title": "Kwijtschelding van belastingen",
        "summary": "Soms hoeft u gemeentelijke belastingen niet of niet helemaal te betalen.",
        "for_whom": "Inwoners met een laag inkomen en weinig spaargeld.",
        "how": "Aanvragen als de aanslag binnen is. Bewaar de brief.",
    },
    {
        "code": "activiteiten-in-de-buurt",
        "title": "Activiteiten in de buurt",
        "summary": "Samen koken, taalles, bewegen, klussen of koffie drinken: er is vaak iets dichtbij.",
        "for_whom": "Iedereen in de wijk.",
        "how": "Loop binnen bij het wijkcentrum, of ga de eerste keer samen met uw coach.",
    },
]

PLACES: list[dict[str, Any]] = [
    {
        "code": "harm-buiterplein",
        "title": "Stadskantoor Harm Buiterplein",
        "kind": "office",
        "address": "Harm Buiterplein 1, Voorbeeldstad",
        "directions": "Meld u bij de balie in de hal. De bus stopt voor de deur. Er is een lift.",
        "opening_hours": "ma-vr 8:30-17:00",
        "rooms": 6,
    },
    {
        "code": "wijkcentrum-de-poort",
        "title": "wijkcentrum De Poort",
        "kind": "neighbourhood",
        "address": "Poortstraat 5, Voorbeeldstad",
        "directions": "De ingang is aan de kant van het plein. Koffie en thee staan klaar.",
        "opening_hours": "ma-do 9:00-21:00\nvr 9:00-17:00",
        "rooms": 2,
    },
    {
        "code": "buurthuis-het-anker",
        "title": "buurthuis Het Anker",
        "kind": "neighbourhood",
        "address": "Ankerkade 18, Voorbeeldstad",
        "directions": "Naast de bibliotheek. De ruimte is op de begane grond.",
        "opening_hours": "ma wo do 9:00-17:00\ndi vr 9:00-12:30",
        "rooms": 1,
    },
    {
        "code": "wijkcentrum-de-linde",
        "title": "wijkcentrum De Linde",
        "kind": "neighbourhood",
        "address": "Lindenplein 3, Voorbeeldstad",
        "directions": "Tegenover de school. Fietsen kunnen achter het gebouw staan.",
    },
]

PARTNERS: list[dict[str, Any]] = [
    {
        "code": "centrum-naar-werk",
        "title": "Centrum naar Werk",
        "summary": "Helpt inwoners die op korte termijn aan het werk willen en kunnen.",
        "silent_after_weeks": 4,
    },
    {
        "code": "coach-meedoen",
        "title": "Coach Meedoen",
        "summary": "Zoekt samen met de inwoner een activiteit of vrijwilligerswerk dat past.",
        "silent_after_weeks": 6,
    },
    {
        "code": "adviseur-toeleiding",
        "title": "Adviseur Toeleiding",
        "summary": "Kijkt met de inwoner welke stappen naar werk of scholing mogelijk zijn.",
        "silent_after_weeks": 4,
    },
    {
        "code": "wijkwerkmakelaar-selwerd",
        "title": "Wijkwerkmakelaar Selwerd",
        "summary": "Brengt inwoners en klussen in de wijk bij elkaar.",
        "silent_after_weeks": 6,
    },
    {
        "code": "wij",
        "title": "WIJ",
        "summary": "Het team in de wijk dat meedenkt over zorg, wonen, opvoeden en geld.",
        "silent_after_weeks": 4,
    },
    {
        "code": "gkb",
        "title": "GKB",
        "summary": "Helpt bij schulden en bij het op orde krijgen van het geld.",
        "silent_after_weeks": 4,
    },
    {
        "code": "ggz",
        "title": "GGZ",
        "summary": "Behandelt psychische klachten. De huisarts verwijst.",
        "silent_after_weeks": 8,
    },
]
