"""What was published is still there, or a correction says so: `check --since`, in a repository of its own."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import TODAY
from tracker.cache import Cache
from tracker.cli import commands
from tracker.commands.check import since_revision
from tracker.pipeline import check
from tracker.revision import RevisionError, records_at
from tracker.stages.reading.locate import located
from tracker.values.problem import Problem, as_text
from tracker.values.project import Project

RATED = "content/inspections/2019/northshire-crc.yaml"
LATER = "content/inspections/2020/northshire-crc.yaml"
JUDGED = "content/inspections/2017/northshire-crc.yaml"
AWAITED = "content/inspections/2024/northshire-nps.yaml"
PROVIDER = "content/providers/northshire-crc.yaml"
FRAMEWORK = "content/frameworks/core-2018.yaml"
QUOTED = "Staff told us that they could not give people the time they need."


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def committed(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "As published")


@pytest.fixture
def published(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small site as a repository with one commit, in the branch main."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(tiny.root, "init", "--quiet", "--initial-branch", "main")
    git(tiny.root, "config", "user.name", "An Editor")
    git(tiny.root, "config", "user.email", "editor@example.org")
    committed(tiny.root)
    return tiny


def since(project: Project, revision: str) -> tuple[Problem, ...]:
    content, problems = check(project, TODAY, Cache(None))
    assert content is not None
    return since_revision(project, Cache(None), content, problems, revision)


@pytest.fixture
def told(published: Project) -> Callable[[], list[str]]:
    """What only the comparison with main tells of the small site as it is now."""

    def lines() -> list[str]:
        added = set(since(published, "main")) - set(check(published, TODAY, Cache(None))[1])
        return [as_text(problem) for problem in located(added, published.root)]

    return lines


def correct(project: Project, file: str, field: str) -> None:
    """Add a correction that names a field to a record."""
    told = "date: 2024-02-01", "kind: correction", f"field: {field}", "what: Mended.", "why: Wrong."
    entry = "  - " + "\n    ".join(told) + "\n"
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text + ("" if "\ncorrections:\n" in text else "corrections:\n") + entry, encoding="utf-8")


def test_nothing_is_told_of_a_record_that_is_as_it_was(told: Callable[[], list[str]]) -> None:
    assert told() == []


CHANGES = {
    "overall rating": (
        RATED,
        ("overall: Requires improvement", "overall: Good"),
        'overall: this was "Requires improvement" in main and is now "Good"',
        ("overall: |Good", "overall"),
    ),
    "overall rating gone": (
        RATED,
        ("overall: Requires improvement\n", ""),
        'overall: "Requires improvement" was here in main and is gone',
        ("|provider: ", "overall"),
    ),
    "overall rating with a source of its own": (
        RATED,
        ("overall: Requires improvement", "overall:\n  rating: Good\n  source: echo"),
        'overall: this was "Requires improvement" in main and is now "Good"',
        ("  rating: |Good", "overall"),
    ),
    "rating": (
        RATED,
        ("  leadership: Good", "  leadership: Outstanding"),
        'ratings.leadership: this was "Good" in main and is now "Outstanding"',
        ("  leadership: |Outstanding", "ratings.leadership"),
    ),
    "rating gone": (
        RATED,
        ("  leadership: Good\n", ""),
        'ratings.leadership: "Good" was here in main and is gone',
        ("|ratings:", "ratings.leadership"),
    ),
    "score": (
        RATED,
        ("  value: 5\n", "  value: 6\n"),
        'score.value: this was "5" in main and is now "6"',
        ("  value: |6\n", "score"),
    ),
    "score gone": (
        RATED,
        ("score:\n  value: 5\n  of: 12\n  source: report\n", ""),
        'score: "5" was here in main and is gone',
        ("|provider: ", "score"),
    ),
    "date of the report": (
        RATED,
        ("published: 2019-07-17\noverall", "published: 2019-07-18\noverall"),
        'published: this was "2019-07-17" in main and is now "2019-07-18"',
        ("published: |2019-07-18\noverall", "published"),
    ),
    "date told less precisely": (
        RATED,
        ("published: 2019-07-17\noverall", "published: 2019-07\noverall"),
        'published: this was "2019-07-17" in main and is now "2019-07"',
        ("published: |2019-07\noverall", "published"),
    ),
    "date not recorded any more": (
        RATED,
        ("published: 2019-07-17\noverall", "published: not recorded\noverall"),
        'published: this was "2019-07-17" in main and is now "not recorded"',
        ("published: |not recorded\noverall", "published"),
    ),
    "visit gone": (
        RATED,
        ("fieldwork: 2019-05\n", ""),
        'fieldwork: "2019-05" was here in main and is gone',
        ("|provider: ", "fieldwork"),
    ),
    "figure": (
        RATED,
        ("    value: 64", "    value: 65"),
        'figures[1].value: this was "64" in main and is now "65"',
        ("    value: |65", "figures"),
    ),
    "whole of a figure": (
        RATED,
        ("    of: 3", "    of: 4"),
        'figures[3].of: this was "3" in main and is now "4"',
        ("    of: |4", "figures"),
    ),
    "unit of a figure": (
        RATED,
        ("    of: 3", "    of: 3\n    unit: people"),
        'figures[3].unit: this was left out in main and is now "people"',
        ("    unit: |people", "figures"),
    ),
    "hedge of a figure gone": (
        RATED,
        ("    qualifier: almost\n", ""),
        'figures[2].qualifier: "almost" was here in main and is gone',
        ("  - |measure: workload", "figures"),
    ),
    "figure gone": (
        RATED,
        ("  - measure: average-caseload\n    value: 64\n    source: report\n", ""),
        'figures: "average-caseload: 64" was here in main and is gone',
        ("|figures:", "figures"),
    ),
    "figure called something else": (
        RATED,
        ("label: people who finished their programme", "label: people who began a programme"),
        'figures: "people who finished their programme: 1" was here in main and is gone',
        ("|figures:", "figures"),
    ),
    "words of a quotation": (
        RATED,
        ("the time they need.", "the attention they deserve."),
        'quotes[1].text: this was "… give people the time they need." in main '
        'and is now "… give people the attention they deserve."',
        ("  - text: |Staff", "quotes"),
    ),
    "quotation gone": (
        RATED,
        (QUOTED, "Nobody has time for anything here."),
        'quotes: "Staff told us that they could not give …" was here in main and is gone',
        ("|quotes:", "quotes"),
    ),
    "speaker": (
        RATED,
        ("speaker: Ada Example", "speaker: Bea Example"),
        'quotes[1].speaker: this was "Ada Example" in main and is now "Bea Example"',
        ("    speaker: |Bea", "quotes"),
    ),
    "side of a speaker": (
        RATED,
        ("    from: inspectorate", "    from: provider"),
        'quotes[1].from: this was "inspectorate" in main and is now "provider"',
        ("    from: |provider", "quotes"),
    ),
    "verdict": (
        JUDGED,
        ("words: poor", "words: fair"),
        'judgements[1].words: this was "poor" in main and is now "fair"',
        ("    words: |fair", "judgements"),
    ),
    "verdict on something else": (
        JUDGED,
        ("on: protecting the public", "on: the courts"),
        'judgements: "protecting the public: poor" was here in main and is gone',
        ("|judgements:", "judgements"),
    ),
    "beginning of a provider": (
        PROVIDER,
        ("  from: 2014-06-01", "  from: 2014-07-01"),
        'existed.from: this was "2014-06-01" in main and is now "2014-07-01"',
        ("  from: |2014-07-01", "existed"),
    ),
    "end of an owner": (
        PROVIDER,
        ("    from: 2015-02\n    to: 2021-06-25", "    from: 2015-02"),
        'owners[1].to: "2021-06-25" was here in main and is gone',
        ("  - |name: Example Holdings", "owners"),
    ),
    "day of a succession": (
        PROVIDER,
        ("date: 2021-06-26", "date: 2021-06-27"),
        'successors[1].date: this was "2021-06-26" in main and is now "2021-06-27"',
        ("    date: |2021-06-27", "successors"),
    ),
}


def place(project: Project, file: str, marked: str) -> str:
    """Line and column of the mark | within a passage, which must be there once."""
    before, _, after = marked.partition("|")
    text = (project.root / file).read_text(encoding="utf-8")
    assert text.count(before + after) == 1
    lines = (text.partition(before + after)[0] + before).split("\n")
    return f"{len(lines)}:{len(lines[-1]) + 1}"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_where_it_is_until_a_correction_names_the_field(
    published: Project, edit: Callable[[str, str, str], None], told: Callable[[], list[str]], name: str
) -> None:
    file, change, message, (marked, field) = CHANGES[name]
    edit(file, *change)
    hint = f'Add an entry to corrections with "field: {field}", or restore it.'
    line = f"{file}:{place(published, file, marked)}: {message}, without a correction. {hint}"
    assert told() == [line]
    correct(published, file, "notes")
    assert told() == [line], "a correction of something else explains nothing"
    correct(published, file, field)
    assert told() == []


def test_a_correction_of_the_ratings_explains_each_of_them(
    published: Project, edit: Callable[[str, str, str], None], told: Callable[[], list[str]]
) -> None:
    edit(RATED, "  leadership: Good\n", "")
    edit(RATED, "  planning: Inadequate", "  planning: Good")
    correct(published, RATED, "ratings.planning")
    assert len(told()) == 1
    correct(published, RATED, "ratings")
    assert told() == []


def test_a_correction_that_was_there_before_explains_nothing_new(
    published: Project, edit: Callable[[str, str, str], None], told: Callable[[], list[str]]
) -> None:
    correct(published, RATED, "overall")
    committed(published.root)
    edit(RATED, "overall: Requires improvement", "overall: Good")
    assert len(told()) == 1


def test_a_correction_does_not_go_away(
    edit: Callable[[str, str, str], None], told: Callable[[], list[str]]
) -> None:
    path = "corrections:\n  - date: 2021-01-10\n    kind: correction\n"
    edit(LATER, f"{path}    what: The caseload is 52.5, not 55.\n    why: We had misread the report.\n", "")
    (line,) = told()
    assert line.startswith(f"{LATER}:1:1: corrections: a correction that was here in main is gone")


ADDITIONS = {
    "a rating": (RATED, "  planning: Inadequate", "  planning: Inadequate\n  court-work: Good"),
    "a figure": (
        RATED,
        "findings:",
        "  - label: posts\n    value: 3\n    unit: staff\n    source: report\nfindings:",
    ),
    "the words for a figure": (RATED, "    value: 64\n", "    value: 64\n    wording: sixty-four each\n"),
    "a word in capitals": (RATED, "overall: Requires improvement", "overall: REQUIRES IMPROVEMENT"),
    "marks that are typed otherwise": (JUDGED, "on: protecting the public", "on:  Protecting the  public"),
    "a number with other digits": (LATER, "value: 52.5", "value: 52.50"),
    "the day of a visit": (RATED, "fieldwork: 2019-05", "fieldwork: 2019-05-13"),
    "the days of a visit": (RATED, "fieldwork: 2019-05", "fieldwork: 2019-05-13/2019-05-17"),
    "the day of a report": (LATER, "published: 2020-11\noverall", "published: 2020-11-12\noverall"),
    "a report that was awaited": (
        AWAITED,
        "published: not yet",
        "published: 2024-05-30\noverall: Good\nratings:\n  staff: Good",
    ),
    "a report whose date nobody noted": (AWAITED, "published: not yet", "published: not recorded"),
    "an owner": (PROVIDER, "owners:", "owners:\n  - name: Another\n    source: register"),
}


@pytest.mark.parametrize(("file", "old", "new"), ADDITIONS.values(), ids=ADDITIONS)
def test_what_is_added_or_told_more_precisely_needs_no_correction(
    edit: Callable[[str, str, str], None], told: Callable[[], list[str]], file: str, old: str, new: str
) -> None:
    edit(file, old, new)
    assert told() == []


def test_a_list_in_another_order_says_the_same(published: Project, told: Callable[[], list[str]]) -> None:
    path = published.root / RATED
    text = path.read_text(encoding="utf-8")
    start = text.index("  - measure: average-caseload")
    first, rest = text[start:].split("  - measure: workload", 1)
    second, after = rest.split("  - label", 1)
    moved = f"{text[:start]}  - measure: workload{second}{first}  - label{after}"
    path.write_text(moved, encoding="utf-8")
    assert moved != text
    assert told() == []


@pytest.mark.parametrize("file", [RATED, "content/providers/southmoor-crc.yaml", FRAMEWORK])
def test_an_address_does_not_vanish(published: Project, told: Callable[[], list[str]], file: str) -> None:
    (published.root / file).unlink()
    assert told() == [
        f"{file}:1:1: this record was published in main and is gone, but an address never changes. "
        "Restore the file."
    ]


def test_a_record_under_a_new_name_is_told_with_that_name(
    published: Project, told: Callable[[], list[str]]
) -> None:
    (published.root / RATED).rename(published.root / RATED.replace(".yaml", "-2.yaml"))
    (line,) = told()
    assert line.startswith(f"{RATED}:1:1: ")
    assert line.endswith(f"It seems to be {RATED.replace('.yaml', '-2.yaml')} now: give that its old name.")


def test_a_record_that_cannot_be_read_now_has_not_vanished(
    edit: Callable[[str, str, str], None], told: Callable[[], list[str]]
) -> None:
    edit(RATED, "figures:", "figurs:")
    assert told() == []


def test_mistakes_of_the_earlier_records_are_told_only_as_a_gap(
    published: Project, edit: Callable[[str, str, str], None], told: Callable[[], list[str]]
) -> None:
    for file, good, bad in ((RATED, "figures:", "figurs:"), (LATER, "overall: good", "overal: good")):
        edit(file, good, bad)
    edit("site_data.yaml", "tagline: ", "tagliner: ")
    committed(published.root)
    git(published.root, "checkout", "--quiet", "main~1", "--", ".")
    assert told() == [
        f"{RATED}:1:1: warning: this record and 1 more could not be compared: "
        "as of main it has mistakes of form. Compare it yourself."
    ]


def test_a_project_in_a_folder_of_the_repository_is_compared_too(
    tiny: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "config", "user.name", "An Editor")
    git(tmp_path, "config", "user.email", "editor@example.org")
    committed(tmp_path)
    (tiny.root / RATED).unlink()
    assert [problem.file for problem in since(tiny, "main")] == [RATED]


# The revision


@pytest.mark.parametrize(
    "revision", ["nowhere", "", "-h", "--output=stolen", "^main", "main:content", "main..main"]
)
def test_only_a_commit_is_a_revision(published: Project, revision: str) -> None:
    with pytest.raises(RevisionError, match="git knows no revision"), records_at(published.root, revision):
        pass
    assert not list(published.root.rglob("stolen"))


def test_a_revision_is_named_in_any_way_that_git_knows(published: Project) -> None:
    git(published.root, "tag", "spring")
    for revision in ("HEAD", "spring", "main@{0}", git(published.root, "rev-parse", "HEAD")):
        with records_at(published.root, revision) as folder:
            assert (folder / RATED).read_bytes() == (published.root / RATED).read_bytes()
        assert not folder.exists()


def test_a_whole_hash_is_cut_in_messages(published: Project) -> None:
    (published.root / RATED).unlink()
    commit = git(published.root, "rev-parse", "HEAD")
    (problem,) = since(published, commit)
    assert f"published in {commit[:7]} and" in problem.message


def test_without_a_repository_git_or_records_there_is_nothing_to_compare_with(
    tiny: Project, published: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(RevisionError, match="not in a git repository"), records_at(bare, "main"):
        pass
    git(published.root, "rm", "--quiet", "-r", "--cached", "content")
    git(published.root, "commit", "--quiet", "--message", "Nothing left")
    with pytest.raises(RevisionError, match="has no folder content/"), records_at(tiny.root, "main"):
        pass
    monkeypatch.setenv("PATH", str(bare))
    with pytest.raises(RevisionError, match="git is not installed"), records_at(tiny.root, "main"):
        pass


def test_a_link_in_the_record_leads_nowhere(published: Project, tmp_path: Path) -> None:
    """What is not a plain file of a record is not unpacked."""
    (tmp_path / "secret.yaml").write_text("name: secret", encoding="utf-8")
    (published.root / "content/providers/linked.yaml").symlink_to(tmp_path / "secret.yaml")
    committed(published.root)
    with records_at(published.root, "main") as folder:
        assert not (folder / "content/providers/linked.yaml").exists()
        assert {path.suffix for path in folder.rglob("*.*")} == {".yaml"}


def test_the_command_tells_what_it_finds_and_what_it_cannot_read(published: Project) -> None:
    run = CliRunner().invoke
    options = ["check", "--today", "2024-06-01", "--since"]
    assert run(commands, [*options, "main"], obj=published).exit_code == 0
    (published.root / RATED).unlink()
    found = run(commands, [*options, "main", "--format", "github"], obj=published)
    assert found.exit_code == 1
    shown = f"::error file={RATED},line=1,col=1,title=what_was_published_stays::this record was published in"
    assert f"\n{shown} main" in found.stdout
    for revision in ("nowhere", "--format"):
        wrong = run(commands, [*options, revision], obj=published)
        assert wrong.exit_code == 2
        assert f'git knows no revision "{revision}".' in wrong.output
