"""The pages that stand for all others do so."""

from pathlib import Path

from tests.conftest import ROOT
from tests.page_kinds import PAGE_KINDS
from tracker.cache import Cache
from tracker.stages.derive import derived
from tracker.stages.export import exported
from tracker.stages.plan import planned
from tracker.values.dates import PartialDate
from tracker.values.records import Content


def test_every_template_of_a_page_is_looked_at(real_content: Content, real_today: PartialDate) -> None:
    facts, static = derived(real_content, real_today), ROOT / "static"
    plan, _ = planned(facts, real_content.pages, static, exported(real_content, facts, Cache(None)))
    shown = {page.template for page in plan.pages if page.file in PAGE_KINDS.values()}
    assert {f"pages/{file.name}" for file in (ROOT / "templates/pages").iterdir()} - shown == set()


def test_every_kind_of_page_is_there_once(real_site: Path) -> None:
    assert [file for file in PAGE_KINDS.values() if not (real_site / file).is_file()] == []
    assert len(set(PAGE_KINDS.values())) == len(PAGE_KINDS)
