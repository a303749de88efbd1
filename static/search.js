// The index is fetched only for a search, typed or in the address.
(() => {
  const form = document.getElementById("search");
  if (location.protocol === "file:") return form.remove(); // where no page can read an index
  const root = new URL("..", document.currentScript.src); // the site's, wherever published
  const told = form.querySelector("[role=status]");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const BATCH = 20;
  const parts = Array.from({ length: form.dataset.parts }, (_, number) => `${number + 1}`);
  let engine, found = [], shown = 0, turn = 0, waiting;

  const load = async () => {
    const { createInstance } = await import(new URL("pagefind/pagefind.js", root));
    const options = (part) => ({ excerptLength: 40, mergeFilter: { part } });
    const made = createInstance({ noWorker: true, ...options("1") });
    const merge = (part) => made.mergeIndex(new URL(`pagefind/${part}/`, root).href, options(part));
    await Promise.all(parts.slice(1).map(merge));
    await made.filters(); // only what is loaded is counted
    return made;
  };
  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };
  // An excerpt is HTML in which only < and > are escaped, with <mark> around the words that were found.
  const plain = (html) => html.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const excerpt = ({ content, excerpt, filters, plain_excerpt }) => {
    const parts = excerpt.split(/<\/?mark>/).map((part, n) => (n % 2 ? element("mark", "", plain(part)) : plain(part)));
    const whole = plain(plain_excerpt).trim();
    if (!content.startsWith(whole)) parts.unshift("… ");
    if (!content.endsWith(whole)) parts.push(" …");
    return element("p", "", element(filters.kind[0] === "Quotation" ? "q" : "span", "", ...parts));
  };
  const item = (data) => {
    const link = element("a", "", data.meta.title);
    link.href = new URL(data.raw_url.slice(1).replace(/~\d+\.html$/, ""), root);
    const { kind, rating } = data.filters;
    const line = element("p", "muted", data.meta.context || "");
    // A finding or a quotation has no rating of its own: beside it, the inspection's would mislead.
    if (rating && !/Finding|Quotation/.test(kind)) {
      const badge = document.querySelector(`[data-rating="${CSS.escape(rating[0])}"]`);
      line.prepend(badge ? badge.content.cloneNode(true) : rating[0], " · ");
    }
    return element("li", "", element("p", "when", kind[0]), element("div", "", element("h2", "", link), line, excerpt(data)));
  };
  const show = async (now) => {
    const items = (await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()))).map(item);
    if (now !== turn) return;
    if (!shown) list.replaceChildren();
    list.append(...items);
    shown += items.length;
    list.hidden = !shown;
    more.hidden = shown >= found.length;
    more.textContent = `Show more (${found.length - shown} left)`;
    return items[0];
  };
  const run = async () => {
    const now = ++turn;
    const given = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
    const { q: words = null, ...filters } = Object.fromEntries(given);
    history.replaceState(null, "", given.length ? `?${new URLSearchParams(given)}` : location.pathname);
    try {
      engine ??= load();
      const sort = words ? {} : { place: "asc" };
      const search = async (filters) => (await engine).search(words, { filters, sort });
      const result = await search(filters);
      // Each choice says how many results it would give beside the other choices.
      for (const select of form.querySelectorAll("select")) {
        const { [select.name]: own, ...others } = filters;
        const counts = (own ? await search(others) : result).filters[select.name] || {};
        if (now !== turn) return;
        for (const option of [...select.options].slice(1)) {
          const count = counts[option.value] || 0;
          option.textContent = `${option.value} (${count})`;
          option.disabled = !count && !option.selected;
        }
      }
      // Without words each part has an order of its own, and one follows the other.
      const results = words ? [result] : await Promise.all(parts.map((part) => search({ ...filters, part })));
      if (now !== turn) return;
      found = given.length ? results.flatMap(({ results }) => results) : [];
      shown = 0;
      await show(now);
      const count = `${found.length} result${found.length === 1 ? "" : "s"}.`;
      const loose = Object.keys(filters).length ? "fewer choices" : "the name of a place, or other words";
      const none = given.length ? `Nothing found. Try ${loose}.` : "";
      if (now === turn) told.textContent = found.length ? count : none;
    } catch (error) {
      engine = undefined;
      told.textContent = "The search could not be loaded. Try again, or use the registers below.";
      console.error(error);
    }
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field) field.value = value;
    if (field?.selectedIndex < 0) field.selectedIndex = 0;
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  form.addEventListener("reset", () => setTimeout(run));
  more.addEventListener("click", async () => (await show(turn))?.querySelector("a").focus());
  document.querySelector(".needs").remove();
  form.hidden = false;
  form.querySelector("details").open = innerWidth > 680;
  if (location.search) run();
})();
