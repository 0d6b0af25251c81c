"""A file of texts, written as YAML that a person can read and a version system can compare. Pure.

The same texts give the same bytes, apart from the moment.
"""

from __future__ import annotations

from typing import Any

import yaml

from .reader import TextsFile

HEAD = """\
# Teksten van Kansen in Kaart. Een invulveld staat als ((naam)); verwijzingen gaan met codes.
# Wat is weggelaten, is leeg. Inlezen maakt concepten: er wordt niets gepubliceerd.
"""
WIDEST = 10_000_000  # a sentence stays on its line


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, value: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def as_yaml(file: TextsFile) -> bytes:
    root = {
        "format": file.format,
        "package": file.package,
        "moment": file.moment,
        "wording": file.wording,
        "texts": file.texts,
    }
    text = yaml.dump(root, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDEST)
    return (HEAD + text).encode()
