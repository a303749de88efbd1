"""How a page is cited, and the ways back to whoever keeps its record."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from tracker.values.dates import PartialDate
from tracker.values.page import Page, in_full, slug
from tracker.values.records import Site

# What has a meaning to TeX, as it is written to stand for itself. Braces are written by name, for BibTeX
# counts those after a backslash too (Oren Patashnik, BibTeXing, 1988, section 4).
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&#$_"},
    }
)

_FORM = "correction.yml"  # of .github/ISSUE_TEMPLATE/


@dataclass(frozen=True, slots=True)
class Citation:
    """A page as others cite it, `plain` in a sentence or as a `bibtex` entry, by its permanent `address`.

    `suggest` opens a report of what is wrong with it; `edit` opens its file, called by `edit_words`,
    and `data` is its record as JSON: both are "" where a page has none.
    """

    plain: str
    bibtex: str
    address: str
    suggest: str
    edit: str
    edit_words: str
    data: str


def citation(page: Page, site: Site, as_of: PartialDate) -> Citation:
    """How to cite a page as it is on a day."""
    address = in_full(page.url, site.address)
    named = f"“{page.title}”, " if page.title != site.title else ""
    return Citation(
        plain=f"{site.title}, {named}as of {as_of}, {address}",
        bibtex=_bibtex(page, site, as_of, address),
        address=address,
        suggest=f"{site.repository.rstrip('/')}/issues/new?{_report(page.title, address, site)}",
        edit=edit_address(page.record, site.repository) if page.record else "",
        edit_words="Edit this text" if page.record.endswith(".md") else "Edit this record",
        data=page.data,
    )


def edit_address(file: str, repository: str) -> str:
    """Where readers can edit a file of the repository."""
    return f"{repository.rstrip('/')}/edit/main/{quote(file)}"


def file_address(file: str, repository: str) -> str:
    """Where readers can look at a file of the repository, or at a folder."""
    return f"{repository.rstrip('/')}/blob/main/{quote(file)}"


def _bibtex(page: Page, site: Site, as_of: PartialDate, address: str) -> str:
    """An entry that BibTeX, biber and reference managers read: letters beyond ASCII stay as they are."""
    day = as_of.earliest
    fields = {
        # A second pair of braces keeps an organisation's name in one piece, and a title's capitals.
        "author": f"{{{site.title.translate(_TEX)}}}",
        "title": f"{{{page.title.translate(_TEX)}}}",
        "year": str(day.year),
        "note": f"As of {as_of}",
        # Taken to the letter, so that a brace in it would end the field too early.
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "urldate": day.isoformat(),
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@misc{{{slug(f'{site.title} {page.url}')},\n{lines}}}"


def _report(title: str, address: str, site: Site) -> str:
    """What an issue begins with, as GitHub, Gitea and Forgejo take it from an address.

    GitHub opens the form of that name instead, if the repository has it, and fills in its field `page`.
    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
    """
    body = f"Page: {address}\n\nWhat it says:\n\nWhat is right:\n\nA source that says so:\n"
    begun = {"title": f"Correction: {title}", "body": body}
    if urlsplit(site.repository).hostname == "github.com":
        begun |= {"template": _FORM, "page": address}
    return urlencode(begun, quote_via=quote)
