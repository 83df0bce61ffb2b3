/* Shows the lines of a field of gates one by one, to be chosen instead of written. The field stays what is sent: a line that says
   more than can be chosen here is left as it is. */
(function () {
  "use strict";

  const EXPRESSION = /^([a-z0-9_]+)\s*(>=|<=)\s*(-?[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?)$/;
  const KEYS = ["metric", "min", "max", "decide", "slice", "criticality"];

  function element(name, attributes, children) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    (children || []).forEach((child) => made.append(child));
    return made;
  }

  /* A gate demands at least so much of what is better when it is higher, and at most so much of the others. */
  function side(metric) {
    return metric.higher ? ">=" : "<=";
  }

  /* The gate that a line is, or null when it says more than can be chosen. */
  function read(line, metrics) {
    const short = EXPRESSION.exec(line);
    if (short) {
      return metrics.has(short[1]) && side(metrics.get(short[1])) === short[2]
        ? { metric: short[1], side: short[2], threshold: short[3], bound: false, slice: "", criticality: "FAILURE" }
        : null;
    }
    let map;
    try {
      map = JSON.parse(line);
    } catch (e) {
      return null;
    }
    if (map === null || typeof map !== "object" || !Object.keys(map).every((key) => KEYS.includes(key)) || !metrics.has(map.metric)) {
      return null;
    }
    const higher = metrics.get(map.metric).higher;
    const threshold = higher ? map.min : map.max;
    const by = map.slice === undefined ? [] : map.slice.by;
    const bound = higher ? "lowerBound" : "upperBound";
    if ((higher ? map.max : map.min) !== undefined || typeof threshold !== "number" || !Array.isArray(by)
      || (map.slice !== undefined && Object.keys(map.slice).length !== 1) || ![undefined, "point", bound].includes(map.decide)) {
      return null;
    }
    return {
      metric: map.metric, side: higher ? ">=" : "<=", threshold: String(threshold), bound: map.decide === bound,
      slice: by.join(", "), criticality: map.criticality || "FAILURE",
    };
  }

  /* The line of a gate, as short as it can be; empty without a threshold. */
  function write(gate) {
    if (gate.threshold === "" || !Number.isFinite(Number(gate.threshold))) {
      return "";
    }
    const by = gate.slice.split(",").map((column) => column.trim()).filter(Boolean);
    if (!gate.bound && by.length === 0 && gate.criticality === "FAILURE") {
      return gate.metric + gate.side + gate.threshold;
    }
    const higher = gate.side === ">=";
    const map = { metric: gate.metric };
    map[higher ? "min" : "max"] = Number(gate.threshold);
    if (gate.bound) {
      map.decide = higher ? "lowerBound" : "upperBound";
    }
    if (by.length > 0) {
      map.slice = { by: by };
    }
    if (gate.criticality !== "FAILURE") {
      map.criticality = gate.criticality;
    }
    return JSON.stringify(map);
  }

  function choose(options, value) {
    const select = element("select", { class: "jenkins-select__input", form: "mlp-none" });
    options.forEach((option) => select.append(element("option", { value: option[0] }, [option[1]])));
    select.value = value;
    return element("div", { class: "jenkins-select" }, [select]);
  }

  function start(form) {
    if (form.dataset.started) {
      return;
    }
    form.dataset.started = "yes";
    const texts = form.dataset;
    const catalogue = JSON.parse(texts.catalogue);
    const metrics = new Map(catalogue.metrics.map((metric) => [metric.key, metric]));
    const field = form.parentNode.querySelector("textarea");
    let gates = [];

    function send() {
      field.value = gates.map((gate) => (gate.line === undefined ? write(gate) : gate.line)).filter(Boolean).join("\n");
      field.dispatchEvent(new Event("change"));
    }

    function row(gate) {
      const box = element("div", { class: "mlp-gate" });
      const remove = element("button", { type: "button", class: "jenkins-button", form: "mlp-none" }, [texts.remove]);
      remove.addEventListener("click", () => {
        gates = gates.filter((other) => other !== gate);
        send();
        draw();
        form.querySelector("button.mlp-gate-add").focus();
      });
      if (gate.line !== undefined) {
        box.append(element("span", {}, [texts.text + ": "]));
        box.append(element("code", {}, [gate.line]));
        box.append(remove);
        return box;
      }
      const about = element("p", { class: "mlp-gate-about" });
      const demanded = element("span", {});
      function explain() {
        const metric = metrics.get(gate.metric);
        demanded.textContent = texts.threshold + (metric.higher ? " \u2265" : " \u2264");
        about.textContent = metric.about + "; " + metric.range + "; " + (metric.higher ? texts.higher : texts.lower);
      }
      function add(label, control, key, changed) {
        const input = control.querySelector("select") || control;
        input.setAttribute("form", "mlp-none");
        input.addEventListener("change", () => {
          gate[key] = key === "bound" ? input.value === "bound" : input.value;
          if (changed) {
            changed();
          }
          explain();
          send();
        });
        box.append(element("label", {}, [label, control]));
        return input;
      }
      add(texts.metric, choose(catalogue.metrics.map((m) => [m.key, m.key]), gate.metric), "metric", () => {
        gate.side = side(metrics.get(gate.metric));
      });
      const threshold = element("input", { type: "number", step: "any", class: "jenkins-input" });
      threshold.value = gate.threshold;
      add(demanded, threshold, "threshold");
      add(texts.decide, choose([["point", texts.point], ["bound", texts.bound]], gate.bound ? "bound" : "point"), "bound");
      const slice = element("input", { type: "text", class: "jenkins-input" });
      slice.value = gate.slice;
      add(texts.slice, slice, "slice");
      add(texts.criticality, choose(catalogue.criticalities.map((c) => [c, c]), gate.criticality), "criticality");
      box.append(remove);
      box.append(about);
      explain();
      return box;
    }

    function draw() {
      form.textContent = "";
      gates.forEach((gate) => form.append(row(gate)));
      const more = element("button", { type: "button", class: "jenkins-button mlp-gate-add", form: "mlp-none" }, [texts.add]);
      more.addEventListener("click", () => {
        const metric = catalogue.metrics[0];
        gates.push({
          metric: metric.key, side: side(metric), threshold: "", bound: false, slice: "", criticality: "FAILURE",
        });
        draw();
        form.querySelector(".mlp-gate:last-of-type select").focus();
      });
      form.append(more);
    }

    function fromField() {
      gates = field.value.split("\n").map((line) => line.trim()).filter(Boolean)
        .map((line) => read(line, metrics) || { line: line });
      draw();
    }

    field.addEventListener("input", fromField);
    fromField();
  }

  Behaviour.specify(".mlp-gate-form", "mlp-gate-form", 0, start);
})();
