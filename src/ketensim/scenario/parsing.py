"""From a file that nobody vouches for to plain TOML values, within bounds of size and time."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path as File
from typing import Any

LARGEST = 1_000_000  # bytes of a file: a national scenario needs a twentieth
MOST_PARTS = 20  # of a dotted key: the time to parse one grows with the square of its parts

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS}}}")
_HINTS = {
    "Cannot overwrite a value": "a key may be given once",
    "Cannot declare": "a section may be given once",
    "Cannot mutate": "a table in braces is complete; it cannot be added to",
}


_LIKE_DATE = re.compile(r"(?<![\w-])\d{1,4}-\d{1,2}-\d{1,4}(?![\w-])")


class Unreadable(ValueError):
    """A file cannot be read as TOML; the message says why."""


def parse(path: File) -> dict[str, Any]:
    """The values of a TOML file. Raises Unreadable."""
    text = _text(path)
    if _ENDLESS_KEY.search(text):
        raise Unreadable(f"is nested too deeply: a key has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except ValueError as error:  # not only TOMLDecodeError: a number of thousands of digits is refused by Python itself
        hint = next((f"; {hint}" for start, hint in _HINTS.items() if str(error).startswith(start)), "") or _of_date(text, str(error))
        raise Unreadable(f"is not valid TOML: {error}{hint}") from None


def _of_date(text: str, error: str) -> str:
    """A hint when the line that cannot be read has a date that is none."""
    found = re.search(r"at line (\d+)", error)
    line = text.splitlines()[int(found[1]) - 1] if found and int(found[1]) <= len(text.splitlines()) else ""
    wrong = next((word for word in _LIKE_DATE.findall(line) if not _is_date(word)), None)
    return f"; {wrong} is no date, a date is like 2027-01-31" if wrong else ""


def _is_date(word: str) -> bool:
    try:
        return len(word) == 10 and bool(date.fromisoformat(word))
    except ValueError:
        return False


def _text(path: File) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from None
    if len(raw) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST} bytes, the most that is allowed")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8 text (byte {error.start + 1})") from None
