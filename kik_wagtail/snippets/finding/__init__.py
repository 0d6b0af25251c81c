"""Find words in all texts, and replace them in drafts.

`words` (what matches) and `markup` (where that stands in stored HTML) are pure. `spots` lists the wording in a
model's fields and blocks, whatever the model: a new kind of text is found by itself. `library` reads the texts in
bulk, `searching` finds, `replacing` lists what would change and makes the drafts.
"""
