"""What a browser makes of a page: its elements, where its links lead, what ran and what was asked for."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Dialog, Page, Request

RAN = "zq ran"
_CANARY = f"window.zq = window.alert = () => console.log('{RAN}');"
# Elements by their way from the root, with the names of their attributes, and the values of those that
# say what an element does or where on the site it leads. What stands inside a drawing or comes from
# Markdown, which lays lines and paragraphs out by their words, is told once for each kind.
_ELEMENTS = """() => {
  const VALUED = new Set(["class", "rel", "type", "target", "role", "name", "property", "http-equiv", "media",
    "method", "scope", "id", "for", "form", "lang", "dir", "slot", "is"]);
  const LEADING = new Set(["href", "src", "action", "formaction", "poster", "data", "srcset", "cite", "ping",
    "background", "manifest", "longdesc", "xlink:href", "codebase", "archive", "profile", "usemap", "icon"]);
  const BEGIN = "Beginning of Markdown.", END = "End of Markdown.";
  const within = (element) => (element.localName === "template" ? element.content : element);
  const seen = [], inside = new Set(), prose = new Set(), links = [];
  const given = (element, valued) => [...element.attributes].map(({ name, value }) => {
    const here = name === "href" && element.localName === "a" && !/[:?]|json$/.test(value);
    return valued && (VALUED.has(name) || here) ? `${name}=${value}` : name;
  }).sort().join(" ");
  const follow = (element) => {
    for (const { name, value } of element.attributes)
      if (LEADING.has(name))
        for (const one of name === "srcset" ? value.split(",") : [value])
          try { links.push([name, new URL(one.trim(), document.baseURI).protocol, value]); }
          catch { links.push([name, "none", value]); }
    if (/^refresh$/i.test(element.httpEquiv)) links.push(["refresh", "none", element.content]);
  };
  const told = (element, into, valued) => {
    follow(element);
    into.add(`${element.localName}[${given(element, valued)}]`);
    for (const child of [...within(element).children]) told(child, into, valued);
  };
  const walk = (element, way) => {
    follow(element);
    const here = `${way}/${element.localName}`;
    seen.push(`${here}[${given(element, true)}]`);
    if (element.localName === "svg") {
      for (const part of element.querySelectorAll("*")) {
        follow(part);
        for (const name of [`<${part.localName}>`, ...part.getAttributeNames()]) inside.add(name);
      }
      return;
    }
    const children = [...within(element).children];
    const begin = children.findIndex((child) => child.matches("p") && child.textContent.startsWith(BEGIN));
    const end = children.findLastIndex((child) => child.textContent.includes(END));
    children.forEach((child, place) => {
      if (begin >= 0 && begin <= place && place <= end) told(child, prose, false);
      else walk(child, here);
    });
  };
  walk(document.documentElement, "");
  return { seen, inside: [...inside], prose: [...prose], links, text: document.documentElement.textContent };
}"""
_USED = """(words) => {
  for (const form of document.querySelectorAll("form:not([hidden])")) {
    for (const box of form.querySelectorAll("input")) box.value = words;
    for (const select of form.querySelectorAll("select")) select.selectedIndex = select.length - 1;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const box of form.querySelectorAll("input"))
      box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const button of document.querySelectorAll("th button")) button.click();
  for (const form of document.querySelectorAll("form:not([hidden])")) form.reset();
}"""


@dataclass
class Seen:
    """What a page consists of: elements by how often they are there, those of drawings and of prose apart."""

    elements: Counter[str]
    drawn: frozenset[str]
    prose: frozenset[str]
    links: frozenset[tuple[str, ...]]
    text: str


@dataclass
class Window:
    """A page of a browser, and everything that was done there though no site of ours does it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def opened(self, address: str) -> Seen:
        """An address as it is once its scripts have run; then somebody uses its forms."""
        self.page.goto(address, wait_until="load")
        found = self.page.evaluate(_ELEMENTS)
        self.page.evaluate(_USED, "'\"><img src=x onerror=zq()>")
        return Seen(
            Counter(found["seen"]),
            frozenset(found["inside"]),
            frozenset(found["prose"]),
            frozenset(map(tuple, found["links"])),
            found["text"],
        )


@contextmanager
def window(browser: Browser, root: str, *, bypass_csp: bool) -> Iterator[Window]:
    """A page in which it is written down what runs, what is asked for from elsewhere, and what fails."""
    context = browser.new_context(bypass_csp=bypass_csp)
    context.add_init_script(_CANARY)
    page = context.new_page()
    made = Window(page)
    origin = root if root.startswith("file:") else "/".join(root.split("/")[:3]) + "/"

    def asked(request: Request) -> None:
        if not request.url.startswith(origin):
            made.faults.append(f"asked for {request.url}")

    def said(dialog: Dialog) -> None:
        made.faults.append(f"asked {dialog.message}")
        dialog.dismiss()

    page.on("request", asked)
    page.on("console", lambda message: made.faults.append(f"said {message.text}"))
    page.on("pageerror", lambda error: made.faults.append(f"failed with {error}"))
    page.on("dialog", said)
    page.on("popup", lambda _: made.faults.append("opened a window"))
    yield made
    context.close()
