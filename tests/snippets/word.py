"""Clipboard HTML as word processors write it, made here for the tests: styles, lists that are none, notes, changes."""

from __future__ import annotations

STYLES = """<style><!-- /* Style Definitions */ p.MsoNormal, li.MsoNormal {mso-style-parent:""; margin:0cm; font-size:11.0pt;
font-family:"Calibri",sans-serif;} @list l0 {mso-list-id:1234;} --></style>"""


def word(*body: str) -> str:
    """A whole clipboard of Word around this body."""
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">'
        f"<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->{STYLES}"
        f"</head><body lang=NL style='tab-interval:35.4pt'><!--StartFragment-->{''.join(body)}<!--EndFragment--></body></html>"
    )


def paragraph(html: str) -> str:
    return f"<p class=MsoNormal><span lang=NL style='font-size:12.0pt;\nmso-fareast-language:NL'>{html}<o:p></o:p></span></p>"


def listed(text: str, marker: str = "·", level: int = 1, place: str = "Middle") -> str:
    """A line of a list as Word writes it: a paragraph with its bullet typed before it."""
    return (
        f"<p class=MsoListParagraphCxSp{place} style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        f"<span lang=NL>{text}<o:p></o:p></span></p>"
    )


IMAGE = (
    "<p class=MsoNormal><span style='mso-no-proof:yes'><!--[if gte vml 1]><v:shape id='_x0000_i1025'>"
    "<v:imagedata src='file:///C:/Temp/image001.png'/></v:shape><![endif]--><![if !vml]>"
    "<img width=100 height=40 src='file:///C:/Temp/image001.png'><![endif]></span></p>"
)
COMMENTED = (
    "<p class=MsoNormal>Wij <a style='mso-comment-reference:AB_1;mso-comment-date:20260101T1000'>spreken</a>"
    "<span class=MsoCommentReference><span style='mso-special-character:comment'>&nbsp;<a class=msocomanchor "
    "id='_anchor_1' href='#_msocom_1' name='_msoanchor_1'>[AB1]</a></span></span> u graag.</p>"
)
COMMENTS = (
    "<div style='mso-element:comment-list'><hr class=msocomoff align=left size=1 width='33%'>"
    "<div style='mso-element:comment'><div id='_com_1' class=msocomtxt><span style='mso-comment-author:\"A B\"'>"
    "<p class=MsoCommentText>Is dit nog zo?</p></span></div></div></div>"
)
CHANGED = (
    "<p class=MsoNormal>Kom <del cite='mailto:A%20B' datetime='2026-01-01T10:00'>verplicht</del>"
    "<ins cite='mailto:A%20B' datetime='2026-01-01T10:00'>als u dat wilt</ins> langs.</p>"
)
FOOTNOTE = (
    "<p class=MsoNormal>Dit staat in de wet.<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
    "<span class=MsoFootnoteReference>[1]</span></a></p>"
    "<div style='mso-element:footnote-list'><hr align=left size=1><div style='mso-element:footnote' id=ftn1>"
    "<p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> Artikel 9.</p></div></div>"
)
TABLE = (
    "<table class=MsoTableGrid border=1><tr><td width=300><p class=MsoNormal>Maandag<o:p></o:p></p></td>"
    "<td><p class=MsoNormal>9 tot 12 uur</p></td></tr><tr><td><p class=MsoNormal>Dinsdag</p></td>"
    "<td><p class=MsoNormal>13 tot 17 uur</p></td></tr></table>"
)
LINES = 60
EVERYTHING = word(
    "<h1><span style='font-size:20pt'>Een kop</span></h1>",
    paragraph("Wij <b>helpen</b> u <i>graag</i>."),
    listed("Eerste punt", place="First"),
    listed("Dieper punt", marker="o", level=2),
    listed("Laatste punt", place="Last"),
    listed("Stap een", marker="1.", place="First"),
    listed("Stap twee", marker="2.", place="Last"),
    paragraph(
        "Kijk op <a href='https://voorbeeldstad.nl/hulp'>onze website</a> of <a href='file:///C:/x.docx'>hier</a>."
    ),
    TABLE,
    IMAGE * 3,
    COMMENTED,
    CHANGED,
    FOOTNOTE,
    COMMENTS,
)


def large(size: int = 2_000_000) -> str:
    """A letter of LINES lines in `size` characters of HTML: half of it styles, half of it a picture."""
    lines = [paragraph(f"Dit is zin {number} van een gewone brief aan u.") for number in range(LINES)]
    picture = "<p class=MsoNormal><img src='data:image/png;base64,%s'></p>"
    style = "<style><!-- %s --></style>" % ("p.MsoNormal{margin:0cm;mso-pagination:widow-orphan;}\n" * (size // 120))
    return word(style, *lines, picture % ("A" * (size - len(style) - len("".join(lines)))), COMMENTS)
