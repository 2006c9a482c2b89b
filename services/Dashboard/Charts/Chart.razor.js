// Draws an ECharts option that comes as plain data: no eval, so the page's policy stays strict.
const charts = new WeakMap();
let library;

function load(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.echarts);
    script.onerror = () => {
      library = undefined;
      reject(new Error("The chart library could not be loaded."));
    };
    document.head.append(script);
  });
  return library;
}

// "--name" in the data means the page's colour of that name, light or dark as it is now.
function coloured(value, probe) {
  if (typeof value === "string" && value.startsWith("--")) {
    probe.style.color = `var(${value})`;
    return getComputedStyle(probe).color;
  }
  if (Array.isArray(value)) return value.map((item) => coloured(item, probe));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coloured(item, probe)]));
  }
  return value;
}

function paint(element, chart, option) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const prepared = coloured(option, probe);
  probe.remove();
  const number = new Intl.NumberFormat(document.documentElement.lang);
  prepared.tooltip = { ...prepared.tooltip, valueFormatter: (value) => (value === null || value === undefined ? "–" : number.format(value)) };
  for (const axis of [prepared.yAxis].flat()) {
    axis.axisLabel = { ...axis.axisLabel, formatter: (value) => number.format(value) };
  }
  chart.setOption(prepared, { notMerge: true, lazyUpdate: true });
}

export async function draw(element, option, address) {
  const echarts = await load(address);
  let entry = charts.get(element);
  if (!entry) {
    const chart = echarts.init(element, null, { renderer: "canvas" });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => paint(element, chart, charts.get(element).option);
    scheme.addEventListener("change", repaint);
    entry = { chart, resize, scheme, repaint, option };
    charts.set(element, entry);
  }
  entry.option = option;
  paint(element, entry.chart, option);
  element.dataset.drawn = "true";
}

export function remove(element) {
  const entry = charts.get(element);
  if (!entry) return;
  entry.resize.disconnect();
  entry.scheme.removeEventListener("change", entry.repaint);
  entry.chart.dispose();
  charts.delete(element);
}
