"""A Dutch site reads Dutch everywhere, in Wagtail's own screens too."""

from datetime import timedelta

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone


def test_wagtails_own_moments_are_dutch():
    assert naturaltime(timezone.now() - timedelta(minutes=1)) == "een minuut geleden"
