"""Sentences that the screens translate: this layer knows no language but French."""

from __future__ import annotations


def _(sentence: str) -> str:
    """Mark a sentence, so that its translation is asked for."""
    return sentence
