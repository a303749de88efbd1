// The box that finds a place among the links below it. Without this script the links are all there.
(() => {
  const form = document.getElementById("find-area");
  const list = document.getElementById("all-areas");
  const told = form.querySelector("[data-count]");
  const none = form.querySelector("[data-none]");
  const input = form.querySelector("input");
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const places = [...list.querySelectorAll("li")].map((item) => ({
    item,
    link: item.querySelector("a"),
    name: plain(item.textContent),
  }));
  const search = none.querySelector("a");
  let target = null;

  const narrow = () => {
    const wanted = plain(input.value);
    const found = places.filter((place) => place.name.includes(wanted));
    for (const place of places) place.item.hidden = !found.includes(place);
    list.open = wanted !== "" && found.length > 0;
    none.hidden = found.length > 0;
    search.search = `q=${encodeURIComponent(input.value.trim())}`;
    // A place of just this name is meant, even if others contain it: York, not North Yorkshire.
    target = found.length === 1 ? found[0] : found.find((place) => place.name === wanted) || null;
    const count = found.length === 1 ? "1 place" : `${found.length} places`;
    const next = target ? ` Press Enter for ${target.link.textContent}.` : "";
    told.textContent = wanted && found.length ? `${count}.${next}` : "";
    return found;
  };

  input.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = narrow();
    if (target) location.href = target.link.href;
    else if (!found.length) search.focus();
    else if (input.value.trim()) found[0].link.focus();
  });
  form.hidden = false;
  if (input.value) narrow(); // what the browser kept when the reader came back
})();
