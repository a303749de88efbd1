"""What other sites show of a provider: a card for a frame, and a badge."""

from dataclasses import dataclass

from tracker.values.facts import Link, Rating


@dataclass(frozen=True, slots=True)
class Badge:
    """A picture of one line: a label, then on a light ground a shape and words. Lengths are in pixels."""

    label: str
    label_at: int
    label_width: int
    ground_at: int
    ground_width: int
    shape_at: int
    shape: int
    words: str
    words_at: int
    words_width: int
    width: int


@dataclass(frozen=True, slots=True)
class Embed:
    """A provider's rating in a few words, for other sites; `badge` says the same in a line.

    `dated` says of when the report is, or that this is not recorded; `later` tells of a newer report
    without a rating, and `ended` that the provider is no more. All are "" where there is nothing to say.
    `told` says all of it in one line.
    """

    provider: Link
    rating: Rating
    dated: str
    later: str
    ended: str
    told: str
    badge: Badge

    @property
    def url(self) -> str:
        """Where the card is published."""
        return f"{self.provider.url}embed/"

    @property
    def badge_url(self) -> str:
        """Where the badge is published."""
        return f"{self.provider.url}badge.svg"
