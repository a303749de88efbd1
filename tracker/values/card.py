"""What a share card says, before it is drawn: the picture that other sites show beside a link."""

from dataclasses import dataclass

from tracker.values.facts import Rating

SIZE = (1200, 630)
"""Pixels: what the sites that show cards ask for (https://ogp.me has no size of its own)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A picture published at `url`.

    `heading` stands above the name, `rating` and what is known of its date (`dated`) below. A card
    without a rating says what the site is about.
    """

    url: str
    site: str
    heading: str
    name: str
    rating: Rating | None
    dated: str

    @property
    def width(self) -> int:
        """In pixels."""
        return SIZE[0]

    @property
    def height(self) -> int:
        """In pixels."""
        return SIZE[1]

    @property
    def text(self) -> str:
        """All that the picture says, in words."""
        rated = self.rating.word if self.rating else ""
        return ". ".join(part for part in (self.name, self.heading, rated, self.dated, self.site) if part)
