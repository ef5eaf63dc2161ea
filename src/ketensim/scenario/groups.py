"""The groups the chain keeps apart: nationality and kind of person (report figures 57 to 59)."""

from __future__ import annotations

NATIONALITIES = ("syria", "eritrea", "turkey", "somalia", "yemen", "iraq", "other", "unknown")
KINDS = ("adult", "family", "amv")
