"""What templates are read with, what they are known by, and what is wrong with them."""

import json
import traceback
from functools import partial
from pathlib import Path

import jinja2
import jinja2.meta

from tracker.cache import Cache, digest
from tracker.values.dates import PartialDate
from tracker.values.page import Page, slug
from tracker.values.problem import Family, Problem
from tracker.values.words import sentence


def jinja_environment(templates: Path) -> jinja2.Environment:
    """What templates are read and rendered with: a name that is not there is a fault, text is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=jinja2.select_autoescape(("html", "xml"), default_for_string=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # to look at each again for each page takes long; one that changes needs another
    )
    environment.filters["timestamp"] = timestamp
    environment.filters["slug"] = slug
    environment.filters["sentence"] = sentence
    return environment


def timestamp(moment: PartialDate) -> str:
    """A date as Atom wants it (RFC 3339): the first moment of the earliest day that it can mean."""
    return f"{moment.earliest.isoformat()}T00:00:00Z"


def template_digest(environment: jinja2.Environment, name: str, cache: Cache) -> str:
    """The hash of a template and of all that it extends, includes and imports."""
    found, ahead = set[str](), {name}
    while ahead:
        template = ahead.pop()
        found.add(template)
        source = _source(environment, template)
        read = partial(_references, environment, source)
        ahead |= {*cache.kept("references", digest(source), read, dump=json.dumps, load=json.loads)} - found
    return digest(*(_source(environment, part) for part in sorted(found)))


def _references(environment: jinja2.Environment, source: str) -> list[str]:
    """The templates that a template names."""
    return sorted(set(filter(None, jinja2.meta.find_referenced_templates(environment.parse(source)))))


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101 - set where the environment is made
    source, _file, _fresh = environment.loader.get_source(environment, name)
    return source


def template_problem(error: Exception, page: Page) -> Problem:
    """A fault of a template, with the line that was being rendered where that is known."""
    name, line = page.template, 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    else:
        files = ((Path(f.filename).as_posix(), f.lineno) for f in traceback.extract_tb(error.__traceback__))
        for file, number in files:
            if "/templates/" in file:
                name, line = file.rpartition("/templates/")[2], number or 0
    told = error.name if isinstance(error, jinja2.TemplateNotFound) else error  # not where it was sought
    message = f"{type(error).__name__}: {told}."
    return Problem(
        f"templates/{name}", message, f"Found while rendering {page.url}.",
        line=line, column=1, rule=Family.PAGES_CAN_BE_MADE,
    )  # fmt: skip
