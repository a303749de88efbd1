"""New records: what is asked, what is written, and that check says of it what is left to fill in."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT, TODAY
from tracker.cache import Cache
from tracker.cli import main
from tracker.commands.drafts import faults
from tracker.commands.matching import Choice, meant
from tracker.commands.new import written
from tracker.commands.questions import about_inspection
from tracker.commands.schema import renewed
from tracker.pipeline import build, check
from tracker.stages.drafting.inspection import inspection_draft
from tracker.stages.drafting.lines import scalar
from tracker.stages.drafting.provider import provider_draft
from tracker.stages.reading.blanks import with_blanks
from tracker.stages.reading.locate import located
from tracker.stages.reading.parse import parsed
from tracker.values.dates import PartialDate
from tracker.values.draft import Draft
from tracker.values.problem import as_text
from tracker.values.project import Project
from tracker.values.records import Content, Provider, Totals

NEW_CRC = ("new", "inspection", "--provider", "northshire-crc", "--published", "2022-03")
SAMPLES = {
    "title": "A title",
    "url": "https://example.org/new",
    "archive": "https://archive.example.org/new",
    "published": "2015",
    "measure": "",  # set for each site
    "value": "5",
    "wording": "five of them",
    "joint": "example-2020",
    "weakness": "Too little was done.",
    "text": "We did too little.",
    "speaker": "Jo Example",
    "role": "HM Chief Inspector",
    "on": "the work with victims",
    "words": "could be better",
    "notes": "The sources agree.",
    "name": "Southshire",
    "publisher": "The Example Press",
}


def run(project: Project, *arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(project.root, [*arguments, "--today", TODAY.text])
    assert isinstance(end.value.code, int)
    return end.value.code


def blanks(text: str) -> list[tuple[str | int, ...]]:
    return [problem.path for problem in with_blanks((), parsed(text), "")]


def uncommented(text: str) -> str:
    """Every example put to use: what an editor does with "toggle comment"."""
    first, _, rest = text.partition("\n")
    return f"{first}\n" + re.sub(r"(?m)^( *)# ", r"\1", rest)


def filled(text: str, values: dict[str, str], root: Path) -> str:
    """A value behind each name that has none, by the name."""
    file = root / "filled.yaml"
    file.write_text(text, encoding="utf-8", newline="\n")
    lines = text.splitlines()
    for problem in located(with_blanks((), parsed(text), file.name), root):
        name = str(next(step for step in reversed(problem.path) if isinstance(step, str)))
        at, line = problem.column - 1, lines[problem.line - 1]
        lines[problem.line - 1] = f"{line[:at]} {values[name]} {line[at:].lstrip()}".rstrip()
    return "\n".join(lines) + "\n"


def cases(content: Content) -> Iterator[dict[str, str]]:
    for framework in content.frameworks.values():
        since = framework.in_force.since
        for kind in framework.kinds:
            for published in (since.text, "not yet", "not recorded"):
                yield {
                    "provider": f"example-{kind}",
                    "framework": framework.id,
                    "published": published,
                    "fieldwork": since.text,
                    "publisher": "The Example Press",
                }


def with_examples(content: Content) -> Content:
    """With a provider of each kind that nothing is known of."""
    source = {"source": {"publisher": "The Example Press"}}
    made = {
        f"example-{kind}": Provider.model_validate(
            {"id": f"example-{kind}", "name": kind, "short_name": kind, "kind": kind, "sources": source}
        )
        for kind in content.site.provider_kinds
    }
    return replace(content, providers=dict(sorted({**content.providers, **made}.items())))


def test_a_draft_of_every_framework_and_kind_lacks_only_what_it_says(
    real_content: Content, real_today: PartialDate, tmp_path: Path
) -> None:
    content = with_examples(real_content)
    made = {name: each for name, each in content.providers.items() if name.startswith("example-")}
    # Without prose, whose links are slow to look up where so much is missing.
    told = {name: each.model_copy(update={"notes": None}) for name, each in content.frameworks.items()}
    alone = replace(content, frameworks=told, providers=made, inspections={}, totals=Totals(), pages={})
    tried = 0
    for answers in cases(content):
        draft = inspection_draft(content, answers, real_today)
        framework = content.frameworks[answers["framework"]]
        kind = answers["provider"].removeprefix("example-")
        standards = [standard.id for standard in framework.standards_for(kind)]
        values = SAMPLES | dict.fromkeys(standards, next(iter(framework.words), ""))
        values |= {
            "overall": next(iter(framework.words), ""),
            "fieldwork": answers["fieldwork"],
            "measure": next(iter(content.measures)),
            "standard": next(iter(standards), ""),
            "from": "inspectorate",
            "to": "The provider",
        }
        rated = framework.rated and answers["published"] != "not yet"
        assert blanks(draft.text) == [
            *([("overall",)] if rated else []),
            *(("sources", "report", name) for name in ("title", "url")),
        ]
        assert faults(alone, draft, real_today) == ()
        for text in (draft.text, uncommented(draft.text)):
            done = replace(draft, text=filled(text, values, tmp_path))
            assert blanks(done.text) == []
            assert [as_text(problem) for problem in faults(alone, done, real_today)] == []
            data = parsed(done.text)
            for name, value in answers.items():
                assert data["sources"]["report"].get(name) == value or str(data[name]) == value
        if rated and standards:
            assert list(parsed(uncommented(draft.text))["ratings"]) == standards
        tried += 1
    assert tried >= 3 * len(content.frameworks)


def test_a_draft_of_a_provider_of_every_kind_lacks_only_what_it_says(
    real_content: Content, real_today: PartialDate, tmp_path: Path
) -> None:
    for kind in real_content.site.provider_kinds:
        answers = {"id": "example", "name": "Example: a place", "short_name": "Example", "kind": kind}
        draft = provider_draft(real_content, answers, real_today)
        assert draft.file == "content/providers/example.yaml"
        names = [("areas",), *(("sources", "website", name) for name in ("title", "publisher", "url"))]
        assert [path for path in blanks(draft.text) if path[-1] not in {"published", "archive"}] == names
        assert faults(real_content, draft, real_today) == ()
        other = next(iter(real_content.providers))
        values = SAMPLES | {"from": "2015", "to": "2016", "provider": other, "date": "2021-06-26"}
        text = uncommented(draft.text)
        text = re.sub("(?m)^  -$", "  - Another name", text)
        done = replace(draft, text=filled(text, values, tmp_path))
        assert blanks(done.text) == []
        told = [as_text(problem) for problem in faults(real_content, done, real_today)]
        assert [line for line in told if "does not fit" not in line] == []


@pytest.mark.parametrize(
    "text",
    ["yes", "a: b", "# not a note", "- dash", "“quoted”", '"quoted"', "1.10", "010", "null", "@x", "Ŵyr’s"],
)
def test_any_title_is_read_back_as_it_was_typed(text: str) -> None:
    assert parsed(f"title: {scalar(text)}") == {"title": text}


def test_a_date_stands_bare() -> None:
    assert [scalar(text) for text in ("2019", "2019-02/2019-03")] == ["2019", "2019-02/2019-03"]


# The command


def test_options_write_a_file_that_names_what_is_left(
    tiny: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(tiny, *NEW_CRC, "--overall", "good", "--title", "Northshire: again") == 0
    said = capsys.readouterr().out
    file = "content/inspections/2022/northshire-crc.yaml"
    path = tiny.root / file
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/inspection.json\n")
    assert "framework: core-2018" in text
    assert "publisher:  " in text  # not guessed where nobody could be asked
    assert "overall: Good" in text
    assert "title: 'Northshire: again'" in text
    assert f"accessed: {TODAY.text}" in text
    _, problems = check(tiny, TODAY, Cache(None))
    left = [(problem.line, problem.where) for problem in located(problems, tiny.root)]
    assert {problem.message for problem in problems} == {"nothing is written here."}
    assert re.findall(r"line (\d+) +(\S+)", said) == [(str(line), where) for line, where in left]
    assert f"Wrote {file}." in said
    assert f"  python build.py check {file}\n" in said
    assert "  git add content\n" in said  # no schemas here

    path.write_text(filled(text, SAMPLES, tmp_path), encoding="utf-8", newline="\n")
    assert {problem.rule for problem in build(tiny, TODAY).problems} == {"sources_have_archives"}
    assert (tiny.output / "inspections/2022/northshire-crc/index.html").is_file()


def test_a_file_is_never_overwritten(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in tiny.content.rglob("*.yaml")}
    same = ("new", "inspection", "--provider", "northshire-crc", "--published", "2020-11-20")
    assert run(tiny, *same) == 1
    said = capsys.readouterr().err
    assert "same inspection as content/inspections/2020/northshire-crc.yaml. That file was left as" in said
    assert "--" not in said
    assert run(tiny, *same[:-1], "2020-05") == 0
    assert "content/inspections/2020/northshire-crc-2.yaml" in capsys.readouterr().out
    assert run(tiny, *NEW_CRC) == 0
    before[tiny.content / "inspections/2022/northshire-crc.yaml"] = (
        tiny.content / "inspections/2022/northshire-crc.yaml"
    ).read_bytes()
    assert run(tiny, *NEW_CRC) == 1
    said = capsys.readouterr().err
    assert "content/inspections/2022/northshire-crc.yaml is there already, and was left as it is" in said
    assert "Finish it first" in said
    assert "--" not in said
    assert before == {path: path.read_bytes() for path in tiny.content.rglob("*.yaml") if path in before}


def test_a_second_inspection_that_is_begun_is_not_begun_again(tiny: Project) -> None:
    again = ("new", "inspection", "--provider", "northshire-crc", "--published", "2020-05")
    assert [run(tiny, *again), run(tiny, *again)] == [0, 1]
    assert (tiny.content / "inspections/2020/northshire-crc-2.yaml").is_file()
    assert not (tiny.content / "inspections/2020/northshire-crc-3.yaml").exists()


def test_a_file_that_comes_into_being_meanwhile_is_left_alone(tiny: Project) -> None:
    draft = Draft("inspections", "2022/northshire-crc", "provider: x\n")
    written(tiny, draft)
    with pytest.raises(click.ClickException, match=r"^content/inspections/2022/northshire-crc.yaml is there"):
        written(tiny, replace(draft, text="provider: y\n"))
    assert (tiny.root / draft.file).read_text(encoding="utf-8") == "provider: x\n"
    (tiny.content / "inspections/2021").write_text("")
    with pytest.raises(click.ClickException, match=r"cannot be written: \w+"):
        written(tiny, replace(draft, id="2021/northshire-crc"))


def test_without_a_terminal_all_that_is_missing_is_told_at_once(
    tiny: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tiny, "new", "inspection", "--url", "ftp://example.org") == 2
    said = capsys.readouterr().err
    assert "--provider (" in said
    assert "--published (" in said
    assert '"ftp://example.org" is not a web address' in said
    assert run(tiny, "new", "provider") == 2
    assert "--name (" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--provider northshire-crc --published 2022-13", '--published: "2022-13" is not a day'),
        ("--provider northshire-crc --published 2025", "--published: 2025 is in the future"),
        ("--provider northshire-crc --published 2013", "--published: 2013 is before Northshire CRC existed"),
        (
            "--provider northshire-crc --published not",
            '--published: "not" can mean several. Write more of the name:\n    not yet\n    not recorded\n',
        ),
        (
            "--provider northshire --published 2022",
            "\n    Northshire CRC (northshire-crc)\n    NPS Northshire (northshire-nps)\n",
        ),
        ("--provider north-shire-crc --published 2022", 'Did you mean "northshire-crc" or "northshire-nps"?'),
        ("--provider nowhere --published 2022", "If it is a new one: python build.py new provider"),
        ("--provider northshire-crc --published 2022 --overall Goood", 'Did you mean "Good"?'),
        (
            "--provider northshire-crc --published 2022 --overall brilliant",
            "Expected one of: Outstanding, Good, Requires improvement, Inadequate, not rated, not inspected.",
        ),
        (
            "--provider northshire-crc --published 2017-02 --framework core",
            "core-2018 was in force only from",
        ),
        (
            "--provider northshire-crc --published 2018 --fieldwork 2019",
            "--published: fieldwork: the report (2018) came out before the fieldwork",
        ),
        ("--provider northshire-nps --published notyet", "is not a date"),
        ("--provider northshire-crc --published 2022 --url x", '--url: "x" is not a web address'),
        (
            "--provider northshire-crc --published 2022 --title \x07",
            "--title: an escape stands for an invisible",
        ),
    ],
)
def test_a_wrong_answer_is_told_in_the_words_of_check(
    tiny: Project, capsys: pytest.CaptureFixture[str], options: str, told: str
) -> None:
    assert run(tiny, "new", "inspection", *options.split(" ")) == 2
    assert told in capsys.readouterr().err
    assert not (tiny.content / "inspections/2022").exists()


def test_the_year_is_asked_for_only_where_no_date_tells_it(
    tiny: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = ("new", "inspection", "--provider", "southmoor-crc", "--published", "not recorded")
    assert run(tiny, *unknown) == 2
    assert "--year (a year such as 2019)" in capsys.readouterr().err
    assert run(tiny, *unknown, "--year", "20") == 2
    assert '--year: "20" is not a year' in capsys.readouterr().err
    assert run(tiny, *NEW_CRC, "--year", "2021") == 2
    assert "--year: the dates say that it is of 2022. Leave this out." in capsys.readouterr().err
    assert run(tiny, *unknown, "--year", "2019") == 0
    assert (tiny.content / "inspections/2019/southmoor-crc.yaml").is_file()
    awaited = ("new", "inspection", "--provider", "northshire-nps", "--published", "not yet")
    assert run(tiny, *awaited, "--fieldwork", "2023-12") == 0
    text = (tiny.content / "inspections/2023/northshire-nps.yaml").read_text(encoding="utf-8")
    assert "ratings:" not in text
    assert "further_sources: report" in text


def test_a_framework_that_was_in_force_is_taken(tiny: Project) -> None:
    early = ("new", "inspection", "--provider", "southmoor-crc", "--published", "2017-01")
    assert run(tiny, *early) == 0
    text = (tiny.content / "inspections/2017/southmoor-crc.yaml").read_text(encoding="utf-8")
    assert "framework: quality-2016" in text
    assert "# judgements:" in text


def test_a_kind_that_no_framework_inspects_is_told(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tiny.root / "site_data.yaml"
    kind = "provider_kinds:\n  new:\n    name: New\n    plural: New ones\n    description: They are new.\n"
    settings.write_text(settings.read_text("utf-8").replace("provider_kinds:\n", kind), encoding="utf-8")
    path = tiny.content / "providers/southmoor-crc.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: crc", "kind: new"), encoding="utf-8")
    assert run(tiny, "new", "inspection", "--provider", "southmoor", "--published", "2019") == 1
    assert "No programme on record inspects New ones in 2019. Check the date." in capsys.readouterr().err


AFTER_ITS_END = ("--provider", "northshire-crc", "--fieldwork", "2021-05", "--published", "2022-03")


def test_a_date_at_which_no_framework_was_in_force_ends_it(
    tiny: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    ended(tiny, "2021-03")
    assert run(tiny, "new", "inspection", *AFTER_ITS_END) == 1
    said = capsys.readouterr().err
    assert "inspects Community Rehabilitation Companies in May 2021. Check the date." in said
    assert "--framework" not in said
    page, _, anchor = said.rpartition("see ")[2].strip().partition("#")
    assert f"## {anchor.replace('-', ' ')}\n" in (ROOT / page).read_text(encoding="utf-8").lower()
    status, said = talk(tiny, ["new", "inspection", *AFTER_ITS_END], [])
    assert (status, said.count("> ")) == (1, 0)
    begun = tiny.content / "frameworks/core-2021.yaml"
    begun.write_text("name: Core inspections of 2021\n", encoding="utf-8")
    assert run(tiny, "new", "inspection", *AFTER_ITS_END) == 1
    assert "Something in content/frameworks/core-2021.yaml is missing" in capsys.readouterr().err
    assert not (tiny.content / "inspections/2022").exists()


def test_a_report_may_come_out_after_the_end_of_its_framework(tiny: Project) -> None:
    ended(tiny, "2021-03")
    assert run(tiny, *NEW_CRC, "--fieldwork", "2021-02") == 0
    assert "framework: core-2018" in (tiny.content / "inspections/2022/northshire-crc.yaml").read_text(
        "utf-8"
    )


def ended(project: Project, date: str) -> None:
    path = project.content / "frameworks/core-2018.yaml"
    text = path.read_text(encoding="utf-8").replace("from: 2018-04\n", f"from: 2018-04\n  to: {date}\n")
    path.write_text(text, encoding="utf-8", newline="\n")


def test_no_framework_is_proposed_that_check_would_refuse(
    real_content: Content, real_today: PartialDate
) -> None:
    """At each edge of each framework's time, for each kind of provider."""
    content = with_examples(real_content)
    told = {name: each.model_copy(update={"notes": None}) for name, each in content.frameworks.items()}
    made = {name: each for name, each in content.providers.items() if name.startswith("example-")}
    alone = replace(content, frameworks=told, providers=made, inspections={}, totals=Totals(), pages={})
    periods = [framework.in_force for framework in content.frameworks.values()]
    years = {date.earliest.year for p in periods for date in (p.since, p.until) if date}
    visits = [PartialDate(f"{year}-{month}") for year in sorted(years) for month in ("01", "10", "11")]
    refused, proposed = 0, 0
    for provider, visit, published in product(made, visits, ("the same", "not yet")):
        out = visit.text if published == "the same" else published
        answers = {"provider": provider, "fieldwork": visit.text, "published": out}
        try:
            asked = [question(answers) for question in about_inspection(alone, real_today)]
        except click.ClickException:
            refused += 1
            continue
        programme = next(question for question in asked if question and question.name == "framework")
        for framework in {programme.default, *re.split(", | or ", programme.expects)} - {""}:
            draft = inspection_draft(alone, answers | {"framework": framework}, visits[-1])
            assert faults(alone, draft, PartialDate("2030-01-01")) == (), (answers, framework)
            proposed += 1
    assert refused
    assert proposed


