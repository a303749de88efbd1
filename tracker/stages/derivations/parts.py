"""Local parts: which units a provider has, and how each is rated."""

from dataclasses import replace

from tracker.stages.derivations.standing import standing
from tracker.values.dates import PartialDate
from tracker.values.facts import Link, PartFact, ProviderFacts


def with_parts(providers: tuple[ProviderFacts, ...], today: PartialDate) -> tuple[ProviderFacts, ...]:
    """The same providers, each with those that are recorded as parts of it, in the order given."""
    return tuple(replace(provider, parts=_parts(provider, providers, today)) for provider in providers)


def _parts(
    whole: ProviderFacts, providers: tuple[ProviderFacts, ...], today: PartialDate
) -> tuple[PartFact, ...]:
    return tuple(
        PartFact(Link(one.record.short_name, one.url), standing(one.inspections, today))
        for one in providers
        if one.part_of and one.part_of.id == whole.id
    )
