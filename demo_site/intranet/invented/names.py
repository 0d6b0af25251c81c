"""What invented residents are made of. The municipality, its streets and everyone in it do not exist."""

FIRST_NAMES = {
    "mrs": (
        *("Aaltje", "Amina", "Anneke", "Chantal", "Daniëlle", "Esra", "Fatima", "Grietje", "Hanneke", "Ikram"),
        *("Jolanda", "Katarzyna", "Lidwien", "Maria", "Nadia", "Olga", "Petra", "Roza", "Samira", "Tineke"),
    ),
    "mr": (
        *("Abdel", "Bert", "Cees", "Daan", "Emre", "Farid", "Geert", "Hassan", "Ivo", "Jan"),
        *("Klaas", "Luuk", "Mohamed", "Nico", "Omar", "Piotr", "Roelof", "Sjoerd", "Tesfay", "Willem"),
    ),
}
SURNAMES = (
    *((("", name)) for name in ("Akkerman", "Bosgraaf", "Çelikkan", "Damhof", "Ebbinge", "Fokkinga", "Ghebremaryam")),
    *(
        (("", name))
        for name in ("Hazelhof", "Idrissoui", "Jagersma", "Kowalczykowa", "Lindeboom", "Mulderij", "Nguyễn")
    ),
    *((("", name)) for name in ("Oostindjer", "Piekstra", "Renkema", "Sturing", "Tuinstra", "Wieringa", "Zandstra")),
    *(("van der", name) for name in ("Haddad", "Molenhorst", "Veenkamp", "Weideveld")),
    *(("de", name) for name in ("Bloemist", "Graafstra", "Zeilmaker")),
    ("van", "Esdoorn"),
    ("'t", "Hooge"),
    ("el", "Amraoui"),
)
STREETS = ("Lindelaan", "Molenweg", "Kerkstraat", "Havenkade", "Vlasgaarde", "Zonnedauw", "Turfsingel", "Beukenpad")
LANGUAGES = ("nl",) * 16 + ("ar", "ti", "tr", "pl")
BEST_TIMES = ("",) * 6 + ("'s ochtends", "na de middag", "dinsdag of donderdag")

ANSWERS = (
    "Het gaat beter dan vorige keer. De dagen hebben weer een vaste vorm.",
    "Helpt twee ochtenden in de buurttuin en praat daar met veel mensen.",
    "Zou graag weer onder de mensen zijn, maar weet niet waar te beginnen.",
    "Vindt de rekeningen lastig en schuift de post voor zich uit.",
    "Kookt voor de buren en krijgt daar veel voldoening van.",
    "Wil beter leren lezen en schrijven. Een avondcursus is te laat op de dag.",
    "Zorgt voor een familielid en heeft weinig tijd voor zichzelf.",
    "Heeft gesolliciteerd bij een bakkerij en wacht op antwoord.",
    "Is trots op het zelf opgeknapte huis.",
    "Mist een computer om thuis formulieren in te vullen.",
)
PROMISES = {
    "coach": (
        "Uitzoeken of de laptopregeling past",
        "Bellen met het wijkcentrum over de buurttuin",
        "Foldertje opsturen",
    ),
    "resident": ("Een ochtend meelopen in de buurttuin", "De post van deze maand meenemen", "De huisarts bellen"),
    "partner": ("Een kennismaking plannen", "Laten weten of er plek is"),
}
