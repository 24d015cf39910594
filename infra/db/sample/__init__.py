"""A realistic sample salon with weeks of past and coming visits, to try the program."""

from infra.db.sample.fill import NotEmptyError, fill_with_sample

__all__ = ["NotEmptyError", "fill_with_sample"]
