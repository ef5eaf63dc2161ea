"""Compiled functions are kept on disk for as long as their own file is the same: what they read from it must not hang on another file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ketensim.chain

FILES = sorted(Path(ketensim.chain.__file__).parent.glob("*.py"))


def read(node: ast.AST) -> set[str]:
    """The names that are read somewhere in it."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}


def numbers_of_states(tree: ast.Module) -> set[str]:
    """Names of the module that are made from the numbers of states or nationalities."""
    made = {"P", "R", "NATIONALITIES"}
    for line in tree.body:
        if isinstance(line, ast.Assign) and read(line.value) & made:
            made |= {part.id for target in line.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return made


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_kernel_reads_the_number_of_a_state(file: Path) -> None:
    """These change when a state is added elsewhere; the kernel, in its cache, would go on with the old ones."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    states = numbers_of_states(tree)
    kernels = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "kernel" in map(ast.unparse, node.decorator_list)]
    assert {kernel.name: sorted(read(kernel) & states) for kernel in kernels if read(kernel) & states} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_kernel_calls_one_of_another_file_of_the_chain(file: Path) -> None:
    """It would go on with the other one as it was when both were compiled."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    taken = [line for line in tree.body if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("ketensim.chain")]
    functions = {name.name for line in taken for name in line.names if name.name.islower()}
    kernels = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "kernel" in map(ast.unparse, node.decorator_list)]
    assert {kernel.name: sorted(read(kernel) & functions) for kernel in kernels if read(kernel) & functions} == {}


def test_it_would_be_seen() -> None:
    tree = ast.parse('_COA = R["coa"]\n_TWO = _COA, 1\n@kernel\ndef f(p):\n    return p == _TWO[0]\n')
    assert numbers_of_states(tree) == {"P", "R", "NATIONALITIES", "_COA", "_TWO"}
    assert read(tree.body[-1]) & numbers_of_states(tree) == {"_TWO"}
