"""Pure: which day it is, working days, due dates."""
