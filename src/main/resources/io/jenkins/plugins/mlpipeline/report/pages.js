/* Moves the decision threshold over what was counted at each stored one. Nothing is asked of the server. */
(function () {
  "use strict";

  const Z = 1.959963984540054; // of a two-sided interval of 95 %

  function wilson(hits, of) {
    if (of === 0) {
      return null;
    }
    const p = hits / of;
    const square = Z * Z;
    const middle = (p + square / (2 * of)) / (1 + square / of);
    const half = (Z / (1 + square / of)) * Math.sqrt((p * (1 - p)) / of + square / (4 * of * of));
    return [Math.max(0, middle - half), Math.min(1, middle + half)];
  }

  function figure(value) {
    return Number(value.toPrecision(4)).toString();
  }

  function share(hits, of) {
    if (of === 0) {
      return { text: "–", more: "no rows" };
    }
    const [from, to] = wilson(hits, of);
    return { text: figure(hits / of), more: "95 % interval " + figure(from) + " to " + figure(to) + ", n = " + of };
  }

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) {
      made.textContent = text;
    }
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function labelled(text, input) {
    const label = element("label", text);
    label.append(input);
    return label;
  }

  function explore(section) {
    const rows = section.dataset.rows.split(",").map((row) => row.split(" ").map(Number));
    const positives = Number(section.dataset.positives);
    const negatives = Number(section.dataset.negatives);
    const judged = section.dataset.judged === undefined ? null : Number(section.dataset.judged);
    const label = section.dataset.label;

    function nearest(threshold) {
      let best = 0;
      rows.forEach((row, i) => {
        if (Math.abs(row[0] - threshold) < Math.abs(rows[best][0] - threshold)) {
          best = i;
        }
      });
      return best;
    }

    const slider = element("input", null, {
      type: "range", min: 0, max: rows.length - 1, step: 1, "aria-describedby": "explorer-note",
    });
    const output = element("output", null, { "aria-live": "polite" });
    const missed = element("input", null, { type: "number", min: 0, step: "any", value: 10, class: "jenkins-input" });
    const alarm = element("input", null, { type: "number", min: 0, step: "any", value: 1, class: "jenkins-input" });
    const back = element("button", "Judged threshold", { type: "button", class: "jenkins-button" });
    const copy = element("button", "Copy as spec", { type: "button", class: "jenkins-button" });
    const controls = element("div", null, { class: "controls" });
    const threshold = labelled("Threshold: predicted " + label + " from here on", slider);
    threshold.append(output);
    controls.append(
      threshold, labelled("Cost of a missed " + label, missed), labelled("Cost of a false alarm", alarm), back, copy);
    const numbers = element("dl", null, { class: "numbers" });
    const note = element(
      "p",
      "Choosing a threshold on these rows turns them into tuning data: judge the choice on other rows.",
      { class: "muted", id: "explorer-note" });

    function number(name, value) {
      const box = element("div");
      const text = element("dd", value.text);
      if (value.more) {
        text.append(element("small", value.more));
      }
      box.append(element("dt", name), text);
      numbers.append(box);
    }

    function show(remember) {
      const [at, tp, fp] = rows[Number(slider.value)];
      const fn = positives - tp;
      const tn = negatives - fp;
      const all = positives + negatives;
      const cost = fn * Number(missed.value) + fp * Number(alarm.value);
      output.textContent = figure(at) + (judged !== null && at === judged ? " (judged)" : "");
      slider.setAttribute("aria-valuetext", "threshold " + figure(at));
      numbers.replaceChildren();
      number("Precision", share(tp, tp + fp));
      number("Recall", share(tp, positives));
      number("False positive rate", share(fp, negatives));
      number("Flagged", share(tp + fp, all));
      number("Accuracy", share(tp + tn, all));
      number("Cost", { text: figure(cost), more: figure(cost / all) + " a row" });
      number("True " + label + ": found, missed", { text: tp + ", " + fn });
      number("Others: left alone, flagged", { text: tn + ", " + fp });
      if (remember) {
        history.replaceState(null, "", "#threshold=" + at);
      }
    }

    slider.addEventListener("input", () => show(true));
    missed.addEventListener("input", () => show(false));
    alarm.addEventListener("input", () => show(false));
    back.addEventListener("click", () => {
      slider.value = nearest(judged);
      show(true);
    });
    back.hidden = judged === null;
    copy.addEventListener("click", () => {
      const text = "threshold: " + rows[Number(slider.value)][0];
      navigator.clipboard.writeText(text).then(
        () => { copy.textContent = "Copied: " + text; },
        () => { copy.textContent = text; });
    });

    const asked = /^#threshold=(-?[0-9.eE+-]+)$/.exec(location.hash);
    slider.value = nearest(asked && Number.isFinite(Number(asked[1])) ? Number(asked[1]) : judged === null ? 0.5 : judged);
    section.append(controls, numbers, note);
    section.hidden = false;
    show(false);
  }

  /* A field that leaves the metrics whose name or meaning has the words, the folded ones too. */
  function search(section) {
    const rows = Array.from(section.querySelectorAll("tbody tr"));
    if (rows.length <= 12) {
      return;
    }
    const field = element("input", null, { type: "search", class: "jenkins-input" });
    const found = element("span", null, { "aria-live": "polite", class: "muted" });
    const line = element("div", null, { class: "mlp-chooser" });
    line.append(labelled("Find a metric", field), found);
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row) => {
        const text = row.querySelector("th").textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        count += row.hidden ? 0 : 1;
      });
      section.querySelectorAll("details.more").forEach((details) => { details.open = words.length > 0; });
      found.textContent = words.length === 0 ? "" : count + " of " + rows.length;
    });
    section.querySelector("h2").after(line);
  }

  /* What is wider or higher than its box can be moved by the keyboard too. */
  function reachable(box) {
    const moves = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (moves && !box.hasAttribute("tabindex")) {
      const caption = box.querySelector("caption");
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", caption === null ? "Table" : caption.textContent);
    }
  }

  function allReachable() {
    document.querySelectorAll(".mlp .scroll").forEach(reachable);
  }

  document.addEventListener("toggle", allReachable, true);
  window.addEventListener("resize", allReachable);

  document.addEventListener("DOMContentLoaded", () => {
    allReachable();
    document.querySelectorAll(".mlp .explorer").forEach(explore);
    document.querySelectorAll(".mlp #metrics").forEach(search);
  });
})();
