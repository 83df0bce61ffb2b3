/* Says how far the steps of a running build are. Asks only while the page is looked at, and no longer once the build has ended. */
(function () {
  "use strict";

  const EVERY = 3000; // ms while a step runs
  const BETWEEN = 10000; // ms while none does, and after a failure
  const FAILURES = 5;
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 180;
  const HEIGHT = 40;

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text !== null) {
      made.textContent = text;
    }
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  /* What is not known is left out of the answer. */
  function known(value) {
    return value !== null && value !== undefined;
  }

  function figure(value) {
    return Number(value.toPrecision(4)).toString();
  }

  function time(seconds) {
    if (seconds < 90) {
      return seconds + " s";
    }
    return seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }

  function sentence(step, words) {
    let text = step.id + ", " + step.step;
    if (known(step.stage)) {
      text += ": " + step.stage.replaceAll("_", " ");
      if (step.done > 0 || step.total > 0) {
        text += " " + step.done.toLocaleString("en") + (step.total > 0 ? " " + words.of + " " + step.total.toLocaleString("en") : "");
      }
    }
    const last = step.losses[step.losses.length - 1];
    if (last !== undefined) {
      const losses = [];
      if (known(last.training)) {
        losses.push(words.training + " " + figure(last.training));
      }
      if (known(last.validation)) {
        losses.push(words.validation + " " + figure(last.validation));
      }
      text += ", " + words.loss + ": " + losses.join(", ");
    }
    if (known(step.secondsLeft)) {
      text += ", " + time(step.secondsLeft) + " " + words.left;
    }
    return text;
  }

  /* The losses as lines; what they are at the end stands in the sentence beside. */
  function curve(step, words) {
    const values = step.losses.flatMap((loss) => [loss.training, loss.validation]).filter(known);
    if (step.losses.length < 2) {
      return null;
    }
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    const first = step.losses[0].done;
    const steps = step.losses[step.losses.length - 1].done - first || 1;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "mlp-losses");
    svg.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
    svg.setAttribute("role", "img");
    const title = document.createElementNS(SVG, "title");
    title.textContent = sentence(step, words);
    svg.append(title);
    ["training", "validation"].forEach((which) => {
      const points = step.losses
        .filter((loss) => known(loss[which]))
        .map((loss) => (2 + ((loss.done - first) / steps) * (WIDTH - 4)).toFixed(1) + ","
          + (2 + (1 - (loss[which] - low) / span) * (HEIGHT - 4)).toFixed(1));
      if (points.length > 1) {
        const line = document.createElementNS(SVG, "polyline");
        line.setAttribute("class", which);
        line.setAttribute("points", points.join(" "));
        svg.append(line);
      }
    });
    return svg;
  }

  function watch(box) {
    const words = box.dataset;
    const shown = element("div", null, {});
    const said = element("p", null, { role: "status", class: "muted" });
    const aloud = element("p", null, { role: "status", class: "unseen" });
    box.append(shown, said, aloud);
    let failures = 0;
    let stages = "";

    function show(steps) {
      shown.replaceChildren();
      steps.forEach((step) => {
        const line = element("div", null, { class: "mlp-step" });
        const text = sentence(step, words);
        const bar = element("progress", null, { "aria-label": step.id + ", " + step.step });
        if (step.total > 0) {
          bar.max = step.total;
          bar.value = Math.min(step.done, step.total);
        }
        line.append(element("span", text, {}), bar);
        const drawn = curve(step, words);
        if (drawn !== null) {
          line.append(drawn);
        }
        shown.append(line);
      });
      // Read aloud when a stage begins, not at each number.
      const now = steps.map((step) => step.id + ", " + step.step + (known(step.stage) ? ": " + step.stage.replaceAll("_", " ") : "")).join("; ");
      if (now !== stages) {
        stages = now;
        aloud.textContent = now;
      }
    }

    function later(wait) {
      setTimeout(ask, wait);
    }

    function ask() {
      if (document.hidden) {
        document.addEventListener("visibilitychange", ask, { once: true });
        return;
      }
      fetch(words.url, { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then((response) => {
          if (!response.ok) {
            throw new Error(String(response.status));
          }
          return response.json();
        })
        .then((live) => {
          failures = 0;
          said.textContent = "";
          show(live.steps);
          if (live.building) {
            later(live.steps.length > 0 ? EVERY : BETWEEN);
          } else {
            said.textContent = words.ended;
          }
        })
        .catch(() => {
          failures++;
          said.textContent = words.failed;
          if (failures < FAILURES) {
            later(BETWEEN);
          }
        });
    }

    ask();
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".mlp-live").forEach(watch));
})();
