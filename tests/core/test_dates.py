"""A day is written the same way in a sentence and in a table."""

import datetime as dt

from django.utils import translation
from django.utils.formats import date_format


def test_a_day_is_written_one_way_in_english():
    with translation.override("en"):
        told = date_format(dt.date(2026, 6, 14)), date_format(dt.datetime(2026, 6, 14, 9, 5))

    assert told == ("14 June 2026", "14 June 2026")
