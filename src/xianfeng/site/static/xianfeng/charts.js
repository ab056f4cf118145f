// Draws each chart from its table, which stays where it is for screen readers and can be shown instead.
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--xf-${name}`).trim();
const size = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
const number = (cell) => {
  const value = parseFloat((cell.dataset.value ?? cell.textContent).replace(/[,\s]/g, ""));
  return Number.isNaN(value) ? null : value;
};

function read(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  return {
    categories: rows.map((row) => row.cells[0].textContent.trim()),
    series: names.map((name, index) => ({ name, values: rows.map((row) => number(row.cells[index + 1])) })),
  };
}

// The first, the last, the lowest and the highest are named; the others can be read off the axis.
function named(values, kind) {
  const known = values.filter((value) => value !== null);
  if (kind === "bar" && values.length <= 12) return new Set(values.keys());
  const ends = [0, values.length - 1];
  return new Set([...ends, values.indexOf(Math.min(...known)), values.indexOf(Math.max(...known))]);
}

function lowest(values, index) {
  const [before, after] = [values[index - 1] ?? Infinity, values[index + 1] ?? Infinity];
  return values[index] < before && values[index] < after;
}

function drawn({ name, values }, index, figure, text) {
  const { chart: kind, unit } = figure.dataset;
  const [color, dash] = [["ink", "solid"], ["ink-3", "dashed"], ["line-strong", "dotted"]][index % 3];
  const labels = named(values, kind);
  return {
    name, type: kind, barMaxWidth: 48, symbol: "circle", symbolSize: 7,
    itemStyle: { color: css(color) }, lineStyle: { color: css(color), width: 2.5, type: dash },
    data: values.map((value, at) => ({
      value,
      label: {
        show: labels.has(at), position: kind === "line" && lowest(values, at) ? "bottom" : "top",
        formatter: `${value}${unit}`, ...text, color: css("ink"),
      },
    })),
  };
}

function options(figure) {
  const { categories, series } = read(figure.querySelector("table"));
  const text = { color: css("ink-2"), fontFamily: css("font"), fontSize: size() };
  const legend = series.length > 1 ? { bottom: 0, textStyle: text, icon: "roundRect" } : undefined;
  const min = figure.dataset.min === "" ? undefined : Number(figure.dataset.min);
  return {
    animation: false, textStyle: text, legend,
    grid: { left: 8, right: 28, top: 34, bottom: legend ? 40 : 4, containLabel: true },
    xAxis: {
      type: "category", data: categories, axisTick: { show: false }, axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: css("line-strong") } },
    },
    yAxis: {
      type: "value", min, splitNumber: 3, axisLabel: { ...text, formatter: `{value}${figure.dataset.unit}` },
      splitLine: { lineStyle: { color: css("line") } },
    },
    series: series.map((one, index) => drawn(one, index, figure, text)),
  };
}

async function draw(figure) {
  const { init } = await import(figure.dataset.library);
  const canvas = figure.querySelector(".xf-chart__canvas");
  const button = figure.querySelector(".xf-chart__switch");
  canvas.hidden = button.hidden = false;
  figure.classList.add("is-drawn");
  const chart = init(canvas);
  chart.setOption(options(figure));
  new ResizeObserver(() => chart.resize()).observe(canvas);
  document.addEventListener("xf:type", () => chart.setOption(options(figure)));
  button.addEventListener("click", () => {
    const isDrawn = figure.classList.toggle("is-drawn");
    canvas.hidden = !isDrawn;
    button.textContent = isDrawn ? figure.dataset.asTable : figure.dataset.asChart;
  });
}

document.querySelectorAll("[data-chart]").forEach(draw);
