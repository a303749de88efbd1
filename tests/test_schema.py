"""The schemas and tables that are made from the models: current, true to the records, of use to an editor."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from pydantic import TypeAdapter

from tests.conftest import ROOT, SITES, TODAY, content_of
from tracker.cache import Cache
from tracker.cli import commands
from tracker.commands.schema import renewed
from tracker.pipeline import check
from tracker.stages.describe import described
from tracker.stages.describing.forms import fields, guide, made_of, parts
from tracker.stages.describing.schemas import KINDS
from tracker.stages.reading.parse import decoded, parsed
from tracker.values.problem import Family, Problem, as_text
from tracker.values.project import Project
from tracker.values.records import Content, Verified
from tracker.values.records.base import Record

FILES: list[type[Record]] = [*KINDS.values(), Verified]
MODELS = list(dict.fromkeys(part for model in FILES for part in made_of(model)))
FAULTS = sorted(folder.name for folder in (SITES / "broken").iterdir())

# The rules of which a schema knows, since it needs one file and the ids that exist.
KNOWN_RULES = {
    Family.FIELDS_ARE_KNOWN,
    Family.FIELDS_ARE_THERE,
    Family.VALUES_FIT_THEIR_FIELDS,
    "providers_exist",
    "frameworks_exist",
    "kinds_exist",
    "measures_exist",
    "evidence_names_standards",
    "words_are_on_the_scale",
    "standards_apply",
    "totals_select_what_exists",
}
NO_FIELDS = {Family.FILES_CAN_BE_READ, Family.FILES_ARE_YAML}  # which every editor sees without a schema
# Faults against these that no schema of ours sees; the command `check` does.
BEYOND = {
    # a value beside another
    "band-upside-down",
    "comparison-of-two-programmes",
    "correction-that-changes-nothing",
    "counts-above-total",
    "figure-without-unit",
    "selection-in-two-ways",
    # the kind of the provider, which stands in another file
    "standard-of-another-kind",
    # the calendar
    "no-such-day",
    "period-ends-before-it-begins",
    # what is refused with a reason of its own
    "scale-too-long",
    "unknown-unit",
    # files that have no schema
    "page-without-title",
    "verified-at-no-address",
    "verified-by-hand",
    "verified-on-no-day",
}


def kind_of(file: str) -> str:
    """The kind of a file's schema; nothing for a file that has none."""
    if file == "site_data.yaml":
        return "site"
    folder, _, name = file.removeprefix("content/").partition("/")
    return folder.removesuffix("s") if name else folder.removesuffix(".yaml")


