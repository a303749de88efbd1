"""The build from end to end: records in, site out."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.conftest import ROOT, TODAY
from tracker.cache import Cache
from tracker.cli import main
from tracker.pipeline import build
from tracker.stages.load import loaded
from tracker.stages.write import MARKER
from tracker.values.ahead import Ahead
from tracker.values.dates import PartialDate
from tracker.values.problem import Problem
from tracker.values.project import Project

AREAS = ("areas/northshire", "areas/southmoor")
COMPARED = ("core-2018/", "core-2018/by-overall/", "core-2018/by-date/")
STANDARDS = ("leadership", "staff", "planning", "unpaid-work", "court-work")


def site_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def page(project: Project, url: str) -> str:
    return (project.output / url.lstrip("/") / "index.html").read_text(encoding="utf-8")


def run(root: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(root, [*arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_every_kind_of_page_is_there(tiny: Project) -> None:
    report = build(tiny, TODAY)
    assert report.problems == ()
    expected = {
        "index.html",
        "404.html",
        "providers/index.html",
        "inspections/index.html",
        "timeline/index.html",
        "coverage/index.html",
        "search/index.html",
        "sitemap.xml",
        "robots.txt",
    }
    expected |= {"feed.xml", ".nojekyll", MARKER, "corrections/index.html", "corrections/feed.xml"}
    expected |= {"card.png", "apple-touch-icon.png"}
    for record in (tiny.content / "inspections").rglob("*.yaml"):
        folder = f"inspections/{record.parent.name}/{record.stem}"
        expected |= {f"{folder}/index.html", f"{folder}/card.png"}
    expected |= {
        f"providers/{record.stem}/{name}"
        for record in (tiny.content / "providers").glob("*.yaml")
        for name in ("index.html", "feed.xml", "badge.svg", "card.png", "embed/index.html")
    }
    expected |= {
        f"frameworks/{record.stem}/index.html" for record in (tiny.content / "frameworks").glob("*.yaml")
    }
    expected |= {f"{text.stem}/index.html" for text in (tiny.content / "pages").glob("*.md")}
    expected |= {f"{name}/index.html" for name in ("measures", "quotes", "sources", "areas", *AREAS)}
    expected |= {
        f"measures/{measure}/index.html" for measure in ("average-caseload", "workload-unmanageable")
    }
    expected |= {f"compare/{order}index.html" for order in ("", *COMPARED)}
    expected |= {f"standards/core-2018/{standard}/index.html" for standard in STANDARDS}
    found = set(site_of(tiny.output))
    assert expected <= found
    others = ("static/", "pagefind/", "data/", "charts/")
    assert all(name.startswith(others) for name in found - expected)


def test_no_page_shows_a_missing_value_as_none(tiny: Project) -> None:
    build(tiny, TODAY)
    for file in tiny.output.rglob("*.html"):
        assert not re.search(r">\s*None\s*<", file.read_text(encoding="utf-8")), file


def test_a_second_build_writes_nothing(tiny: Project) -> None:
    build(tiny, TODAY)
    before = {path: path.stat().st_mtime_ns for path in tiny.output.rglob("*")}
    report = build(tiny, TODAY)
    assert report.changes.written == report.changes.removed == 0
    assert {path: path.stat().st_mtime_ns for path in tiny.output.rglob("*")} == before


def test_a_problem_leaves_the_published_site_as_it_was(tiny: Project) -> None:
    build(tiny, TODAY)
    before = site_of(tiny.output)
    record = next((tiny.content / "inspections").rglob("*.yaml"))
    record.write_text(record.read_text(encoding="utf-8") + "unknown-field: 1\n", encoding="utf-8")
    assert build(tiny, TODAY).failed
    assert site_of(tiny.output) == before


def test_a_fault_of_a_template_is_a_problem_and_writes_nothing(tiny: Project) -> None:
    build(tiny, TODAY)
    before = site_of(tiny.output)
    shutil.copytree(tiny.templates, tiny.root / "templates")
    own = Project.at(tiny.root)
    template = own.templates / "pages/provider.html"
    template.write_text(
        template.read_text(encoding="utf-8").replace("provider.record.short_name", "provider.record.sumary"),
        encoding="utf-8",
    )
    report = build(own, TODAY)
    assert {problem.file for problem in report.problems} == {"templates/pages/provider.html"}
    assert all("sumary" in problem.message and problem.line > 1 for problem in report.problems)
    assert site_of(tiny.output) == before


def test_what_a_failed_build_still_makes_does_not_disturb_the_next(tmp_path: Path) -> None:
    """Its search index is made in other threads, which nobody waits for then."""
    cache, ended = Cache(tmp_path), Event()

    def late() -> None:
        for number in count():
            if ended.is_set():
                return
            cache.has("search", f"{number}")

    thread, usual = Thread(target=late), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # the threads take turns at every step
    thread.start()
    try:
        for _ in range(50):
            for number in range(2000):
                cache.has("pages", f"{number}")
            cache.sweep()
    finally:
        ended.set()
        thread.join()
        sys.setswitchinterval(usual)


def test_deleting_a_record_removes_its_page_and_every_mention(tiny: Project) -> None:
    build(tiny, TODAY)
    record = max((tiny.content / "inspections").rglob("*.yaml"))
    gone = f"inspections/{record.parent.name}/{record.stem}"
    record.unlink()
    report = build(tiny, TODAY)
    assert not report.failed
    assert not (tiny.output / gone).exists()
    assert not [name for name, raw in site_of(tiny.output).items() if gone.encode() in raw]


def test_ratings_age_with_the_day_and_each_page_says_as_of_when(tiny: Project) -> None:
    build(tiny, TODAY)
    then = page(tiny, "/providers/")
    build(tiny, PartialDate("2025-07-01"))
    now = page(tiny, "/providers/")
    assert "1 June 2024" in then
    assert "1 June 2024" not in now
    assert all(
        "as of 1 July 2025" in raw.decode()
        for name, raw in site_of(tiny.output).items()
        if name.endswith(".html") and "/embed/" not in name  # which shows a date, and no age
    )


def test_the_address_of_the_site_can_be_given(tiny: Project) -> None:
    build(
        tiny, TODAY, address="https://people.example.org/tracker", repository="https://code.example.org/fork"
    )
    assert 'rel="canonical" href="https://people.example.org/tracker/providers/"' in page(tiny, "/providers/")
    assert "https://code.example.org/fork" in page(tiny, "/providers/")
    sitemap = (tiny.output / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://people.example.org/tracker/providers/</loc>" in sitemap
    assert '<base href="/tracker/">' in (tiny.output / "404.html").read_text(encoding="utf-8")


def test_records_from_the_cache_equal_records_from_the_files(tiny: Project) -> None:
    fresh, _ = loaded(tiny, Cache(tiny.cache))
    assert len(list((tiny.cache / "records").rglob("*/*"))) > 1
    kept, _ = loaded(tiny, Cache(tiny.cache))
    assert fresh == kept


@pytest.mark.parametrize("damage", [b"", b"\xff not what was kept", b"{}"])
def test_a_damaged_cache_is_no_harm(tiny: Project, damage: bytes) -> None:
    build(tiny, TODAY)
    before = site_of(tiny.output)
    for file in tiny.cache.rglob("*"):
        if file.is_file():
            file.write_bytes(damage)
    shutil.rmtree(tiny.output)
    assert not build(tiny, TODAY).failed
    assert site_of(tiny.output) == before


@pytest.mark.parametrize("process", ["one", "another"])
def test_an_incremental_build_equals_a_clean_one(tiny: Project, tmp_path: Path, process: str) -> None:
    """Random edits, each followed by a build on top of the last one and by one from nothing.

    The builds of one process share what they hold in memory, as the preview's do.
    """
    shared = Cache(tiny.cache) if process == "one" else None
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    records = sorted((tiny.content / "inspections").rglob("*.yaml"))
    build(tiny, TODAY)
    for step in range(6):
        record = chance.choice(records)
        if step % 3 == 2 and record.exists():
            record.unlink()
        elif record.exists():
            added = f"\nnotes: Edit number {step}.\n"
            kept = record.read_text(encoding="utf-8").partition("\nnotes:")[0].rstrip("\n")
            record.write_text(kept + added, encoding="utf-8")
        report = build(tiny, TODAY, cache=shared)
        clean = replace(tiny, output=tmp_path / f"clean-{step}", cache=tmp_path / f"cache-{step}")
        assert build(clean, TODAY).failed == report.failed
        if not report.failed:
            assert site_of(tiny.output) == site_of(clean.output)


def test_a_changed_template_reaches_builds_that_share_a_cache(tiny: Project, tmp_path: Path) -> None:
    """The environment of the templates lives as long as the cache; a macro is imported by many."""
    shutil.copytree(ROOT / "templates", tiny.root / "templates")
    own, cache = Project.at(tiny.root), Cache(tiny.cache)
    build(own, TODAY, cache=cache)
    before = site_of(own.output)
    macro = own.templates / "components/badge.html"
    macro.write_text(macro.read_text("utf-8").replace("badge", "BADGE"), "utf-8")
    macro.write_text(macro.read_text("utf-8").replace("macro BADGE", "macro badge"), "utf-8")
    assert not build(own, TODAY, cache=cache).failed
    clean = replace(own, output=tmp_path / "clean", cache=tmp_path / "clean-cache")
    build(clean, TODAY)
    assert before != site_of(own.output) == site_of(clean.output)


def test_a_page_that_is_waited_for_comes_first_and_as_it_will_be(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    url, cache = "/inspections/2020/northshire-crc/", Cache(tiny.cache)
    build(tiny, TODAY, cache=cache)
    before = site_of(tiny.output)
    edit("content/inspections/2020/northshire-crc.yaml", "overall: good", "overall: Inadequate")
    shown: dict[str, bytes] = {}

    def show(files: Mapping[str, bytes]) -> None:
        assert site_of(tiny.output) == before
        shown.update(files)

    assert not build(tiny, TODAY, cache=cache, ahead=Ahead(frozenset({url}), show)).failed
    after = site_of(tiny.output)
    page = "inspections/2020/northshire-crc/index.html"
    assert before[page] != after[page]
    assert [name for name in shown if name.endswith(".html")] == [page]
    assert {name: after[name] for name in shown} == shown


def test_two_clones_give_the_same_bytes(real_site: Path, tmp_path: Path, real_today: PartialDate) -> None:
    """The project, and a copy of it that a process builds which hashes differently."""
    for name in ("content", "docs", "templates", "static", "tracker"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "site_data.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    subprocess.run(
        [sys.executable, "build.py", "--today", real_today.text],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    assert site_of(tmp_path / "output") == site_of(real_site)


def test_an_untouched_site_is_recognised_without_loading_anything(
    tiny: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny.root, "--today", "2024-06-01") == 0
    assert "Built" in capsys.readouterr().err
    code = """if True:
        import sys
        from pathlib import Path
        from tracker.cli import main
        try:
            main(Path(sys.argv[1]), ["--today", "2024-06-01"])
        finally:
            print(*sorted({"pydantic", "matplotlib", "jinja2", "yaml", "rich"} & set(sys.modules)))
    """
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny.root)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "Nothing has changed" in done.stderr
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    "touched",
    ["site_data.yaml", "content/events.yaml", "output/index.html"],
    ids=["settings", "record", "page"],
)
def test_any_touched_file_makes_the_next_build_look_again(
    tiny: Project, touched: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tiny.root, "--today", "2024-06-01")
    before = site_of(tiny.output)
    file = tiny.root / touched
    file.write_bytes(file.read_bytes() + b"\n")
    run(tiny.root, "--today", "2024-06-01")
    assert "Built" in capsys.readouterr().err
    assert site_of(tiny.output) == before


def test_another_day_is_another_build(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    run(tiny.root, "--today", "2024-06-01")
    run(tiny.root, "--today", "2024-06-02")
    assert "Nothing has changed" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--today", "yesterday"],
        ["--today", "2024-02-30"],
        ["--address", "ftp://x"],
        ["--address", "https://[x"],
        ["publish"],
    ],
)
def test_wrong_usage_is_told_and_exits_with_two(tiny: Project, arguments: list[str]) -> None:
    assert run(tiny.root, *arguments) == 2
    assert not tiny.output.exists()


def test_a_broken_record_exits_with_one_and_is_told_on_a_line(
    tiny: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny.content / "measures.yaml").write_text("measures: 7\n", encoding="utf-8")
    assert run(tiny.root) == 1
    told = capsys.readouterr()
    assert "content/measures.yaml:1:11: measures: " in told.out
    assert "Nothing was written" in told.err


@pytest.mark.parametrize("missing", ["site_data.yaml", "content"])
def test_missing_parts_are_told_and_no_traceback(
    tiny: Project, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny.root / missing).rename(tiny.root / "elsewhere")
    (tiny.root / missing).symlink_to(tiny.root / "nowhere")
    assert run(tiny.root) == 1
    assert "Nothing was written" in capsys.readouterr().err


def test_check_writes_nothing_and_speaks_json(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny.content / "measures.yaml").write_text("measures: 7\n", encoding="utf-8")
    assert run(tiny.root, "check", "--format", "json") == 1
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"file": "content/measures.yaml", "line": 1, "severity": "error"}.items() <= problems[0].items()
    assert not tiny.output.exists()


def test_what_is_saved_while_a_build_runs_is_built_next(
    tiny: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor saves between the reading of the records and the end of the build."""
    settings = tiny.root / "site_data.yaml"

    def saving(files: dict[str, bytes], cache: Cache) -> tuple[Problem, ...]:
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("title: Tiny", "title: Tidy"), encoding="utf-8"
        )
        return ()

    with monkeypatch.context() as patch:
        patch.setattr("tracker.pipeline.verified", saving)
        run(tiny.root, "--today", "2024-06-01")
    assert "Tiny Tracker" in page(tiny, "/")
    run(tiny.root, "--today", "2024-06-01")
    assert "Nothing has changed" not in capsys.readouterr().err
    assert "Tidy Tracker" in page(tiny, "/")


def test_a_folder_that_is_a_link_is_told_of(tiny: Project) -> None:
    """Its records would otherwise be missing without a word."""
    year = tiny.content / "inspections/2020"
    year.rename(tiny.root / "2020")
    year.symlink_to(tiny.root / "2020", target_is_directory=True)
    assert [problem.file for problem in build(tiny, TODAY).problems] == ["content/inspections/2020"]
