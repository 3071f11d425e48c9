"""One YAML file as located values, or what keeps it from being read, in our words.

Only the shape of YAML is used: groups, lists and text. What a text means is decided by the field it stands in, so `no`
is a word, `12:30` is no number, and tags and commands are never obeyed.
"""

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lsp_core.plan.written import Entry, Listing, Mistakes, Path, Place, Text, Written, quoted

LARGEST_YAML = 1_000_000
"""Characters. Reading takes about six seconds for each million, and a hundred partners fill thirty thousand."""
MOST_VALUES = 100_000
DEEPEST = 12
_OUR_TAGS = "tag:yaml.org,2002:"
_COLLECTIONS_AND_TEXT = frozenset({"map", "seq", "str", "int", "float", "bool", "null", "timestamp"})

_SYNTAX = (
    # what ruamel says, what we say, what would be right, whether the place that matters is where it began
    ("'\\t'", "a tab is used to indent", "use spaces", False),
    (
        "mapping values are not allowed",
        "there is a second ': ' in this line, or it is indented too far",
        "put a value that has a colon in it in quotes, and line the field up with its neighbours",
        False,
    ),
    ("unknown escape", "a backslash stands in double quotes", "use single quotes", False),
    ("quoted scalar", "a quote is opened here and never closed", "close it, or double it if it is an apostrophe", True),
    ("parsing a flow", "a bracket is opened here and its list goes wrong", "separate by commas and close it", True),
    ("cannot start any token", "a value cannot begin with this character", "put the value in quotes", False),
    ("undefined alias", "a value cannot begin with *", "put the value in quotes", False),
    ("maximum depth", "lists stand within lists without end", "write the values out", False),
    ("another document", "--- begins a second document here", "keep one in each file", False),
    (
        "",
        "this line is not lined up with those above it",
        "start every field of one group, and every dash of one list, in the same column",
        False,
    ),
)


class _TooMuch(Exception):  # noqa: N818  ends one file's reading early; never leaves this module
    """The file unfolds into more than anybody writes."""


def read_yaml(name: str, text: str, mistakes: Mistakes) -> Written | None:
    """What one file holds, an empty text when nothing; None when it cannot be read, and `mistakes` says why."""
    start = Place(name, 1, 1)
    if len(text) > LARGEST_YAML:
        mistakes.add(start, "the file is far larger than a plan's", "keep figures in the tables (CSV)")
        return None
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    try:
        node = yaml.compose(text)
        return Text(start, "") if node is None else _Reader(name, mistakes).value(node, ())
    except MarkedYAMLError as trouble:
        _explain(name, trouble, mistakes)
    except _TooMuch:
        mistakes.add(start, "the file unfolds into lists within lists without end", "write values out without & and *")
    except YAMLError:
        mistakes.add(start, "the file cannot be read as YAML", "compare it with the example that `lsp init DIR` writes")
    return None


def _explain(name: str, trouble: MarkedYAMLError, mistakes: Mistakes) -> None:
    said = f"{trouble.context} {trouble.problem}"
    _, wrong, right, at_its_beginning = next(row for row in _SYNTAX if row[0] in said)
    mark = trouble.context_mark if at_its_beginning and trouble.context_mark else trouble.problem_mark
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
    mistakes.add(place, wrong, right)


class _Reader:
    """Walks the nodes of one file, counting, because an alias can make a short file unfold without end."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        self._file = file
        self._mistakes = mistakes
        self._count = 0

    def value(self, node: Node, path: Path) -> Written:
        self._count += 1
        if self._count > MOST_VALUES or len(path) > DEEPEST:
            raise _TooMuch
        place = self._place(node)
        self._check_tag(node, place)
        if isinstance(node, SequenceNode):
            return Listing(place, tuple(self.value(item, (*path, n)) for n, item in enumerate(node.value)))
        if isinstance(node, MappingNode):
            return self._entry(node, place, path)
        return Text(place, str(node.value).strip())

    def _entry(self, node: MappingNode, place: Place, path: Path) -> Entry:
        values: dict[str, Written] = {}
        places: dict[str, Place] = {}
        name_places: dict[str, Place] = {}
        for name, name_place, value_node in self._pairs(node):
            if name in places:
                line = name_places[name].line
                self._mistakes.add(name_place, f"{quoted(name)} is given twice", f"keep this one or line {line}'s")
                continue
            value = self.value(value_node, (*path, name))
            name_places[name] = name_place
            blank = isinstance(value, Text) and not value.text
            places[name] = name_place if blank else value.place
            if not blank:
                values[name] = value
        return Entry(place, values, places, name_places)

    def _pairs(self, node: MappingNode) -> Iterator[tuple[str, Place, Node]]:
        for key, value in node.value:
            place = self._place(key)
            if isinstance(key, ScalarNode):
                yield str(key.value), place, value
            else:
                self._mistakes.add(place, "a field's name should be a word", "put a value with brackets in quotes")

    def _check_tag(self, node: Node, place: Place) -> None:
        tag = str(node.tag or "")
        if tag and tag.removeprefix(_OUR_TAGS) not in _COLLECTIONS_AND_TEXT:
            self._mistakes.add(place, "a value cannot begin with !", "put the value in quotes")

    def _place(self, node: Node) -> Place:
        return Place(self._file, node.start_mark.line + 1, node.start_mark.column + 1)
