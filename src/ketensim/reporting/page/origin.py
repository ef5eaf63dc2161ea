"""What a page was made from, and how to make that again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ketensim.reporting.page.subject import Material
from ketensim.reporting.page.words import Words, plain
from ketensim.scenario import names
from ketensim.scenario.combining import JOINED


@dataclass(frozen=True)
class Origin:
    """A run folder: its facts as (name, value), the commands that make it and this page, and whether these need files of the user."""

    folder: str
    facts: tuple[tuple[str, str], ...]
    commands: tuple[str, ...]
    needs_files: bool


def origins(material: Material) -> list[Origin]:
    """The run folders of the page."""
    folders = {subject.side.folder: subject.manifest for subject in material.subjects}
    return [
        Origin(
            plain(folder.name or folder.resolve().name), tuple(_facts(material.words, manifest)), _commands(manifest),
            any(part not in names() for scenario in manifest["scenarios"] for part in scenario["name"].split(JOINED)),
        )
        for folder, manifest in folders.items()
    ]  # fmt: skip


def made(material: Material) -> str:
    """When, with what, how often, and over which time."""
    words, manifest, base = material.words, material.base.manifest, material.base
    runs = words.counted("replications", base.replications)
    if base.members:
        runs = words("runs.members", members=words.counted("members", base.members), replications=runs)
    begun = str(manifest.get("begun", ""))[:10]
    facts = {"version": plain(str(manifest["versions"].get("ketensim", "?"))), "runs": runs}
    return words("made", day=words.iso(begun) if begun else "?", first=words.day(base.first), last=words.day(base.last), **facts)


def _facts(words: Words, manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield words("origin.size"), f"{manifest['members']} \N{MULTIPLICATION SIGN} {manifest['replications']}"
    yield words("origin.seed"), str(manifest["seed"])
    yield words("origin.scale"), words.number(manifest["scale"])
    yield words("origin.until"), words.iso(str(manifest["until"]))
    yield words("origin.begun"), plain(str(manifest.get("begun", "?")))
    yield words("origin.versions"), ", ".join(f"{plain(str(name))} {plain(str(version))}" for name, version in manifest["versions"].items())
    yield words("origin.code"), plain(str(manifest.get("code", "?")))
    if git := manifest.get("git"):
        changed = f" ({words('origin.changed')})" if git.get("changed") else ""
        yield words("origin.git"), f"{plain(str(git.get('commit', '?')))}{changed}"
    if ensemble := manifest.get("ensemble"):
        yield words("origin.ensemble"), plain(str(ensemble["sha256"]))
    for scenario in manifest["scenarios"]:
        yield words("origin.scenario", name=plain(str(scenario["name"]))), plain(str(scenario.get("hash", "?")))
    moves, cpu = words.number(manifest.get("moves", 0)), words.number(round(manifest.get("cpu_seconds", 0)))
    yield words("origin.cost"), words("origin.cost.of", moves=moves, cpu=cpu)


def _commands(manifest: dict[str, Any]) -> tuple[str, ...]:
    """``ketensim run`` with all that determines the results, and ``ketensim report``."""
    scenarios = [_file(scenario) for scenario in manifest["scenarios"]]
    options = ["--members", manifest["members"], "--replications", manifest["replications"], "--seed", manifest["seed"]]
    options += ["--until", manifest["until"]] if any(scenario["until"] != manifest["until"] for scenario in manifest["scenarios"]) else []
    options += ["--scale", f"{manifest['scale']:g}"] if manifest["scale"] != 1 else []
    return (_line(["ketensim", "run", *scenarios, *options, "--out", "RUN"]), _line(["ketensim", "report", "RUN"]))


def _file(scenario: dict[str, Any]) -> str:
    """What names a scenario on the command line: its name when it comes with the package, or the name of its file; of several each."""
    return JOINED.join(part if part in names() else f"{part}.toml" for part in str(scenario["name"]).split(JOINED))


def _line(words: Sequence[object]) -> str:
    return shlex.join(plain(str(word)) for word in words)
