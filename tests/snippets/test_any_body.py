"""Any body that the editor can save is typeset for every sample resident, or refused with a sentence that says why."""

import json

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from kik_wagtail.snippets import conditions, messages, rendering, sample_pages
from kik_wagtail.snippets.merge_fields import registry
from kik_wagtail.snippets.models import LetterText, Passage
from kik_wagtail.snippets.sample_letters import composed_for
from kik_wagtail.snippets.sample_residents import SAMPLES
from kik_wagtail.snippets.validators import sentences_of
from kik_wagtail.snippets.viewsets import LetterTextViewSet

from .letters import CREATED, chip, text_of

pytestmark = pytest.mark.django_db

# What people type, paste and leave behind; every character that has ever been in the way of a page stands here.
ODD = (
    "\u00a0\u00ad\u200b\u200d\u200e\u202e\ufeff\ufffd\n\t\r\x00\x07\ud83d\udc00"
    "é\u0301ﬁßĳ𝟙😀🧵漢لاምไ#$*_`@<>&\"'\\/[]{}%~^|=-–…•()"
)
TAME = [
    "Dag",
    "u",
    "bellen",
    "1.",
    "-",
    "<b>",
    "#let x = 1",
    "\\u{41}",
    "$x$",
    "é\u0301",
    "😀",
    "لا",
    "Voor 3 mei",
    "x" * 70,
    "\u00a0",
]
WILD = ["((", "))", "((voornaam))", *ODD]
LINKS = [
    {"url": "https://voorbeeldstad.nl/hulp?a=1&b=((x))"},
    {"url": "mailto:hulp@voorbeeldstad.nl"},
    {"url": "javascript:alert(1)"},
    {"url": "http://[::1"},
    {"url": ""},
]
WILD_LINKS = [{"url": "https://漢.nl/🧵"}, {"id": 999_999, "url": "/weg/", "parentId": 1}, {"url": None}]
EVERYWHERE = [field.name for field in registry if field.kind == "line" and field.works_for("invitation")]
KINDS = ["unstyled", "unstyled", "header-three", "unordered-list-item", "ordered-list-item"]
CONDITIONS = [one.name for one in conditions.all_conditions()]
RANGE = st.tuples(st.integers(0, 30), st.integers(1, 30))


def words(wild):
    some = [st.sampled_from(TAME)]
    if wild:
        some += [
            st.sampled_from(WILD),
            st.text(st.sampled_from(ODD), max_size=6),
            st.characters(codec="utf-8").map(str),
        ]
    return st.lists(st.one_of(*some), min_size=0 if wild else 1, max_size=8).map(" ".join)


