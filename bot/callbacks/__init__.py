"""Callback data of the buttons: typed, within 64 bytes, and never trusted.

Moments are whole minutes since 1970 in UTC, days are proleptic ordinals: short, with one spelling
each. Numbers outside the range of the database or the calendar are rejected on parsing.
"""
