"""Every component with its examples on one page, light beside dark: `make gallery`, for the eye only."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import escape

from tracker.stages.rendering.templates import jinja_environment

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES, STYLES = ROOT / "templates", ROOT / "static/site.css"
COMPONENTS = tuple(sorted(path.stem for path in (TEMPLATES / "components").glob("*.html")))
_PAGE = """<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Components</title>
<style>
{{ styles|safe }}
.light { {{ light|safe }} }
.dark { {{ dark|safe }} }
.sample { color: var(--ink); background: var(--paper); padding: 1rem; min-width: 0; overflow-x: auto; }
.samples { display: grid; grid-template-columns: 1fr 1fr; }
main { padding: 1rem; }
</style>
<main>
<h1>Components</h1>
<ul class="names">
{% for name in components %}
<li><a href="#component-{{ name }}">{{ name }}</a></li>
{% endfor %}
</ul>
{% for name, shown in components.items() %}
<section>
<h2 id="component-{{ name }}">{{ name }}</h2>
{% for example, html in shown %}
<p class="muted">{{ example }}</p>
<div class="samples">
<div class="sample light">{{ html|safe }}</div>
<div class="sample dark">{{ html|safe }}</div>
</div>
{% endfor %}
</section>
{% endfor %}
</main>
</html>
"""


def examples_of(component: str) -> list[dict[str, Any]]:
    """The examples beside a component."""
    text = (TEMPLATES / f"components/{component}.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)
    return loaded


def shown(environment: Environment, component: str, example: Mapping[str, Any]) -> str:
    """What a component makes of the arguments of an example."""
    macro = getattr(environment.get_template(f"components/{component}.html").module, component)
    arguments = dict(example["arguments"])
    if "caller" in example:
        arguments["caller"] = lambda: escape(example["caller"])
    return str(macro(**arguments))


def gallery() -> str:
    """The page. Its two grounds are the tokens that the style sheet has for light and for dark screens."""
    environment = jinja_environment(TEMPLATES)
    styles = STYLES.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", styles, re.DOTALL)[:2]
    components = {
        name: [(example["name"], shown(environment, name, example)) for example in examples_of(name)]
        for name in COMPONENTS
    }
    page = environment.from_string(_PAGE)
    return page.render(components=components, styles=styles, light=light, dark=dark)


if __name__ == "__main__":
    folder = ROOT / ".gallery"
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(gallery(), encoding="utf-8", newline="\n")
    print(f"Open {folder / 'index.html'} in a browser.")
