"""All texts as one file to read and to carry along: to another municipality, or past an upgrade.

    file = exporting.texts_file(now=now)            # a TextsFile: kinds → items by code
    content = writer.as_yaml(file)                  # `reader.read(content)` gives it back
    report = importing.check(file, user=user)       # what would happen; writes nothing
    importing.carry_out(file, ...)                  # drafts, never published

`markup` (stored HTML ↔ HTML with ((fields))), `reader` and `writer` are pure. `items` and `blocks` turn a text into an
item and back, whatever its model; `references` knows codes for keys. `shipped` compares with what the package brought.
"""
