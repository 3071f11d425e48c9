"""Jinja set up once, the same way for e-mails and for the HTML pack: a name that is missing is an error in a test.

Templates loop and print. Sorting, counting, rounding and choosing happen before; how figures and days are written is
`lsp_core.wording`.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment(folder: str, autoescape: bool) -> Environment:
    """The templates in one folder of `templates`. Escape for HTML; not for plain text, which has nothing to escape."""
    return Environment(
        loader=PackageLoader("templates", folder),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
