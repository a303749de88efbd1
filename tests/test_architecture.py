"""The shape of the engine: arrows go one way, modules stay small, nothing asks for the time."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = sorted((ROOT / "tracker").rglob("*.py"))
STAGES = (
    "load",
    "check",
    "derive",
    "export",
    "plan",
    "draw",
    "picture",
    "render",
    "index",
    "verify",
    "write",
    "history",
    "captures",
    "confirm",
    "ledger",
    "drafting",
    "describe",
)
# The packages that hold a stage's parts, with the stages that may look into them.
PARTS = {
    "reading": {"load", "captures"},
    "rules": {"check"},
    "differences": {"history"},
    "derivations": {"derive"},
    "tables": {"export"},
    "exports": {"export", "draw"},
    "charts": {"pages", "draw", "picture"},
    "searching": {"pages", "index"},
    "rendering": {"render"},
    "describing": {"describe"},
    "pages": {"plan"},
    "writing": {"write"},
}
# From the bottom up: a module imports only what stands lower, or its own neighbours.
LAYERS = (
    "tracker.values",
    "tracker.files",
    "tracker.cache",
    "tracker.stamp",
    "tracker.lock",
    "tracker.revision",
    "tracker.spread",
    "tracker.stages",
    "tracker.pipeline",
    "tracker.linking",
    "tracker.serving",
    "tracker.commands",
    "tracker.cli",
)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> int:
    return next((n for n, name in enumerate(LAYERS) if module == name or module.startswith(f"{name}.")), -1)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_lower_layers(path: Path) -> None:
    own = layer(name_of(path))
    higher = [module for module in imports(path) if layer(module) > own]
    assert not higher


@pytest.mark.parametrize("path", [m for m in MODULES if "stages" in m.parts], ids=name_of)
def test_a_stage_never_imports_another_stage(path: Path) -> None:
    _, _, *rest = name_of(path).split(".")
    own = rest[0] if rest else ""
    for module in imports(path):
        target = module.removeprefix("tracker.stages.").split(".")[0]
        if not module.startswith("tracker.stages.") or target == own:
            continue
        assert target not in STAGES, f"{own} imports the stage {target}"
        assert own in PARTS[target], f"{own} looks into {target}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", [m for m in MODULES if "commands" not in m.parts], ids=name_of)
def test_only_the_command_line_asks_for_the_time(path: Path) -> None:
    clocks = {"now", "today", "utcnow", "localtime", "time", "monotonic", "perf_counter"}
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & clocks


def test_no_module_is_a_drawer_for_anything() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "helper", "common", "misc"}


def test_the_build_reads_as_the_list_of_stages() -> None:
    tree = ast.parse((ROOT / "tracker/pipeline.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    build = functions["build"]
    assert build.end_lineno is not None
    assert build.end_lineno - build.lineno < 40

    def called_in(name: str) -> list[str]:
        found = [
            (node.lineno, node.func.id)
            for node in ast.walk(functions[name])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        return [verb for _, called in sorted(found) for verb in inside.get(called, [called])]

    inside: dict[str, list[str]] = {}
    inside = {name: called_in(name) for name in ("check", "_pages")}
    called = called_in("build")
    verbs = [
        "loaded",
        "checked",
        "derived",
        "exported",
        "planned",
        "indexed",
        "drawn",
        "rendered",
        "verified",
        "written",
    ]
    assert [verb for verb in verbs if called.count(verb) == 1] == verbs


def test_asking_for_help_imports_nothing_heavy() -> None:
    heavy = {"pydantic", "matplotlib", "jinja2", "yaml", "rich"}
    code = f"import sys, tracker.cli; print(*sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
