"""What editors own: letter texts, passages, guides, values, provisions, places, partners; and how a letter is made.

Pure (no Django): merge_fields, conditions, rich_text, tree, characters, typeset, salutation, sample_residents,
problems, rendering, questions. The chain: HTML -> rich_text.parse -> tree.LetterBuilder -> characters.check ->
typeset.
"""
