"""Users read Dutch: every message of ours has a Dutch text, and the compiled file says the same."""

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

import kik_wagtail

PACKAGE = Path(kik_wagtail.__file__).parent
CATALOGUE = PACKAGE / "locale/nl/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


@pytest.fixture(scope="module")
def dutch():
    return polib.pofile(str(CATALOGUE))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_entry_is_translated_and_none_is_fuzzy(dutch):
    assert len(dutch) > 100
    assert not [entry.msgid for entry in dutch if entry.fuzzy or (not entry.obsolete and not all(texts(entry)))]


def test_placeholders_are_the_same_in_dutch(dutch):
    wrong = []
    for entry in dutch:
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        for text in texts(entry):
            if not set(PLACEHOLDER.findall(text)) <= wanted:
                wrong.append(entry.msgid)
    assert not wrong


def test_the_compiled_file_says_the_same(dutch):
    compiled = {(entry.msgctxt, entry.msgid): texts(entry) for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert compiled == {(entry.msgctxt, entry.msgid): texts(entry) for entry in dutch.translated_entries()}


def test_no_message_in_the_code_is_missing_from_the_catalogue(dutch, tmp_path):
    if not shutil.which("xgettext"):
        if os.environ.get("CI") or os.environ.get("KIK_REQUIRE_ALL"):
            pytest.fail("xgettext is missing: install gettext")
        pytest.skip("xgettext is not installed, so messages in the code cannot be listed (apt-get install gettext)")
    shutil.copytree(PACKAGE, tmp_path / "kik_wagtail", ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "nl", "--no-wrap", "--no-location"],
        cwd=tmp_path / "kik_wagtail",
        check=True,
        capture_output=True,
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
    )
    found = polib.pofile(str(tmp_path / "kik_wagtail/locale/nl/LC_MESSAGES/django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in dutch}
    assert {(entry.msgctxt, entry.msgid) for entry in found if not entry.obsolete} == known


SAID_OTHERWISE = {  # {message of Wagtail or Django: why our Dutch for it may differ from theirs, everywhere in the admin}
    "Add": "theirs is the name of a right in one list",
    "Close": "the whole verb, like every other button",
    "Download CSV": "theirs is English",
    "Download XLSX": "theirs is English",
    "File": "theirs is English",
    "From": "of a period",
    "Save": "Bewaren, on every screen",
    "Saving will overwrite a newer version.": "Bewaren, on every screen",
    "pages": "another apostrophe",
}


def catalogues_of_others():
    for name in ("wagtail", "wagtail_modeladmin", "django"):
        yield from Path(importlib.import_module(name).__file__).parent.glob("**/locale/nl/LC_MESSAGES/django.mo")


def test_our_dutch_takes_no_word_of_wagtails_own_screens_away(dutch):
    """Messages without a context are shared by the whole site: “More” of ours would be “More” in every menu."""
    ours = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in dutch if not entry.obsolete and entry.msgstr}
    theirs = [entry for path in catalogues_of_others() for entry in polib.mofile(str(path)) if entry.msgstr]
    assert len(theirs) > 1000
    other = {entry.msgid for entry in theirs if ours.get((entry.msgctxt, entry.msgid), entry.msgstr) != entry.msgstr}
    assert other <= SAID_OTHERWISE.keys(), "give the message a context, or write down why"
