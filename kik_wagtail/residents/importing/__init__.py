"""Residents from the file of the case system: read → plan → apply.

    plan = plan_import(content, today=today(now))          # reads, writes nothing
    summary = apply_import(plan, user=user, now=now)        # writes, in batches

`reader` and `workbook` turn a file into lines of text, `rules` and `columns` turn text into values (all pure),
`plan` compares with what is known, `apply` writes, `runs` is the same with a person at the screen in between.
"""
