/** The figures of the largest N as bars: a panel for each latency and mode. */
import * as echarts from "echarts";
import type { Results, Run } from "./plan";
import { contestants, median, modes, phases, title } from "./plan";
import { describe } from "./report";

const width = 1000;
const panelHeight = 280;
const top = 172;
const colors = {
  null: "#9aa5b1",
  ours: "#2563eb",
  named: "#7aa2f7",
  whole: "#1e3a8a",
  plugin: "#16a34a",
  yaml: "#86c79b",
  handwritten: "#e07a1f",
};

/** SVG text, made without a browser. */
export function chart({ runs, surroundings }: Results): string {
  const n = Math.max(...runs.map((run) => run.n));
  const largest = median(runs).filter((run) => run.n === n && run.account === 1 && run.build === "this");
  const latencies = [...new Set(largest.map(({ latencyMs }) => latencyMs))];
  const measured = modes.filter((mode) => largest.some((run) => run.mode === mode));
  const panelWidth = width / measured.length;
  const panels = latencies
    .flatMap((latencyMs, row) =>
      measured.map((mode, column) => ({
        row,
        column,
        name: `${latencyMs} ms of latency, ${mode === "skip" ? "checkpoints skipped" : "checkpoints as they come"}`,
        runs: largest.filter((run) => run.latencyMs === latencyMs && run.mode === mode),
      })),
    )
    .filter((panel) => panel.runs.length > 0);
  const height = top + latencies.length * panelHeight;
  const svg = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  svg.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: "system-ui, sans-serif" },
    title: [
      {
        text: `Seconds for ${n} auth configs`,
        subtext: describe({ ...surroundings, otherCommit: undefined }).replace(", engine", ",\nengine"),
        left: 20,
        top: 8,
        subtextStyle: { fontSize: 11, lineHeight: 15 },
      },
      ...panels.map((panel) => ({
        text: panel.name,
        left: 60 + panel.column * panelWidth,
        top: top + panel.row * panelHeight - 22,
        textStyle: { fontSize: 13, fontWeight: "normal" as const },
      })),
    ],
    legend: { data: contestants.map((contestant) => title[contestant]), left: 20, top: 76, itemGap: 24 },
    grid: panels.map(({ row, column }) => ({
      left: 60 + column * panelWidth,
      top: top + row * panelHeight + 14,
      width: panelWidth - 90,
      height: panelHeight - 80,
    })),
    xAxis: panels.map((_, gridIndex) => ({ gridIndex, type: "category" as const, data: [...phases] })),
    yAxis: panels.map((_, gridIndex) => ({ gridIndex, type: "value" as const, axisLabel: { formatter: "{value} s" } })),
    series: panels.flatMap((panel, index) => contestants.map((contestant) => bars(panel.runs, contestant, index))),
  });
  const text = svg.renderToSVGString();
  // Until it is disposed of, its timers keep the process alive.
  svg.dispose();
  return text;
}

function bars(runs: Run[], contestant: (typeof contestants)[number], panel: number): echarts.BarSeriesOption {
  const run = runs.find((one) => one.contestant === contestant);
  return {
    type: "bar",
    name: title[contestant],
    xAxisIndex: panel,
    yAxisIndex: panel,
    color: colors[contestant],
    barGap: "10%",
    label: { show: true, position: "top", fontSize: 9, formatter: ({ value }) => Number(value).toFixed(1) },
    data: phases.map((phase) => Number(run?.phases[phase]?.seconds.toFixed(2) ?? 0)),
  };
}
