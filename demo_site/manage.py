#!/usr/bin/env python
"""Runs from anywhere: puts the folder that holds demo_site on the path."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
