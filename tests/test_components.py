"""Each component against the examples beside it."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Environment, nodes

from tests.gallery import COMPONENTS, TEMPLATES, examples_of, shown
from tests.test_styles import classes_of, classes_of_styles
from tracker.stages.rendering.templates import jinja_environment

EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{example['name']}")
    for name in COMPONENTS
    for example in examples_of(name)
]


@pytest.fixture(scope="module")
def environment() -> Environment:
    return jinja_environment(TEMPLATES)


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_a_component_shows_what_its_example_says(
    environment: Environment, component: str, example: dict[str, Any]
) -> None:
    html = shown(environment, component, example)
    closed = re.sub(r"(<img [^>]*)>", r"\1/>", html)
    result = ET.fromstring(f"<div>{closed}</div>")  # fails unless every element is closed in its place
    text = " ".join("".join(result.itertext()).split())
    for words in example["shows"]:
        assert str(words) in text
    if not example["shows"]:
        assert text == ""
    assert classes_of(html) <= classes_of_styles()
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_explains_each_parameter_and_has_an_example_of_it(
    environment: Environment, component: str
) -> None:
    source = (TEMPLATES / f"components/{component}.html").read_text(encoding="utf-8")
    macros = list(environment.parse(source).find_all(nodes.Macro))
    assert [macro.name for macro in macros] == [component]
    parameters = {str(argument.name) for argument in macros[0].args}
    explained = set(re.findall(r"^   (\w+):", source.partition("#}")[0], re.MULTILINE))
    assert explained == parameters | ({"caller"} if "caller()" in source else set())
    given = {name for example in examples_of(component) for name in example["arguments"]}
    assert given == parameters
    assert any("caller" in example for example in examples_of(component)) == ("caller()" in source)


def test_every_component_is_used(environment: Environment) -> None:
    files = [*TEMPLATES.glob("pages/*"), *TEMPLATES.glob("layouts/*"), *TEMPLATES.glob("components/*.html")]
    imported = re.compile(r'{% from "components/(\w+)\.html" import \1 %}')
    used = {name for path in files for name in imported.findall(path.read_text(encoding="utf-8"))}
    assert used == set(COMPONENTS)
