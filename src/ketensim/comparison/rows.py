"""Rows as a table in which nothing is None, whatever stands beside it in its column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def table_of(rows: Sequence[dict[str, Any]], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table of rows of the same columns. A column with a None keeps it: texts beside it would make it nan otherwise."""
    import pandas as pd

    names = list(columns or rows[0])
    values = {name: [row[name] for row in rows] for name in names}
    return pd.DataFrame({name: pd.Series(own, dtype=object) if None in own else own for name, own in values.items()}, columns=names)
