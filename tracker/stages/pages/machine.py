"""What programs read: the sitemap, and files that hosts look for. Feeds are apart."""

from collections.abc import Iterator

from tracker.values.facts import Facts
from tracker.values.page import NOT_FOUND, Page


def machine_files(facts: Facts, readable: tuple[Page, ...]) -> Iterator[Page]:
    """The files that no reader opens; `readable` are the pages of the sitemap."""
    yield Page(
        NOT_FOUND, "pages/404.html", "Page not found", "There is no page at this address.", listed=False
    )
    listed = {"urls": tuple(sorted(page.url for page in readable if page.listed))}
    yield Page("/sitemap.xml", "feeds/sitemap.xml", context=listed, listed=False)
    yield Page("/robots.txt", "feeds/robots.txt", listed=False)
    # Without this file GitHub Pages runs Jekyll, which drops what begins with an underscore.
    yield Page("/.nojekyll", "feeds/empty.txt", listed=False)
    if facts.site.domain:
        yield Page("/CNAME", "feeds/cname.txt", listed=False)
