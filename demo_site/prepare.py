"""Makes the demo's database ready: migrate, kik_setup, kik_demo, in one process (starting Django costs seconds)."""

import argparse
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings.dev")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=300)
    options = parser.parse_args()

    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("kik_setup")
    call_command("kik_demo", residents=options.residents)
    call_command("kik_setup", pages="/werk-en-meedoen/")
