// SPDX-License-Identifier: Apache-2.0
// Walking a corpus by hand and by keys. Everything is there without it but the search and the slider.
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what, where = document) => where.querySelector(what);
  const asked = new URLSearchParams(location.search);
  document.documentElement.classList.add("js");

  // The reader goes along from page to page.
  const readers = all("input[name=reader]");
  const reader = () => readers.find((each) => each.checked)?.id.slice("reader-".length);
  const goes = asked.get("as");
  for (const each of readers) if (each.id === `reader-${goes}`) each.checked = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    const there = new URL(link.href);
    there.searchParams.set("as", reader() ?? goes ?? "plain");
    link.href = there.href;
  });
  one(".search")?.addEventListener("submit", (event) => {
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "as";
    kept.value = reader() ?? goes ?? "plain";
    event.target.append(kept);
  });

  // A stop lights all that it came of and all that came of it.
  const river = one(".river");
  const cards = river ? all(".stop", river) : [];
  const shortOf = (card) => card.dataset.own.slice(0, 12);
  const cardOf = new Map(cards.map((card) => [shortOf(card), card]));
  const edges = (river?.dataset.edges || "").split(",").filter(Boolean).map((pair) => pair.split(" "));
  const up = new Map(), down = new Map();
  const put = (map, key, value) => (map.get(key) ?? map.set(key, []).get(key)).push(value);
  edges.forEach(([parent, child], number) => {
    put(up, child, [parent, number]);
    put(down, parent, [child, number]);
  });
  const stream = (from, ways) => {
    const seen = new Set([from]), through = new Set(), waits = [from];
    while (waits.length)
      for (const [next, number] of ways.get(waits.pop()) ?? []) {
        through.add(number);
        if (!seen.has(next)) { seen.add(next); waits.push(next); }
      }
    return [seen, through];
  };
  const dim = () => {
    river.classList.remove("lighting");
    for (const lit of all(".lit", river)) lit.classList.remove("lit");
  };
  const light = (card) => {
    dim();
    const [above, into] = stream(shortOf(card), up), [below, out] = stream(shortOf(card), down);
    for (const own of [...above, ...below]) cardOf.get(own)?.classList.add("lit");
    for (const line of all("[data-e]", river)) {
      const number = Number(line.dataset.e);
      line.classList.toggle("lit", into.has(number) || out.has(number));
    }
    river.classList.add("lighting");
  };
  for (const card of cards) {
    for (const comes of ["pointerenter", "focus"]) card.addEventListener(comes, () => light(card));
    for (const goesOff of ["pointerleave", "blur"]) card.addEventListener(goesOff, dim);
  }

  // Keys: up and down along the river, left and right through time.
  const step = (card, key) => {
    const place = cards.indexOf(card);
    const kin = (ways) => (ways.get(shortOf(card)) ?? []).map(([own]) => cards.indexOf(cardOf.get(own)));
    if (key === "ArrowUp") return cards[Math.max(-1, ...kin(up))] ?? cards[place - 1];
    if (key === "ArrowDown") return cards[Math.min(cards.length, ...kin(down))] ?? cards[place + 1];
    if (key === "ArrowLeft") return cards[place - 1];
    if (key === "ArrowRight") return cards[place + 1];
    if (key === "Home") return cards[0];
    if (key === "End") return cards[cards.length - 1];
    return undefined;
  };
  const isTyped = (target) => target.matches?.("input[type=search],select,textarea");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) {
      if (event.key === "Escape") event.target.blur?.();
      return;
    }
    const card = event.target.closest?.(".river .stop");
    const next = card && step(card, event.key);
    if (next) {
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center" });
    } else if (event.key === "/") {
      event.preventDefault();
      one("input[type=search]")?.focus();
    } else if (event.key === "r" && cards.length) {
      cards[0].focus();
    } else if (/^[1-9]$/.test(event.key) && readers[event.key - 1]) {
      readers[event.key - 1].checked = true;
    } else if (event.key === "Escape") {
      document.activeElement?.blur();
    }
  });
  if (river) {
    const keys = document.createElement("p");
    keys.className = "keys";
    for (const [key, does] of [["/", "search"], ["1", "to 4: who reads"], ["r", "the river"],
      ["↑ ↓", "what it came of, what came of it"], ["← →", "earlier, later"], ["Enter", "tells it"]]) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      keys.append(cap, ` ${does}   `);
    }
    one("main").append(keys);
  }

  // Two stages under a slider.
  for (const box of all(".compare")) {
    const both = one(".both", box), cut = one(".cut", box);
    const show = () => both.style.setProperty("--cut", `${cut.value}%`);
    cut.addEventListener("input", show);
    show();
    one(".left", box).addEventListener("change", (event) => { one(".over", box).src = event.target.value; });
    one(".right", box).addEventListener("change", (event) => { one(".under", box).src = event.target.value; });
  }

  // The search: all the words of it, in whatever order, in what is known of a stop.
  const found = one(".found");
  if (!found) return;
  const box = one("input[type=search]"), told = one(".count");
  const [byStage, byState, byDomain] = ["stage", "state", "domain"].map((name) => one(`.by-${name}`));
  const AT_ONCE = 120;
  let rows = [];
  const shown = ([title, where, domain, stage, state, when, file, , small, link]) => {
    const item = document.createElement("li"), card = document.createElement("a");
    card.className = `stop ${state}`;
    card.href = link;
    const see = document.createElement("span");
    see.className = "see";
    if (small) {
      const picture = document.createElement("img");
      picture.loading = "lazy";
      picture.alt = "";
      picture.src = small;
      see.append(picture);
    }
    const words = document.createElement("span");
    words.className = "words";
    for (const [kind, text] of [["what", title], ["for", [stage, where, domain].filter(Boolean).join(", ")], ["for", when || file]]) {
      const line = document.createElement("span");
      line.className = kind;
      line.textContent = text;
      words.append(line);
    }
    card.append(see, words);
    item.append(card);
    return item;
  };
  let hits = [], drawn = 0;
  const more = () => {
    found.append(...hits.slice(drawn, drawn + AT_ONCE).map((row) => shown(row)));
    drawn = Math.min(drawn + AT_ONCE, hits.length);
  };
  const search = () => {
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    hits = rows.filter(([text, row]) =>
      wanted.every((word) => text.includes(word)) && (!byStage.value || row[3] === byStage.value)
      && (!byState.value || row[4] === byState.value) && (!byDomain.value || row[2] === byDomain.value),
    ).map(([, row]) => row);
    drawn = 0;
    found.replaceChildren();
    told.textContent = `${hits.length} of ${rows.length}`;
    more();
  };
  window.addEventListener("load", () => {
    rows = (window.WORDS ?? []).map((row) => [row.slice(0, 8).join(" ").toLowerCase(), row]);
    for (const domain of [...new Set(rows.map(([, row]) => row[2]).filter(Boolean))].sort()) {
      const option = document.createElement("option");
      option.value = option.textContent = domain;
      byDomain.append(option);
    }
    box.value = asked.get("q") ?? "";
    for (const each of [box, byStage, byState, byDomain]) each.addEventListener("input", search);
    one(".search").addEventListener("submit", (event) => event.preventDefault());
    search();
    box.focus();
  });
  window.addEventListener("scroll", () => {
    if (drawn < hits.length && innerHeight + scrollY > document.body.scrollHeight - 900) more();
  }, { passive: true });
})();
