"""The coach's screens: Vandaag and Contact. Puts the rooms below together; keeps nothing of its own."""