def test_a_page_that_another_record_cites_is_described_as_there(tiny: Project) -> None:
    url = next(
        line.split()[1]
        for line in (tiny.content / "inspections/2020/northshire-crc.yaml").read_text("utf-8").splitlines()
        if line.strip().startswith("url:")
    )
    assert run(tiny, *NEW_CRC, "--url", url) == 0
    text = (tiny.content / "inspections/2022/northshire-crc.yaml").read_text(encoding="utf-8")
    assert "title: Northshire CRC has improved" in text


def test_a_provider_is_written(tiny: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    options = ("--name", "Eastmoor: a CRC", "--short-name", "Eastmoor CRC", "--areas", "Eastmoor, Westmoor")
    renewed(tiny, Cache(None))
    assert run(tiny, "new", "provider", *options, "--aliases", "East CRC") == 0
    path = tiny.content / "providers/eastmoor-crc.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/provider.json\n")
    data = parsed(text)
    assert (data["kind"], data["aliases"]) == ("crc", ["East CRC"])
    assert [area["name"] for area in data["areas"]] == ["Eastmoor", "Westmoor"]
    said = capsys.readouterr().out
    assert re.findall(r"line \d+ +(\S*)", said) == [
        f"sources.website.{name}" for name in ("title", "publisher", "url")
    ]
    assert "Renewed schema/inspection.json and schema/provider.json" in said
    assert "  git add content schema\n" in said
    assert "  python build.py check content/providers/eastmoor-crc.yaml\n" in said
    path.write_text(filled(text, SAMPLES, tmp_path), encoding="utf-8", newline="\n")
    assert {problem.rule for problem in check(tiny, TODAY, Cache(None))[1]} == {"sources_have_archives"}

    assert run(tiny, "new", "provider", *options) == 2
    assert "--id: content/providers/eastmoor-crc.yaml is there already" in capsys.readouterr().err
    assert run(tiny, "new", "provider", *options, "--id", "other", "--part-of", "nobody") == 2
    assert '--part-of: there is no provider "nobody".' in capsys.readouterr().err
    assert run(tiny, "new", "provider", *options, "--id", "other", "--kind", "prison") == 2
    assert '--kind: "prison" is not a kind of provider' in capsys.readouterr().err


