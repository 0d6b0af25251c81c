"""Who can log in to the demo. Everybody is invented; the password is no secret."""

PASSWORD = "kansen in kaart"  # noqa: S105

# username: (first name, last name, role or None, what one does with it)
LOGINS = {
    "editor": ("Els", "Tekstra", "content_editor", "schrijft brieven en gesprekshandreikingen"),
    "editor2": ("Eddy", "Naleeser", "content_editor", "keurt goed wat editor schreef"),
    "coach01": ("Coach", "01", "coach", "voert gesprekken in gebied Centrum"),
    "teamlead": ("Teun", "Voorganger", "team_lead", "leidt het team van gebied Centrum"),
    "manager": ("Mila", "Koers", "manager", "beheert bladzijden en kijkt naar de cijfers"),
    "manager2": ("Max", "Tegenlezer", "manager", "keurt goed wat manager maakte"),
    "administrator": ("Bo", "Inrichting", "functional_administrator", "leest bestanden met inwoners in"),
    "auditor": ("Aud", "Inzage", "auditor", "ziet wie wat heeft ingezien"),
}
