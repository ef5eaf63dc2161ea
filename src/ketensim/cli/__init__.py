"""The command line: every command is a few lines around a public function.

Exit status: 0 done, 1 a check fell short, 2 bad input or usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from ketensim.cli import comparing, exploring, judging, reporting, running, splitting
from ketensim.cli.common import OneClearMessage
from ketensim.cli.show import show
from ketensim.version import VERSION

app = typer.Typer(
    cls=OneClearMessage,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # words of users and files are never read as markup
    help="Simulate the Dutch asylum chain.",
)
app.add_typer(show, name="show")


def print_version(asked: bool) -> None:
    if asked:
        print(f"ketensim {VERSION}")
        raise typer.Exit


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of all commands."""


COMMANDS: dict[str, Callable[..., None]] = {
    "run": running.run,
    "compare": comparing.compare,
    "report": reporting.report,
    "municipalities": splitting.split_over_municipalities,
    "validate": running.validate,
    "solve": exploring.solve_lever,
    "sensitivity": exploring.study_sensitivity,
    "calibrate": judging.fit_parameters,
    "check": judging.check_figures,
    "backtest": judging.run_backtest,
    "ledger": judging.show_ledger,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def main() -> None:
    """The entry of the command ``ketensim``."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # no terminal is too old for a name
    words = sys.argv[1:]
    if "--debug" in words:  # wherever it stands
        words = ["--debug", *(word for word in words if word != "--debug")]
    app(args=words, prog_name="ketensim")
