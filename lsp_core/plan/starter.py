"""A commented example of a plan, to begin from. The files are in `templates/starter`."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from lsp_core.errors import LspError


def write_example(folder: Path) -> list[Path]:
    """Writes the example into a folder, made if it is not there; gives the files written.

    Overwrites nothing: raises `LspError`, having written nothing, when any of the files is there already.
    Tables begin with a byte order mark, without which Excel shows a pound sign as two characters.
    """
    examples = _examples()
    taken = [example.name for example in examples if (folder / example.name).exists()]
    if taken:
        raise LspError(
            f"{folder} already has {', '.join(taken)}, and an example would overwrite what is there",
            "Choose an empty folder, or one that does not exist yet.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(example, folder / example.name) for example in examples]
    except OSError as trouble:
        raise LspError(
            f"The example cannot be written in {folder} ({trouble.strerror})", "Choose a folder you may write in."
        ) from None


def _examples() -> list[Traversable]:
    names = (".yaml", ".csv", ".txt")
    found = (example for example in files("templates").joinpath("starter").iterdir() if example.name.endswith(names))
    return sorted(found, key=lambda example: example.name)


def _write(example: Traversable, path: Path) -> Path:
    encoding = "utf-8-sig" if path.suffix == ".csv" else "utf-8"
    path.write_text(example.read_text(encoding="utf-8"), encoding=encoding)
    return path