def test_settings_that_cannot_be_read_are_told(tiny: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny.root / "site_data.yaml").write_text("title: x\n", encoding="utf-8")
    assert run(tiny, *NEW_CRC) == 1
    assert "site_data.yaml" in capsys.readouterr().out


# Words of a name

CHOICES = (
    Choice("london-crc", ("London CRC",), ("London",)),
    Choice("london-region", ("London region", "Probation Service – London region"), ("London",)),
    Choice("west-mercia-crc", ("Warwickshire and West Mercia CRC",), ("Shropshire", "Warwickshire")),
    Choice("kent", ("Kent",)),
    Choice("east-kent", ("East Kent",)),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("london region", "london-region"),
        ("LONDON CRC", "london-crc"),
        ("lond reg", "london-region"),
        ("shropshire", "west-mercia-crc"),
        ("mercia", "west-mercia-crc"),
        ("warwickshire & west", "west-mercia-crc"),
        ("kent", "kent"),
        ("london", "london-crc london-region"),
        ("nowhere", ""),
        ("?", ""),
    ],
)
def test_words_of_a_name_find_it(text: str, found: str) -> None:
    assert " ".join(choice.value for choice in meant(text, CHOICES)) == found


# On a terminal


CTRL_C, CTRL_D = "\x03", "\x04"


