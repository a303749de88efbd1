"""Rules between records. To add one, write a function in `rules/` and name it here."""

from collections.abc import Callable, Iterable

from tracker.stages.rules import (
    corrections,
    dates,
    evidence,
    handbook,
    identity,
    prose,
    ratings,
    references,
    sources,
    totals,
)
from tracker.values.dates import PartialDate
from tracker.values.problem import Problem, of_rule
from tracker.values.records import Content

RULES: tuple[Callable[[Content], Iterable[Problem]], ...] = (
    references.providers_exist,
    references.frameworks_exist,
    references.kinds_exist,
    references.framework_parts_fit,
    references.evidence_names_standards,
    references.measures_exist,
    references.sources_exist,
    references.navigation_leads_somewhere,
    references.page_addresses_are_free,
    prose.prose_stays_simple,
    references.prose_shows_as_written,
    references.sources_are_used,
    ratings.framework_inspects_kind,
    ratings.words_are_on_the_scale,
    ratings.standards_apply,
    ratings.ratings_have_sources,
    ratings.unpublished_has_no_results,
    ratings.scores_agree,
    ratings.scoring_fits_the_scale,
    dates.fieldwork_comes_first,
    dates.folder_is_the_year,
    dates.provider_existed,
    dates.framework_was_in_force,
    dates.periods_run_forwards,
    dates.owners_fit_the_life,
    dates.sources_are_read_after_publication,
    dates.corrections_come_after,
    sources.sources_have_dates,
    sources.sources_have_archives,
    corrections.corrections_name_fields,
    evidence.quotations_are_short,
    evidence.quotations_are_brief,
    evidence.quotations_are_there_once,
    evidence.findings_are_in_our_words,
    evidence.figures_have_fitting_units,
    evidence.measures_are_given_once,
    evidence.scales_have_no_unrated_words,
    identity.file_is_named_after_provider,
    identity.inspections_are_there_once,
    identity.joint_records_agree,
    identity.coordination_needs_a_partner,
    identity.places_lie_within_places,
    identity.successions_form_no_circle,
    identity.succession_dates_fit,
    identity.sources_agree,
    totals.totals_select_what_exists,
    totals.totals_are_there_once,
    totals.differences_are_explained,
    handbook.handbook_links_lead_somewhere,
)


def checked(content: Content, today: PartialDate) -> tuple[Problem, ...]:
    """What is wrong between the records, as of a day."""
    found = [problem for rule in RULES for problem in of_rule(rule.__name__, rule(content))]
    future = dates.nothing_is_in_the_future
    return (*found, *of_rule(future.__name__, future(content, today)))
