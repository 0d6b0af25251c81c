"""Who saw whom: the access log on a screen of its own, for the auditor."""
