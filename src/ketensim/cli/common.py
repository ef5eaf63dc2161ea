"""What the commands share: options, the one clear message for bad input, and how results are printed."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ketensim.results.folder import RunFolderError
from ketensim.scenario import Scenario, ScenarioError, load_scenario
from ketensim.scenario.problems import Problem, printable


class Language(StrEnum):
    """Of labels, tables and charts."""

    en = "en"
    nl = "nl"


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[Language, typer.Option("--lang", help="Language of tables and charts.")]


class OneClearMessage(TyperGroup):
    """Bad input in any command is a message on stderr and status 2, not a traceback."""

    def invoke(self, ctx: Any) -> Any:
        with one_clear_message(debug=bool(ctx.params.get("debug"))):
            return super().invoke(ctx)


@contextmanager
def one_clear_message(debug: bool) -> Iterator[None]:
    """What a user can do something about, as a message and an exit status."""
    try:
        yield
    except (ScenarioError, RunFolderError) as error:
        raise stop(str(error), debug) from None
    except BrokenPipeError:  # who reads our output has seen enough
        raise
    except OSError as error:
        where = printable(str(error.filename or "ketensim"))
        raise stop(f"{where}: {error.strerror or error}", debug) from None
    except KeyboardInterrupt:
        raise stop("stopped; a run keeps what is finished, go on with --resume", debug, status=130) from None


def stop(message: str, debug: bool, status: int = 2) -> typer.Exit:
    if debug:
        traceback.print_exc()
    print(message, file=sys.stderr)
    return typer.Exit(status)


def load_all(words: list[str]) -> list[Scenario]:
    """All scenarios, or everything that is wrong with any of them."""
    loaded: list[Scenario] = []
    found: list[Problem] = []
    for word in words:
        try:
            loaded.append(load_scenario(word))
        except ScenarioError as error:
            found += error.problems
    if found:
        raise ScenarioError(found)
    return loaded


def print_rows(rows: list[dict[str, Any]], as_json: bool, table: Any) -> None:
    if as_json:
        print_json(rows)
    else:
        table()


def print_json(what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False))
