"""Markdown to HTML that is safe to publish."""

import re

from markupsafe import Markup

from tracker.values.prose import anchors as ids_of

_EXTENSIONS = ("fenced_code", "sane_lists", "tables")
_TAGS = frozenset(
    {"a", "abbr", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}}
_HEADING = re.compile(r"<(h[2-4])>(.*?)</\1>", re.DOTALL)


def markdown(text: str, *, anchors: bool = False) -> Markup:
    """Cleaned HTML, with ids of headings only where a page is all prose."""
    # Imported here because a build that finds every page in the cache needs neither.
    import markdown  # noqa: PLC0415 - see above
    import nh3  # noqa: PLC0415 - see above

    html = markdown.markdown(text, extensions=_EXTENSIONS, output_format="html")
    # The page has its first-level heading already.
    lowered = re.sub(r"(</?)h1\b", r"\1h2", html)
    clean = nh3.clean(
        lowered,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    return Markup(_as_page(clean) if anchors else clean)  # noqa: S704 - cleaned by nh3


def _as_page(html: str) -> str:
    """A text as a page: headings can be linked to; tables have a head for each row; all fits a phone."""
    ids = ids_of([Markup(title).striptags() for _, title in _HEADING.findall(html)])  # noqa: S704 - cleaned
    html = _HEADING.sub(lambda found: f'<{found[1]} id="{next(ids)}">{found[2]}</{found[1]}>', html)
    # What scrolls sideways must be reached with the keyboard.
    html = html.replace("<table>", '<table class="stacks">').replace("<pre>", '<pre tabindex="0">')
    return re.sub(r"(<tr>\s*)<td>(.*?)</td>", r'\1<th scope="row">\2</th>', html)
