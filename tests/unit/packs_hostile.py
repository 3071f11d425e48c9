"""Words that have broken documents elsewhere, and a plan with them in every field a person can type in."""

from lsp_core.plan.model import Plan

HOSTILE = (
    "<script>alert('x')</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} {# note #}",
    '#import "secrets.typ": * #read("/etc/passwd")',
    "*bold* _under_ $x^2$ `raw` @label <label> = heading // comment /* */ \\ ~ ~",
    '"quoted" \\"escaped\\" \\u{1F600} ${HOME} $(id) %s {0}',
    "=HYPERLINK(1,2)|cmd' /C calc'!A0",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4,
    "Ŵŷ Ďžš Ελληνικά Кириллица ≥ ≤ − ½ €",
)
BEYOND_OUR_FONTS = "日本語 😀 👨‍👩‍👧 \ufdd0 \ue000 \x00\x07"
RIGHT_TO_LEFT = "שלום مرحبا \u202eabc\u202c"


def a_hostile_plan(plan: Plan, words: str) -> Plan:
    """The plan with the words in every text that reaches a pack."""
    return plan.model_copy(
        update={
            "partnership": plan.partnership.model_copy(update={"name": words, "about": words, "data_note": words}),
            "partners": _each(plan.partners, "name", words),
            "people": _each(_each(plan.people, "name", words), "role", words),
            "themes": _each(plan.themes, "name", words),
            "outcomes": _each(_each(plan.outcomes, "name", words), "why", words),
            "boards": _each(plan.boards, "name", words),
            "measures": _each(_each(_each(_each(plan.measures, "name", words), "definition", words), "source", words),
                              "unit", words),
            "funds": _each(_each(plan.funds, "name", words), "note", words),
            "risks": _each(
                _each(_each(_each(_each(plan.risks, "title", words), "cause", words), "event", words), "consequence",
                      words),
                "controls", words,
            ),
        }
    )  # fmt: skip


def _each(things, field, words):
    return tuple(thing.model_copy(update={field: words}) for thing in things)
