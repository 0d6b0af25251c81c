"""Letters to residents: made from one published version of a text, kept so that the same page can be set again.

Lower rooms know nothing of letters. `services.make_letter` is the one way in; `queries` tells who received what.
"""
