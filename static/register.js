// Sorts and filters what stands under [data-register], which is whole without this script.
// The state is in the address, so that a reload, the way back and a shared link restore it.
for (const root of document.querySelectorAll("[data-register]")) {
  const { compare } = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  // What is empty is not known: last in either direction.
  const order = (a, b, sign = 1) => !a - !b || sign * (a - b || compare(a, b));
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  const form = root.querySelector("form");
  const none = root.querySelector("[data-none]");
  const controls = [...form.querySelectorAll("[name]")];
  const [box] = controls;
  const filters = controls.filter((control) => control.dataset.filter);
  const sort = form.querySelector("[data-sort]");
  const heads = [...root.querySelectorAll("th[data-sort]")];
  const rows = [...root.querySelectorAll("tbody > tr:not(:has([scope=rowgroup])), [data-rows] > *")];
  const valued = (row, key) => {
    const head = row.closest("table")?.querySelector(`th[data-sort="${key}"]`);
    const cell = head && row.cells[head.cellIndex];
    return cell && (cell.dataset.sort ?? cell.textContent);
  };

  for (const filter of filters) {
    const key = filter.dataset.filter;
    // In the order of the column of that name, if there is one: ratings from the best, then the silences.
    const found = new Map(rows.map((row) => [row.dataset[key], valued(row, key) ?? row.dataset[key]]));
    for (const [value] of [...found].sort(([a, x], [b, y]) => order(x, y) || order(a, b)))
      if (value) filter.add(new Option(value));
    filter.parentNode.hidden = filter.length < 3; // nothing to choose between
  }

  const show = () => {
    const words = plain(box.value).split(/\s+/);
    const key = sort?.value.replace(/^-/, "");
    let up = true;
    for (const head of heads) {
      const on = head.dataset.sort === key;
      if (on) up = (sort.value !== key) === "down" in head.dataset;
      head.ariaSort = on ? (up ? "ascending" : "descending") : null;
      head.lastChild.textContent = on ? (up ? "↑" : "↓") : "↕";
    }
    const by = (a, b) => order(valued(a, key), valued(b, key), up ? 1 : -1);
    for (const row of key ? [...rows].sort(by) : rows) {
      const text = plain(row.textContent);
      row.hidden =
        words.some((word) => !text.includes(word)) ||
        filters.some(({ value, dataset }) => value && row.dataset[dataset.filter] !== value);
      row.parentNode.append(row);
    }
    const left = rows.filter((row) => !row.hidden);
    for (const part of root.querySelectorAll("section, tbody"))
      part.hidden = !left.some((row) => part.contains(row));
    form.querySelector("[role=status]").textContent = `${left.length} of ${rows.length} shown`;
    none.hidden = left.length;
    for (const link of none.querySelectorAll("[data-find]")) link.search = `q=${encodeURIComponent(box.value)}`;
  };
  const read = () => {
    const state = new URLSearchParams(location.search);
    for (const control of controls) {
      control.value = state.get(control.name) ?? "";
      if (control.selectedIndex < 0) control.value = ""; // the address names what is not there
    }
    show();
  };
  const changed = (step) => {
    show();
    const address = new URL(location);
    for (const { name, value } of controls) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history[step ? "pushState" : "replaceState"](null, "", address);
  };

  for (const head of heads) {
    const key = head.dataset.sort;
    const title = head.textContent.trim();
    if (![...sort].some(({ value }) => value === key))
      sort.append(new Option(title, key), new Option(`${title}, reversed`, `-${key}`));
    const button = document.createElement("button");
    button.ariaLabel = `Sort by ${title}`;
    button.onclick = () => changed((sort.value = sort.value === key ? `-${key}` : key));
    head.append(button);
  }
  form.oninput = ({ target }) => changed(target !== box);
  form.onsubmit = () => false;
  form.onreset = () => setTimeout(changed, 0, true); // once the controls are empty
  addEventListener("popstate", read);
  for (const fields of form.querySelectorAll("details")) fields.open = innerWidth > 680;
  form.hidden = false;
  read();
}
