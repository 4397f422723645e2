"""Calendars and news that other programs subscribe to, by secret links and for public plans."""
