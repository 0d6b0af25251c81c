"""Words the reading aid knows: a list of this house, short enough to read and to argue with. Pure data.

Inflected forms stand in full: Dutch is matched as it is written, not stemmed.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# An abbreviation in a sentence: what follows belongs to the same sentence, capital or not.
ABBREVIATIONS = _set(
    "a.d.h.v. a.h.w. a.u.b. afd. art. bijl. bijv. blz. bv. ca. cq. d.d. d.m.v. d.w.z. dd. dhr. dr. drs. evt. "
    "fam. fig. gem. hfst. i.c. i.h.a. i.h.b. i.h.k.v. i.o.m. i.p.v. i.v.m. incl. ing. ir. jhr. m.a.w. m.b.t. m.b.v. m.i. "
    "m.i.v. m.m.v. m.n. m.u.v. max. mevr. min. mr. mw. n.a.v. n.v.t. nl. no. nr. nrs. o.a. o.b.v. o.g.v. o.i. o.l.v. o.m. "
    "o.v.v. p.a. p/a. p.j. p.m. p.p. p.w. pag. par. plm. prof. s.v.p. st. t.a.v. t.b.v. t.g.v. t.h.v. t.n.v. t.o.v. t.z.t. "
    "tel. v.a. vgl. vnl. w.o. wo. zgn. zgh. z.s.m."
)
# These may also close one: they do when a capital follows.
ABBREVIATIONS_THAT_MAY_CLOSE = _set("a.s. c.s. e.a. e.d. e.v. enz. enzovoort. etc. jl. jr. ll. m.m. sr.")

PLAINER = {
    "aangaande": "over",
    "aanvang": "begin",
    "aanvangen": "beginnen",
    "abusievelijk": "per ongeluk",
    "alsmede": "en, ook",
    "alsook": "en, ook",
    "alvorens": "voordat",
    "bewerkstelligen": "zorgen voor",
    "betreffende": "over",
    "cliënt": "inwoner",
    "cliënten": "inwoners",
    "conform": "volgens",
    "continueren": "doorgaan met",
    "daaromtrent": "daarover",
    "derhalve": "daarom",
    "desgewenst": "als u dat wilt",
    "deswege": "daarom",
    "dienaangaande": "daarover",
    "dient te": "moet",
    "dienen te": "moeten",
    "dusdanig": "zo",
    "eenieder": "iedereen",
    "eveneens": "ook",
    "faciliteren": "helpen",
    "gaarne": "graag",
    "gelieve": "wilt u",
    "geschieden": "gebeuren",
    "geschiedt": "gebeurt",
    "heden": "vandaag",
    "hetgeen": "wat",
    "hieromtrent": "hierover",
    "hiertoe": "hiervoor",
    "implementeren": "invoeren",
    "in het kader van": "voor, bij",
    "inzake": "over",
    "indien": "als",
    "ingevolge": "volgens",
    "initiëren": "beginnen",
    "jegens": "tegenover",
    "kenbaar maken": "laten weten",
    "kennisgeving": "bericht",
    "klant": "inwoner",
    "klanten": "inwoners",
    "krachtens": "volgens",
    "met betrekking tot": "over",
    "met ingang van": "vanaf",
    "middels": "met",
    "mits": "alleen als",
    "naar aanleiding van": "door, na",
    "nadien": "daarna",
    "nihil": "niets",
    "nochtans": "toch",
    "nopens": "over",
    "omtrent": "over",
    "onderhavige": "deze",
    "ondergetekende": "ik",
    "onverwijld": "meteen",
    "op basis van": "door, volgens",
    "op heden": "nu",
    "optimaliseren": "beter maken",
    "overeenkomstig": "volgens",
    "participatie": "meedoen",
    "participeren": "meedoen",
    "participeert": "doet mee",
    "reeds": "al",
    "retourneren": "terugsturen",
    "teneinde": "om",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "ten gevolge van": "door",
    "te allen tijde": "altijd",
    "tevens": "ook",
    "terzake": "hierover",
    "thans": "nu",
    "trachten": "proberen",
    "tot op heden": "tot nu toe",
    "uit hoofde van": "door",
    "uitsluitend": "alleen",
    "verstrekken": "geven",
    "verstrekt": "geeft, gegeven",
    "verwerven": "krijgen",
    "vigerende": "geldende",
    "vooralsnog": "voorlopig",
    "voornoemd": "deze, dit",
    "voornoemde": "deze, dit",
    "voornemens": "van plan",
    "voorts": "verder",
    "wederom": "weer",
    "woonachtig": "die woont",
    "zodoende": "zo",
    "zulks": "dit",
}

BECOMING = frozenset({"word", "wordt", "worden", "werd", "werden", "geworden"})

# Past participles that neither “ge” nor a last letter d or t gives away.
STRONG_PARTICIPLES = _set(
    "begonnen begrepen bekeken beschreven besloten besproken bevonden bewezen bezocht herzien onderbroken onderhouden "
    "ondersteund ondertekend ondervonden onderzocht ontbonden ontnomen ontslagen ontvangen overlegd verbonden verboden verbroken "
    "verkregen vernomen verloren verschoven vervangen verwezen verzonden voorgelezen"
)

# They look like a past participle and are none, or hardly ever.
NO_PARTICIPLES = _set(
    "bed begint beleid bereid bericht beroemd bestaat besluit bestand bewust bezit bied biedt bedrijft beeld "
    "begeleidt bekend betekent beurt bevoegd bevat bezoekt gebeurt gebied gebieden gebit gebouwen gebrand gedachten geduld "
    "gedicht geeft gehoort gelaat geld gelden geldt geloven geluid geluiden gemeenten gemiddeld "
    "genieten gerecht gerechten geschenken geschikt gesprekken getallen getuigen gevallen geven gewend geweten "
    "geweest gewicht gewoonten gezicht gezichten gezinnen gezond gezondheid herfst herkent ontbijt ontbreekt ontkent "
    "verband verdient verdriet verkeerd verstand vertelt verschilt verschillend verbaast vergeet verliest vermoedt "
    "vertrekt vertrouwd verwant verzoekt vervolgcontact"
)
