"""The draft of a provider."""

from tracker.stages.drafting.lines import example, field, head, scalar, source, text_of
from tracker.values.dates import PartialDate
from tracker.values.draft import Answers, Draft
from tracker.values.records import Content

SOURCE = "website"
"""The key of the first source."""


def provider_draft(content: Content, answers: Answers, today: PartialDate) -> Draft:
    """The record of a provider as far as it is known from the answers.

    They are, as far as given: id, name, short_name, kind, aliases, areas (both with commas between),
    part_of, publisher and url.
    """
    kind = content.site.provider_kinds.get(answers.get("kind", ""))
    cited = field("source", SOURCE, indent=4)
    aliases = [f"  - {scalar(name)}" for name in _several(answers, "aliases")]
    areas = [line for name in _several(answers, "areas") for line in (field("  - name", name), cited)]
    blank = [field("- name", "", "as the source calls it"), field("source", SOURCE, indent=2)]
    larger = [field("provider", answers.get("part_of"), "", 2), field("source", SOURCE, indent=2)]
    blocks = [
        [
            *head("../../schema/provider.json"),
            field("name", answers.get("name")),
            field("short_name", answers.get("short_name"), "for headings and charts"),
            field("kind", answers.get("kind"), kind.name if kind else ""),
        ],
        ["aliases:", *aliases]
        if aliases
        else ["## Other names that sources use.", *example(["aliases:", "  -"])],
        [
            "## From when to when it existed, as exactly as the source says. No end while it goes on.",
            *example(
                [
                    "existed:",
                    field("from", indent=2),
                    field("to", indent=2),
                    field("source", SOURCE, indent=2),
                ]
            ),
        ],
        [
            "## Who ran it, and since when.",
            *example(["owners:", field("  - name"), field("from", indent=4), cited]),
        ],
        [
            "## The places that it serves, spelt as other providers spell them.",
            "areas:",
            *(areas or example(blank, indent=2)),
        ],
        ["part_of:", *larger]
        if "part_of" in answers
        else [
            "## The larger provider that it is a local part of.",
            *example(["part_of:", *larger]),
        ],
        [
            "## Who took over its work.",
            *example(["successors:", field("  - provider"), field("date", indent=4), cited]),
        ],
        source(content, SOURCE, answers, today),
        example([field("notes", "", "for readers: what to mind, and where sources disagree")]),
    ]
    return Draft("providers", answers.get("id") or "unnamed", text_of(blocks))


def _several(answers: Answers, name: str) -> list[str]:
    return [part.strip() for part in answers.get(name, "").split(",") if part.strip()]