def entities(wild):
    links, names = (LINKS + WILD_LINKS, [*EVERYWHERE, "weg", "((", ""]) if wild else (LINKS, EVERYWHERE)
    some = [
        st.sampled_from(links).map(lambda data: {"type": "LINK", "mutability": "MUTABLE", "data": data}),
        st.sampled_from(names).map(
            lambda name: {"type": "MERGE_FIELD", "mutability": "IMMUTABLE", "data": {"field": name}}
        ),
    ]
    image = [st.just({"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"src": "x"}})]
    return st.one_of(*some, *(image if wild else ()))


@st.composite
def states(draw, wild, most=6):
    """The JSON of one Draftail editor, or what one without words posts."""
    if draw(st.integers(0, 9)) == 0:
        return "null"
    known = draw(st.lists(entities(wild), max_size=3))
    keys = st.integers(0, len(known))  # one too many: an entity that is not there
    blocks = [
        {
            "key": f"k{number}",
            "text": draw(words(wild)),
            "type": draw(st.sampled_from([*KINDS, "atomic", "blockquote"] if wild else KINDS)),
            "depth": draw(st.integers(0, 6)),
            "inlineStyleRanges": [
                {"offset": start, "length": length, "style": draw(st.sampled_from(["BOLD", "ITALIC"]))}
                for start, length in draw(st.lists(RANGE, max_size=3))
            ],
            "entityRanges": [
                {"offset": start, "length": length, "key": draw(keys)}
                for start, length in draw(st.lists(RANGE, max_size=2))
            ],
        }
        for number in range(draw(st.integers(1, most)))
    ]
    return json.dumps({"blocks": blocks, "entityMap": {str(key): one for key, one in enumerate(known)}})


def stream(at, blocks):
    """What the editor posts for these (type, {what stands behind the name: value})."""
    fields = {f"{at}-count": str(len(blocks))}
    for number, (kind, value) in enumerate(blocks):
        name = f"{at}-{number}"
        fields |= {f"{name}-order": str(number), f"{name}-deleted": "", f"{name}-type": kind, f"{name}-id": ""}
        fields |= {f"{name}-value{behind}": one for behind, one in value.items()}
    return fields


@st.composite
def blocks(draw, wild, within=False):
    kinds = (
        ["text", "text", "passage"]
        if within
        else ["text", "text", "passage", "conditional", "agreements", "free_slot", "signature"]
    )
    kind = draw(st.sampled_from(kinds))
    if kind == "text":
        return kind, {"": draw(states(wild))}
    if kind == "passage":
        return kind, {"": draw(st.sampled_from(["1", "2", "", "999999"] if wild else ["1"]))}
    if kind == "conditional":
        inner = stream("-blocks", draw(st.lists(blocks(wild, within=True), max_size=2)))
        return kind, {"-condition": draw(st.sampled_from([*CONDITIONS, "zomaar", ""] if wild else CONDITIONS)), **inner}
    if kind == "free_slot":
        return kind, {
            "-max_length": draw(st.sampled_from(["300", "0", "x", ""] if wild else ["300"])),
            "-help": draw(words(wild)),
        }
    return kind, {} if kind == "agreements" else {
        "-closing": "",
        "-name": draw(words(wild)),
        "-role": draw(words(wild)),
    }


@st.composite
def letters(draw):
    """(subject, blocks): one in three with what should not be there."""
    wild = draw(st.sampled_from([False, False, True]))
    body = draw(st.lists(blocks(wild), max_size=5))
    once = {kind: number for number, (kind, _value) in enumerate(body)}
    if not wild:
        body = [
            one
            for at, one in enumerate(body)
            if one[0] not in {"agreements", "free_slot", "signature"} or once[one[0]] == at
        ]
    return draw(states(wild, most=2)), body


@pytest.fixture
def passages():
    Passage.objects.create(pk=1, code="een", title="Een", text=f"<p>Bel {chip('coach_telefoon')}.</p>")
    Passage.objects.create(pk=2, code="twee", title="Twee", text="<p>Nog niet klaar.</p>", live=False)


def form_of(subject, body, *, is_draft):
    posted = QueryDict(mutable=True)
    fields = {"title": "T", "code": "t", "purpose": "invitation", "tone": "neutral", "subject": subject}
    posted.update(fields | stream("body", body))
    form = LetterTextViewSet().get_edit_handler().get_form_class()(posted, instance=LetterText(), for_user=None)
    if is_draft:
        form.defer_required_fields()
    return form


def refusals_of(form):
    return [said for errors in form.errors.as_data().values() for one in errors for said in sentences_of(one)]


def pages_of(content, sample):
    """(number of pages, what is said): pages, or a sentence, and never neither."""
    letter, problems = composed_for(content, sample)
    said = [messages.sentence(problem) for problem in problems]
    if any(problem.is_fatal for problem in problems):
        return 0, said
    try:
        return len(rendering.svg_pages(letter, layout=sample_pages.layout_of(content))), said
    except rendering.TypesettingFailed as failure:
        return 0, [*said, messages.sentence(failure.problem)]


CAUGHT_BY_THE_FORM = {"character", "leftover", "unknown_field", "unknown_condition", "no_subject", "typesetting"}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(letter=letters())
@example(letter=('{"blocks": [{"key": "a", "text": ""}], "entityMap": {}}', []))
def test_any_body_that_the_editor_can_save_is_typeset_or_refused_with_a_reason(passages, letter):
    subject, body = letter
    draft = form_of(subject, body, is_draft=True)
    if not draft.is_valid():
        event("refused as a draft")
        assert all(said.strip() for said in refusals_of(draft))
        assert refusals_of(draft)
        return
    content = draft.instance.frozen_content()
    for sample in SAMPLES:
        pages, said = pages_of(content, sample)
        event("typeset" if pages else "said why not")
        assert pages or said
        assert all(sentence.strip() for sentence in said)

    finished = form_of(subject, body, is_draft=False)
    if not finished.is_valid():
        event("refused when submitted")
        assert refusals_of(finished)
        return
    for sample in SAMPLES:
        problems = composed_for(content, sample).problems
        assert not {problem.code for problem in problems} & CAUGHT_BY_THE_FORM
    event("submitted")
    _no_field_is_left_over(content)


def _no_field_is_left_over(content):
    letter, problems = composed_for(content, SAMPLES[0])
    if any(problem.is_fatal for problem in problems):
        return
    layout = sample_pages.layout_of(content)
    document = rendering.pdf([letter], layout=layout, title=rendering.title_of(letter), created=CREATED)
    assert "((" not in text_of(document)
