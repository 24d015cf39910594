"""What the buttons send: typed, within 64 bytes, and never trusted when it comes back.

Moments travel as whole minutes since 1970 in UTC, days as their proleptic ordinals, so that a
value is short and has one spelling. Numbers that a database or a calendar could not hold are
refused when a tap is read.
"""
