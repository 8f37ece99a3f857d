// Anchors of a value function, moved with the pointer: the fields follow, and "Try" shows what becomes of the scores.

const chart = document.getElementById("vchart");
const form = document.getElementById("anchors");
const LEFT = 40, RIGHT = 616, TOP = 18, BOTTOM = 256;

if (chart && form) {
  const start = Number(chart.dataset.start), end = Number(chart.dataset.end), isLog = "log" in chart.dataset;
  const curve = chart.querySelector("path.c"), bend = document.getElementById("bend");
  const handles = [...chart.querySelectorAll("[data-anchor]")];
  chart.classList.add("moves");

  const figureAt = (part) => (isLog ? start * (end / start) ** part : start + (end - start) * part);
  const partOf = (x) => (isLog ? Math.log(x / start) / Math.log(end / start) : (x - start) / (end - start));
  const clamp = (number, low, high) => Math.min(Math.max(number, low), high);
  /** Three digits are as much as a pointer can mean. */
  const round = (number) => Number(number.toPrecision(3));
  const field = (axis, index) => form.elements[`${axis}${index}`];

  function place(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
    return [clamp((point.x - LEFT) / (RIGHT - LEFT), 0, 1), clamp((BOTTOM - point.y) / (BOTTOM - TOP), 0, 1)];
  }

  /** How far along its values the curve that bends by r is, at a part of its way. */
  const along = (z, r) => (r ? Math.expm1(-r * z) / Math.expm1(-r) : z);

  /** The bend of the exponential curve through three corners; null where there is none. */
  function bendOf([[x0, y0], [x, y], [x1, y1]]) {
    const way = (x - x0) / (x1 - x0), value = (y - y0) / (y1 - y0);
    let low = -30, high = 30;
    if (!(value > along(way, low) && value < along(way, high))) return null;
    for (let turn = 0; turn < 50; turn += 1) {
      const middle = (low + high) / 2;
      if (along(way, middle) < value) low = middle;
      else high = middle;
    }
    return Math.abs(high) < 0.005 ? 0 : high;
  }

  /** As `_bend` of the page says it. */
  function saying(r) {
    if (r === null) return "No curve goes through these three.";
    if (!r) return "Now that is a straight line.";
    const near = field("x", r > 0 ? 0 : 2).value.replaceAll(",", "");
    return `Now differences near ${Number(near).toLocaleString("en-US", { maximumFractionDigits: 4 })} count most (r = ${r.toFixed(2).replace("-", "−")}).`;
  }

  /** The curve through three corners; the corners themselves where there is none. */
  function bent(corners) {
    const [[x0, y0], , [x1, y1]] = corners;
    const r = bendOf(corners);
    bend.textContent = saying(r);
    if (r === null) return corners;
    return Array.from({ length: 41 }, (_, step) => [x0 + ((x1 - x0) * step) / 40, y0 + (y1 - y0) * along(step / 40, r)]);
  }

  function draw() {
    const anchors = handles.map((handle) => [Number(handle.getAttribute("cx")), Number(handle.getAttribute("cy"))]);
    const corners = "bent" in chart.dataset ? bent(anchors) : anchors;
    const path = [[LEFT, corners[0][1]], ...corners, [RIGHT, corners.at(-1)[1]]];
    curve.setAttribute("d", `M${path.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(" L")}`);
  }

  function move(handle, event) {
    const index = Number(handle.dataset.anchor);
    const [part, up] = place(event);
    const before = index ? Number(handles[index - 1].getAttribute("cx")) + 2 : LEFT;
    const after = index + 1 < handles.length ? Number(handles[index + 1].getAttribute("cx")) - 2 : RIGHT;
    const x = round(figureAt((clamp(LEFT + part * (RIGHT - LEFT), before, after) - LEFT) / (RIGHT - LEFT)));
    const value = Math.round(up * 20) / 2;
    field("x", index).value = String(x);
    field("v", index).value = String(value);
    handle.setAttribute("cx", String(clamp(LEFT + partOf(x) * (RIGHT - LEFT), before, after)));
    handle.setAttribute("cy", String(BOTTOM - (value / 10) * (BOTTOM - TOP)));
    draw();
  }

  for (const handle of handles) {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      chart.classList.add("stale");
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) move(handle, event);
    });
    handle.addEventListener("pointerup", () => form.querySelector("[formmethod=get]").focus());
  }
}
