"""The page that tells coordinators what can stand in each file of a plan, `docs/plan.md`, in the model's words."""

from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lsp_core.plan.files import FILES, PlanFile

OPENING = """\
# What stands in a plan

A partnership tells the engine about itself in a folder of files: who takes part, what they want to achieve, how it is
measured and who is asked.
Files that end in `.yaml` are for a text editor; files that end in `.csv` are tables for Excel.
`lsp init DIR` writes a complete example with remarks in it, which is easier to start from than this page.
`lsp load DIR` reads a folder.
It changes nothing until everything is right, and lists every mistake at once with the file, the line and the column;
in a table, column 1 is A.

Keep the folder in version control, or keep dated copies: each time it is loaded, the engine keeps that version, and a
pack says which version it was made from.

## How things are written

| What | How |
|---|---|
| Code | Up to 40 letters, digits, dots, dashes and underscores. Once figures have come in under it, leave it alone. |
| Date | `2026-04-01`, `1 April 2026` or `01/04/2026`: the day comes before the month. |
| Quarter | `2026-27 Q1` is April to June 2026. |
| Year | `2026-27` is a financial year, `2026/27 academic` an academic year, `2026` a calendar year. |
| Number | `1204`, `1,204`, `12.5` or `£1,204`. The unit goes in its own column. |
| Yes or no | `yes` or `no`. |
| Nothing | A blank cell, or a field left out. In YAML, `never` or `none` says that there is to be none. |

When a definition or a target changes, leave the old row and add a new one with a later `valid_from`.
Packs already published keep the definition and the target that were in force when they were made.
"""


def plan_reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([OPENING, *(_section(file) for file in FILES)])


def _section(file: PlanFile) -> str:
    optional = "" if file.required else "The file may be left out."
    shape = (
        "One row for each." if file.is_table else "" if file.is_one_entry else "A list: each entry begins with a dash."
    )
    purpose = f"{file.purpose[0].upper()}{file.purpose[1:]}."
    about = " ".join(part for part in (purpose, shape, optional) if part)
    return "\n".join([f"## {file.name}", "", about, "", *_table(file.entry), *_groups(file.entry), ""])


def _table(model: type[BaseModel]) -> list[str]:
    header = ["| Field | Needed? | What it is |", "|---|---|---|"]
    return header + [_row(name, field) for name, field in model.model_fields.items()]


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{name}` | {_needed(field)} | {_cell(field.description)} |"


def _groups(model: type[BaseModel]) -> list[str]:
    """A table for each group of fields inside a field."""
    lines: list[str] = []
    for name, field in model.model_fields.items():
        inside = _model_inside(field.annotation)
        if inside is not None:
            each = "Each entry of" if get_origin(field.annotation) is tuple else "Inside"
            lines += ["", f"{each} `{name}`:", "", *_table(inside), *_groups(inside)]
    return lines


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is Annotated or get_origin(annotation) is tuple:
        return _model_inside(get_args(annotation)[0])
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


def _needed(field: FieldInfo) -> str:
    """Yes, or what is taken when it is left out."""
    if field.is_required():
        return "yes"
    default = field.default
    if default in (None, "", ()) or isinstance(default, BaseModel | NoneType) or field.default_factory is not None:
        return "no"
    return f"no: {_cell(_plain(default))} if left out"


def _plain(default: Any) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        return ", ".join(str(getattr(item, "name", item)) for item in default)
    return str(default)


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")
