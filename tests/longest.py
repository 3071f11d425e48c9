"""Prints the ten longest functions and the ten longest modules: where beauty is lost first. `make longest`."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("lsp_core", "flows", "expectations", "examples", "benchmarks")
Length = tuple[int, str]


def modules() -> Iterator[Path]:
    """Every module of the project, tests left out."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def functions_of(module: Path) -> Iterator[Length]:
    """The length of each function in a module, in lines, and where it is."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield length, f"{module.relative_to(ROOT)}:{node.lineno} {node.name}"


def length_of(module: Path) -> Length:
    """The length of a module, and where it is."""
    return len(module.read_text(encoding="utf-8").splitlines()), str(module.relative_to(ROOT))


def main() -> None:
    """Print both lists, longest first."""
    functions = sorted((one for module in modules() for one in functions_of(module)), reverse=True)
    lengths = [
        (len(module.read_text(encoding="utf-8").splitlines()), str(module.relative_to(ROOT))) for module in modules()
    ]
    for title, longest in (("functions", functions), ("modules", sorted(lengths, reverse=True))):
        print(f"The ten longest {title}, in lines")
        for length, where in longest[:10]:
            print(f"{length:6}  {where}")
    middle = sorted(length for length, _ in functions)[len(functions) // 2]
    print(f"{len(functions)} functions; the middle one has {middle} lines")


if __name__ == "__main__":
    main()
