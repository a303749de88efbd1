"""What is installed is what was looked at, and each promise of SECURITY.md has the test that holds it."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Packages

PACKAGE = re.compile(
    r"([\w.-]+)==([\w.]+)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FILES = {"core": (), "all": ("test", "lint"), "audit": ("audit",), "fuzz": ("fuzz",)}
"""The extras that each file is for."""


def pinned(name: str) -> dict[str, tuple[str, str]]:
    """The packages of a file with their versions and hashes; the file holds nothing else."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    options, _, packages = text.partition("\n\n")
    assert [line for line in options.splitlines() if line[0] != "#"] == ["--only-binary :all:"]
    assert PACKAGE.sub("", packages) == ""
    return {package: (version, hashes) for package, version, hashes in PACKAGE.findall(packages)}


def plain(requirement: str) -> str:
    """The name of a package as files of pins have it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~; \[]", requirement)[0]).lower()


@pytest.mark.parametrize(("name", "extras"), FILES.items(), ids=FILES)
def test_every_package_that_is_asked_for_is_pinned_with_its_hashes(
    name: str, extras: tuple[str, ...]
) -> None:
    asked = [*PROJECT["dependencies"], *(package for extra in extras for package in EXTRAS[extra])]
    assert set(map(plain, asked)) <= pinned(name).keys()
    assert {extra for used in FILES.values() for extra in used} == set(EXTRAS)


def test_the_files_agree_on_every_package() -> None:
    every = pinned("all")
    assert pinned("core").items() <= every.items()
    for file in FILES:
        shared = {name: pin for name, pin in pinned(file).items() if name in every}
        assert shared.items() <= every.items()


def test_nothing_is_installed_without_looking_at_hashes() -> None:
    files = (
        ROOT / "Makefile",
        ROOT / ".ci/run",
        *ROOT.glob(".devcontainer/*"),
        *ROOT.glob(".github/workflows/*"),
    )
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    installs = re.findall(r"\bpip3?\b.* install .*", text)
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert not re.search(r"\buv (?!pip compile)|\bnpm (install|i)\b|\bnpx\b|\bcurl\b|\bwget\b", text)


def test_a_package_that_somebody_has_changed_is_refused(tmp_path: Path) -> None:
    """A wheel with the right name and version, but with other content."""
    name, (version, hashes) = next(iter(pinned("core").items()))
    wheel = tmp_path / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    metadata = f"{name.replace('-', '_')}-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("changed.py", "")
        archive.writestr(f"{metadata}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(
            f"{metadata}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{metadata}/RECORD", "")
    pins = tmp_path / "pins.txt"
    pip = (sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-index", "--no-deps")
    places = ("--find-links", tmp_path, "--target", tmp_path / "installed", "--requirement", pins)
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}

    def installed(text: str) -> subprocess.CompletedProcess[str]:
        pins.write_text(text, encoding="utf-8")
        return subprocess.run(
            [*pip, *places],
            env={**own, "PIP_CONFIG_FILE": os.devnull},
            capture_output=True,
            text=True,
            check=False,
        )

    refused = installed(f"{name}=={version} \\\n{hashes}")
    assert refused.returncode == 1
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert not (tmp_path / "installed").exists()
    assert installed(f"{name}=={version}").returncode == 0  # so it is refused for its hash alone


def test_every_package_from_npm_has_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 10
    for name, package in packages.items():
        assert not name or re.fullmatch(r"sha512-[\w+/]{86}==", package["integrity"]), name
        assert "resolved" not in package


# Promises

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (?!---|Promise)(.+?) \| (.+) \|$", SECURITY.partition("## What is promised")[2], re.MULTILINE
)
NAMED = re.compile(r"\[([^\]]+)\]\((tests/[\w/]+\.py)\)")


def names_of_tests(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize(("promise", "held"), ROWS, ids=[promise[:40] for promise, _ in ROWS])
def test_each_promise_names_the_tests_that_hold_it(promise: str, held: str) -> None:
    named = NAMED.findall(held)
    assert named, promise
    assert NAMED.sub("", held).strip(" ,") == ""
    for words, file in named:
        assert f"test_{words.replace(' ', '_')}" in names_of_tests(file), words


def test_there_are_promises_and_a_way_to_report() -> None:
    assert len(ROWS) > 15
    assert "*Report a vulnerability*" in SECURITY
    assert "@" not in SECURITY
