"""A coach makes one letter: choose the text, see the real page, make it; and the page of a letter that was made."""
