"""Receiving updates: charges in them are stored before the updates are acknowledged."""
