"""What the follow-up adds to plans when the product starts."""

from __future__ import annotations

from . import settling, telling

__all__ = ["settling", "telling"]