def plain(value: Any) -> Any:
    """A value of a record as other programs read it from the YAML."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


def read(content: Content) -> dict[str, Any]:
    """The schemas by kind, as values."""
    return {
        Path(name).stem: json.loads(text)
        for name, text in described(content).items()
        if name.endswith(".json")
    }


def validators(content: Content) -> dict[str, Draft7Validator]:
    return {kind: Draft7Validator(schema) for kind, schema in read(content).items()}


@pytest.fixture(scope="module")
def tiny_schemas() -> dict[str, Draft7Validator]:
    return validators(content_of(Project.at(SITES / "tiny")))


def records(root: Path) -> Iterator[Path]:
    yield root / "site_data.yaml"
    yield from sorted((root / "content").rglob("*.yaml"))


# The files are current


def test_the_schemas_and_the_tables_are_those_of_the_models_and_records(real_content: Content) -> None:
    for name, text in described(real_content).items():
        assert (ROOT / name).read_bytes() == text.encode(), f"{name}: run `python build.py schema`"
    assert {path.stem for path in (ROOT / "schema").iterdir()} == set(KINDS)


def test_every_record_names_its_schema_in_its_first_line() -> None:
    for path in records(ROOT):
        file = path.relative_to(ROOT).as_posix()
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if file == "content/verified.yaml":  # which nobody writes
            continue
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, file
        assert (path.parent / found[1]).resolve() == ROOT / f"schema/{kind_of(file)}.json", file


# Every field is explained


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_field_has_a_sentence_and_an_example_that_can_be_written(model: type[Record]) -> None:
    for name, (kind, field) in fields(model).items():
        told, example = field.description or "", guide(field).example
        assert re.fullmatch(r"[A-Z%].*\.", told), f"{name}: {told}"
        assert guide(field).rule == "" or guide(field).rule.endswith("."), name
        what, inside = parts(kind)
        made_of_records = what == "record" or (
            what in {"list", "mapping"} and parts(inside[-1])[0] == "record"
        )
        assert bool(example) != made_of_records, name
        if example:
            TypeAdapter(kind).validate_python(parsed(f"field: {example}\n")["field"])


def test_the_page_of_fields_has_a_heading_for_every_model_and_a_row_for_every_field() -> None:
    text = (ROOT / "docs/fields.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    assert set(sections) == {model.__name__ for model in MODELS}
    for model in MODELS:
        rows = dict(re.findall(r"^\| `([\w-]+)` \|(.*)$", sections[model.__name__], re.MULTILINE))
        above = {name for base in model.__bases__ if base in MODELS for name in fields(base)}
        assert set(rows) == set(fields(model)) - above
        for name, row in rows.items():
            assert ("**Required.**" in row) == fields(model)[name][1].is_required(), name
            assert row.count(" |") == 3, f"{model.__name__}.{name} has a stray |"


# The schemas are true


def test_every_record_keeps_to_its_schema(real_content: Content) -> None:
    found = validators(real_content)
    for path in records(ROOT):
        file = path.relative_to(ROOT).as_posix()
        if file != "content/verified.yaml":
            value = plain(parsed(decoded(path.read_bytes())))
            assert [error.message for error in found[kind_of(file)].iter_errors(value)] == [], file


@pytest.mark.parametrize("fault", FAULTS)
def test_a_schema_sees_what_one_file_shows(
    tiny_schemas: dict[str, Draft7Validator], broken: Callable[[str], Project], fault: str
) -> None:
    project = broken(fault)
    content, problems = check(project, TODAY, Cache(None))
    schemas = validators(content) if content and not content.broken else tiny_schemas
    expected = {problem.file for problem in problems if problem.rule in KNOWN_RULES}
    no_fields = {problem.file for problem in problems if problem.rule in NO_FIELDS}
    seen = set()
    for path in records(project.root):
        file = path.relative_to(project.root).as_posix()
        if file not in no_fields and kind_of(file) in schemas:
            value = plain(parsed(decoded(path.read_bytes())))
            seen |= set() if schemas[kind_of(file)].is_valid(value) else {file}
    assert seen == (set() if fault in BEYOND else expected)


LEAST = "provider: northshire-crc\nframework: core-2018\npublished: 2020\nsources: {a: {publisher: P}}\n"


@pytest.mark.parametrize(
    ("more", "accepted"),
    [
        ("", True),
        ("fieldwork: 2019", True),
        ("fieldwork: 2019-02/2019-03", True),
        ("fieldwork: 2019-02/", True),
        ("fieldwork: May 2019", False),
        ("fieldwork: 12", False),
        ("overall: Good", True),
        ("overall: requires Improvement", True),
        ("overall: not rated", True),
        ("overall: {rating: Good, source: a}", True),
        ("overall: Splendid", False),
        ("ratings: {staff: Good, leadership: {rating: Good, source: [a]}}", True),
        ("ratings: {stuff: Good}", False),
        ("ratings: {public-protection: Good}", False),  # of another framework
        ("rating_source: a", True),
        ("rating_source: [a]", True),
        ("rating_source: []", False),
        ("title: 2019", True),
        ("title: ''", False),
        ("titel: A report", False),
        ("figures: [{label: a, unit: cases, value: 64, source: a}]", True),
        ("figures: [{label: a, unit: cases, value: '64.5', source: a}]", True),
        ("figures: [{label: a, unit: cases, value: '1,064', source: a}]", False),
        ("figures: [{label: a, measure: average-caseload, value: 64, source: a}]", False),
        ("findings: [{strength: a, source: a, standard: staff}]", True),
        ("findings: [{strength: a, source: a, standard: stuff}]", False),
        ("findings: [{strength: a, mixed: b, source: a}]", False),
        ("findings: [{strength: a, page: 0, source: a}]", False),
        ("quotes: [{text: a, speaker: b, from: the union, source: a}]", False),
        ("recommendations: []", True),
    ],
)
def test_a_schema_accepts_what_can_be_written(
    tiny_schemas: dict[str, Draft7Validator], more: str, accepted: bool
) -> None:
    value = plain(parsed(f"{LEAST}{more}\n"))
    assert tiny_schemas["inspection"].is_valid(value) == accepted


@pytest.mark.parametrize(("word", "accepted"), [("not yet", True), ("Not recorded", True), ("soon", False)])
def test_a_report_that_is_not_out_can_be_written(
    tiny_schemas: dict[str, Draft7Validator], word: str, accepted: bool
) -> None:
    value = plain(parsed(LEAST)) | {"published": word}
    assert tiny_schemas["inspection"].is_valid(value) == accepted


def test_no_schema_gives_an_example_that_editors_would_put_into_the_record(real_content: Content) -> None:
    def keys(value: Any) -> Iterator[str]:
        for key, part in value.items() if isinstance(value, dict) else ():
            yield key
            yield from keys(part)
        for part in value if isinstance(value, list) else ():
            yield from keys(part)

    for kind, schema in read(real_content).items():
        Draft7Validator.check_schema(schema)
        assert {"examples", "default"}.isdisjoint(keys(schema)), kind


def test_what_an_editor_offers_to_begin_a_part_with_are_its_fields(real_content: Content) -> None:
    for schema in read(real_content).values():
        for name, part in schema["definitions"].items():
            for offered in part.get("defaultSnippets", ()):
                assert set(offered["body"]) <= set(part["properties"]), name
                assert set(part["required"]) <= set(offered["body"]), name


# The command and the warning


def described_site(tiny: Project) -> Project:
    (tiny.root / "docs").mkdir(exist_ok=True)
    assert renewed(tiny, Cache(None))[1] == ()
    return tiny


def told_of_schemas(project: Project) -> list[Problem]:
    problems = check(project, TODAY, Cache(None))[1]
    return [problem for problem in problems if problem.rule == Family.SCHEMAS_KNOW_EVERY_ID]


def test_the_command_writes_what_has_changed_and_only_that(tiny: Project) -> None:
    first = CliRunner().invoke(commands, ["schema"], obj=tiny)
    assert (first.exit_code, "schema/inspection.json" in first.output) == (0, True)
    again = CliRunner().invoke(commands, ["schema"], obj=tiny)
    assert (again.exit_code, again.output) == (0, "Everything is current.\n")


def test_nothing_is_written_while_what_it_rests_on_cannot_be_read(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    edit("content/frameworks/core-2018.yaml", "summary: ", "sumary: ")
    done = CliRunner().invoke(commands, ["schema"], obj=tiny)
    assert done.exit_code == 1
    assert "content/frameworks/core-2018.yaml" in done.output
    assert not tiny.schemas.exists()


def test_a_provider_is_offered_as_soon_as_it_has_a_file(tiny: Project) -> None:
    described_site(tiny)
    (tiny.content / "inspections/2020/northshire-crc.yaml").write_text("provider:\n", encoding="utf-8")
    (tiny.content / "providers/eastmoor-crc.yaml").write_text("name: Eastmoor\n", encoding="utf-8")
    (told,) = told_of_schemas(tiny)
    assert (told.file, told.severity) == ("content/providers/eastmoor-crc.yaml", "warning")
    assert renewed(tiny, Cache(None)) == (("schema/inspection.json", "schema/provider.json"), ())
    schema = json.loads((tiny.schemas / "inspection.json").read_text(encoding="utf-8"))
    assert "eastmoor-crc" in schema["definitions"]["provider"]["enum"]
    assert told_of_schemas(tiny) == []


def test_ids_that_the_schemas_do_not_know_are_a_warning(
    tiny: Project, edit: Callable[[str, str, str], None]
) -> None:
    described_site(tiny)
    assert told_of_schemas(tiny) == []
    providers = tiny.content / "providers"
    shutil.copy(providers / "southmoor-crc.yaml", providers / "eastmoor-crc.yaml")
    edit(
        "site_data.yaml",
        "provider_kinds:\n",
        "provider_kinds:\n  trust: {name: T, plural: Ts, description: T}\n",
    )
    found = [(problem.file, problem.where, problem.severity) for problem in told_of_schemas(tiny)]
    assert found == [
        ("content/providers/eastmoor-crc.yaml", "", "warning"),
        ("site_data.yaml", "provider_kinds.trust", "warning"),
    ]
    assert told_of_schemas(tiny)[0].message == 'the schemas do not know the provider "eastmoor-crc" yet.'
    described_site(tiny)
    assert told_of_schemas(tiny) == []


def test_schemas_that_cannot_be_read_are_one_warning(tiny: Project) -> None:
    described_site(tiny)
    (tiny.schemas / "provider.json").write_text("{", encoding="utf-8")
    assert [as_text(problem) for problem in told_of_schemas(tiny)] == [
        "schema/: warning: the schemas cannot be read. Run: python build.py schema"
    ]
