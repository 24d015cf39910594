"""Dependency injection: one provider for each kind of object."""
