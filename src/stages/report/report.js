// Searches, sorts and filters the table of packages, and builds what a package opens to. Page text is only ever set as text.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const table = $("packages-table");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const form = document.querySelector(".filters");
  const filters = ["year", "authority", "recipient"];
  const more = $("more");
  const portion = 200;
  const texts = new Map();
  let fitting = rows, limit = portion, parsed = null;

  function text(row) {
    if (!texts.has(row)) texts.set(row, (row.textContent + " " + row.dataset.items).toLowerCase());
    return texts.get(row);
  }

  // Rows are shown in portions, the next one when its button comes into sight or is pressed: thousands at once scroll badly.
  function show() {
    const shown = new Set(fitting.slice(0, limit));
    for (const row of rows) {
      const hide = !shown.has(row);
      if (row.hidden !== hide) row.hidden = hide;
      if (hide && row.querySelector("[aria-expanded=true]")) open(row, false);
    }
    more.hidden = fitting.length <= limit;
  }

  function showMore() {
    limit += portion;
    show();
  }

  // The large part of the file is read when the first package is opened.
  const data = () => (parsed ??= { articles: JSON.parse($("articles").textContent), details: JSON.parse($("details").textContent) });

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // A link that leads to the sentence itself, where the browser can.
  function link(article, quote) {
    const [url, title, publisher, day] = article;
    const words = quote ? quote.join("").trim().split(/\s+/) : [];
    const part = (some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
    const pointer = words.length > 10 ? part(words.slice(0, 5)) + "," + part(words.slice(-5)) : part(words);
    const at = pointer && !url.includes("#") ? "#:~:text=" + pointer : "";
    const name = url ? element("a", { href: url + at, rel: "noreferrer" }, title) : title;
    return element("span", { class: "from" }, name, [publisher, day].filter(Boolean).map((word) => ", " + word).join(""));
  }

  function sentence([before, span, after]) {
    return element("q", {}, before, ...(span ? [element("mark", {}, span), after] : []));
  }

  function list(heading, items) {
    return items.length ? [element("h3", {}, heading), element("ul", { class: "sentences" }, ...items)] : [];
  }

  function details(id) {
    const { articles, details } = data();
    const it = details[id];
    const what = (words) => element("span", { class: "what" }, words);
    const facts = it.facts.flatMap(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
    const evidence = it.evidence.map((row) =>
      element("li", {}, ...row.quotes.flatMap((quote) => [sentence(quote), " "]), link(articles[row.article], row.quotes[0]),
        element("span", { class: "from" }, [row.preferred && "values taken from here", row.claim, row.reason].filter(Boolean).join(" · "))));
    const items = it.items.map((row) =>
      element("li", {}, what([row.count, row.name].filter(Boolean).join(" ")), row.category ? " (" + row.category + ")" : "",
        ...(row.quote ? [element("br", {}), sentence(row.quote)] : []), link(articles[row.article], row.quote)));
    const conflicts = it.conflicts.map((row) =>
      element("li", {}, what(row.column + ": " + row.kept + ", elsewhere " + row.other), ". " + row.reason, link(articles[row.article])));
    return element("td", { colspan: table.tHead.rows[0].cells.length },
      element("dl", { class: "facts" }, ...facts),
      ...list("What states it", evidence), ...list("Items", items), ...list("Where pages disagree", conflicts));
  }

  function open(row, wanted) {
    const button = row.querySelector(".open");
    const next = row.nextElementSibling;
    const made = next?.classList.contains("details") ? next : null;
    button.setAttribute("aria-expanded", wanted);
    if (made) made.hidden = !wanted;
    else if (wanted) {
      const id = "about-" + row.id;
      button.setAttribute("aria-controls", id);
      row.after(element("tr", { class: "details", id }, details(row.id)));
    }
  }

  function filter() {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => filters.every((name) => !$(name).value || row.dataset[name] === $(name).value) && words.every((word) => text(row).includes(word));
    fitting = rows.filter(fits);
    limit = portion;
    show();
    const counting = fitting.filter((row) => "counts" in row.dataset);
    const [hits, packages, sum] = [fitting.length, counting.length, counting.reduce((sum, row) => sum + Number(row.dataset.sum ?? 0), 0)];
    const dollars = sum.toLocaleString("en", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
    $("hits").textContent = hits === 0 ? "Nothing fits: clear a filter or search for less" :
      packages + (packages === 1 ? " package" : " packages") + " worth " + dollars + (hits > packages ? "; " + (hits - packages) + " more rows that do not count (sums of several, previews)" : "");
  }

  function sort(column, heading) {
    const falls = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const key = (row) => row.cells[column].dataset.key ?? row.cells[column].firstElementChild?.textContent ?? row.cells[column].textContent;
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const order = new Intl.Collator("en", { numeric: true });
    rows.sort((a, b) => (falls ? -1 : 1) * order.compare(keys.get(a), keys.get(b)));
    body.append(...rows.flatMap((row) => {
      const next = row.nextElementSibling;
      return next?.classList.contains("details") ? [row, next] : [row];
    }));
    filter();
  }

  // An address that ends with the name of a package opens it.
  function follow() {
    const row = $(decodeURIComponent(location.hash.slice(1)));
    if (!row || row.parentElement !== body) return;
    if (row.hidden) {
      form.reset();
      filter();
      limit = Math.max(limit, fitting.indexOf(row) + portion);
      show();
    }
    open(row, true);
    row.scrollIntoView();
  }

  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    const button = element("button", { type: "button", class: "sort" }, heading.textContent);
    button.addEventListener("click", () => sort(column, heading));
    heading.replaceChildren(button);
  });
  body.addEventListener("click", (event) => {
    const button = event.target.closest(".open");
    if (button) open(button.closest("tr"), button.getAttribute("aria-expanded") !== "true");
  });
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    limit = Infinity;
    show();
  });
  more.addEventListener("click", showMore);
  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && showMore(), { rootMargin: "1000px" }).observe(more);
  form.hidden = false;
  filter();
  follow();
})();