def talk(project: Project, command: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """Type answers, one at each prompt, into a terminal of its own."""
    pty, select = pytest.importorskip("pty"), pytest.importorskip("select")
    # So that Ctrl+C reaches it, even where the tests run in the background.
    code = "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    code += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += f"from pathlib import Path; from tracker.cli import main; main(Path({str(project.root)!r}))"
    ours, theirs = pty.openpty()
    env = os.environ | {"TERM": "dumb", "PYTHONPATH": str(ROOT)}
    given = [sys.executable, "-c", code, *command, "--today", TODAY.text]
    typed, said, last = list(answers), b"", b""
    with subprocess.Popen(
        given, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    ) as process:
        os.close(theirs)
        patience = 20
        while patience:
            if not select.select([ours], [], [], 2)[0]:
                patience -= 1
                if last == CTRL_C.encode():
                    os.write(ours, last)  # Python may miss it in the moment before it waits for a key
                continue
            try:
                more = os.read(ours, 4096)
            except OSError:  # Linux says so at the end
                break
            said += more
            if not more:
                break
            if said.endswith(b"> ") and typed:
                said += b"\0"  # this prompt is answered
                last = typed.pop(0).encode()
                os.write(ours, last)
        else:
            process.kill()
    os.close(ours)
    assert not typed, said.decode()
    return process.returncode, said.decode().replace("\0", "").replace("\r\n", "\n")


def test_questions_on_a_terminal_are_asked_until_they_are_answered(tiny: Project) -> None:
    answers = [
        "",
        "northshire",
        "northshire crc",
        "2021-05",
        "2023-13",
        "2022-03",
        "",
        "goood",
        "requ",
        "",
        "",
        "",
    ]
    status, said = talk(tiny, ["new", "inspection"], [f"{answer}\n" for answer in answers])
    assert status == 0, said
    assert "  Please write the name, or words of it.\n" in said
    assert "    Northshire CRC (northshire-crc)\n" in said
    assert "> requ\n  Requires improvement\n" in said
    assert "[Enter: core-2018] > " in said
    assert 'Did you mean "Good"?' in said
    text = (tiny.content / "inspections/2022/northshire-crc.yaml").read_text(encoding="utf-8")
    data = parsed(text)
    assert (data["provider"], data["framework"]) == ("northshire-crc", "core-2018")
    assert (data["fieldwork"], data["published"], data["overall"]) == (
        "2021-05",
        "2022-03",
        "Requires improvement",
    )
    assert "title" not in data


def test_the_tab_key_completes_an_answer(tiny: Project) -> None:
    pytest.importorskip("readline")
    answers = ["southm\t\n", "\n", "2022\n", "\n", "Req\t\n", "\n", "\n", "\n"]
    status, said = talk(tiny, ["new", "inspection"], answers)
    assert status == 0, said
    assert "> southmoor-crc\n" in said
    assert "> Requires improvement\n" in said


def test_an_id_that_is_made_of_a_name_is_told(tiny: Project) -> None:
    options = ["--name", "East CRC", "--short-name", "East", "--areas", "East", "--url", "", "--kind", "cr"]
    status, said = talk(tiny, ["new", "provider", *options], ["East of All\n", "\n"])
    assert status == 0, said
    assert "--kind: Community Rehabilitation Company (crc)\n" in said
    assert "> East of All\n  east-of-all\n" in said


def test_only_what_options_do_not_say_is_asked(tiny: Project) -> None:
    options = ["--name", "East CRC", "--short-name", "East", "--areas", "East", "--url", "", "--id", "e"]
    status, said = talk(tiny, ["new", "provider", *options], ["crc\n", "\n"])
    assert status == 0, said
    assert said.count("> ") == 2
    assert (tiny.content / "providers/e.yaml").is_file()


def test_a_question_that_is_broken_off_writes_nothing(tiny: Project) -> None:
    before = sorted(tiny.content.rglob("*"))
    for key in (CTRL_C, CTRL_D):
        status, said = talk(tiny, ["new", "inspection"], ["northshire-crc\n", key])
        assert status == 130
        assert "Traceback" not in said
    assert sorted(tiny.content.rglob("*")) == before
