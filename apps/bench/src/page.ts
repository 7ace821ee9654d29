// The page with the charts: one HTML file without anything from outside, in light and dark.
import type { Cell } from './cell.ts';
import { barChart, type Drawn, escapeHtml, type Look, lineChart } from './chart.ts';
import { type Finding, type Findings, figure, isBeyond } from './finding.ts';
import type { Line, Lines, Measured, Results } from './results.ts';
import { describes } from './task.ts';
import { bytes, digits, duration, why } from './words.ts';

const STYLE = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c1e21;--soft:#62676f;--line:#e3e5e9;--ours:#0b6b57;--linear:#b4571c;--again:#8a90a0;--limit:#4a63c9}
@media(prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e9eaec;--soft:#9ba1ab;--line:#2d3138;--ours:#4fd1b0;--linear:#f0a268;--again:#868d9b;--limit:#93a6ff}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}h2{margin:3rem 0 .25rem;font-size:1.35rem}h3{margin:2rem 0 .25rem;font-size:1rem}
p{max-width:44rem;margin:.4rem 0}.soft,caption{color:var(--soft)}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;margin:.75rem 0}th,td{padding:.3rem .75rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}th:first-child,td:first-child{text-align:left;padding-left:0}th{font-weight:600;color:var(--soft)}tr.ours td{color:var(--ours);font-weight:600}td.none{color:var(--soft)}
svg{display:block;width:100%;max-width:800px;min-width:36rem;height:auto;font:12px system-ui,sans-serif;margin:.75rem 0}svg text{fill:var(--soft)}svg .axis{fill:var(--ink)}.grid{stroke:var(--line)}
polyline{fill:none;stroke-width:1.75;stroke-linejoin:round}.lead{stroke-width:1;opacity:.45}
.ours polyline,.ours .lead{stroke:var(--ours)}.ours polyline{stroke-width:3.5}.ours text{fill:var(--ours);font-weight:700}.linear polyline,.linear .lead{stroke:var(--linear)}.linear text{fill:var(--linear)}.again polyline,.again .lead{stroke:var(--again)}.limit polyline,.limit .lead{stroke:var(--limit);stroke-dasharray:5 4}.limit text{fill:var(--limit)}
.ours rect{fill:var(--ours)}.linear rect{fill:var(--linear)}.again rect{fill:var(--again)}.limit rect{fill:var(--limit)}rect.open{opacity:.18}svg .none{font-style:italic}svg .value{fill:var(--ink)}
ul.key{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;margin:.75rem 0;font-size:.875rem}ul.key b{display:inline-block;width:1.5rem;height:3px;vertical-align:middle;margin-right:.5rem}`;

const KEY = `<ul class="key"><li><b style="background:var(--ours)"></b>PartialKit: immutable values, structural sharing</li><li><b style="background:var(--linear)"></b>reads on, hands out one value that it changes</li><li><b style="background:var(--again)"></b>parses the whole text again for every value</li><li><b style="background:var(--limit)"></b>a limit</li></ul>`;

/** The page of a run, and of the checks beside it. */
export function page(results: Results, findings: readonly Findings[] = []): string {
  const { machine, mode, date, candidates, workloads } = results;
  const parts = [
    `<h1>How fast is a partial value?</h1>`,
    `<p class="soft">${escapeHtml(`${machine.cpu}, ${machine.cores} cores, ${machine.memory}; Node ${machine.node}, ${machine.system}; ${date}, ${mode} run.`)} CPU time of the whole process, medians of interleaved rounds, one process per candidate and document. Machines are noisy: compare within this page only.</p>`,
    KEY,
    ...results.curves.map((lines) => curve(lines, results)),
    `<h2>Whole documents</h2><p>CPU time for a document in chunks like tokens, 4 characters on average.</p>`,
    ...results.cells
      .filter(({ chunking, task }) => chunking === 'token' && (task === 'T1' || task === 'T4'))
      .map((cell) => bars(cell, results)),
    table(results),
    section(
      'The first document of a process',
      'Code is compiled and run for the first time, as in a page that has just loaded.',
      results.cold.map((cell) => bars(cell, results)),
    ),
    section(
      'Growth',
      'Exponents of the time for documents from 10 KB to 1 MB: 1 is linear, 2 is quadratic.',
      [growth(results)],
    ),
    section(
      'Memory',
      'The most that is alive while a document is read, in chunks like tokens, and looked at 200 times, as a multiple of the finished value.',
      [memory(results)],
    ),
    ...findings.map(({ title, rows }) => section(escapeHtml(title), '', [found(rows)])),
    section('Who', '', [who(candidates)]),
    section('Documents', '', [
      `<table>${workloads.map(({ id, title, describes: what }) => `<tr><td>${id}</td><td>${escapeHtml(title)}</td><td style="white-space:normal;text-align:left">${escapeHtml(what)}</td></tr>`).join('')}</table>`,
    ]),
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>PartialKit: the bench</title><style>${STYLE}</style></head><body><main>${parts.join('\n')}</main></body></html>\n`;
}

function section(title: string, text: string, parts: readonly string[]): string {
  if (parts.every((part) => part === '')) return '';
  return `<h2>${title}</h2>${text ? `<p>${text}</p>` : ''}<div class="scroll">${parts.join('\n')}</div>`;
}

function titleOf(results: Results, workload: string): string {
  return results.workloads.find(({ id }) => id === workload)?.title ?? workload;
}

function lookOf({ id, gives }: Pick<Measured, 'id' | 'gives'>): Look {
  if (id === 'partialkit') return 'ours';
  if (gives === 'text' || gives === 'the final value') return 'limit';
  return gives === 'one mutated value' ? 'linear' : 'again';
}

function curve({ workload, task, lines }: Lines, results: Results): string {
  const drawn = results.candidates.flatMap((candidate): Drawn[] => {
    const line = lines.find(({ id }) => id === candidate.id);
    if (!line?.points.length) return [];
    const points = line.points.map(({ size, time }) => ({ x: size, y: time }));
    return [{ name: candidate.name, look: lookOf(candidate), points }];
  });
  const title = `${task === 'T4' ? 'A validated partial' : 'A value'} after every chunk: ${titleOf(results, workload).replace(/,.*/, '')}`;
  const x = {
    title: 'size of the document so far, characters',
    word: (value: number) => bytes(value).replace(/[.]0+(?= )/, ''),
  };
  const y = {
    title: 'CPU time for one more chunk',
    word: (value: number) => duration(value).replace(/[.]0+(?= )/, ''),
  };
  return `<h2>${escapeHtml(title)}</h2><p>What one more chunk costs when so much of the document is there already.</p><div class="scroll">${lineChart(title, drawn, x, y)}</div>`;
}

function bars(cell: Cell, results: Results): string {
  const title = `${capital(describes[cell.task])}: ${titleOf(results, cell.workload)}`;
  const rows = results.candidates.flatMap((candidate) => {
    const outcome = cell.outcomes[candidate.id];
    if (!outcome || outcome.status === 'refuses') return [];
    const row = { name: candidate.name, look: lookOf(candidate) };
    if (outcome.status !== 'done') return [{ ...row, text: why(outcome) }];
    const held = outcome.shows !== undefined && outcome.shows < 0.5;
    return [
      {
        ...row,
        value: outcome.cpu,
        text: `${duration(outcome.cpu)}${held ? ', holds open strings back' : ''}`,
      },
    ];
  });
  return `<h3>${escapeHtml(title)}</h3><div class="scroll">${barChart(title, rows)}</div>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** All cells, as multiples of one JSON.parse. */
function table({ cells, candidates }: Results): string {
  const chunked = [...new Set(cells.map(({ chunking }) => chunking))];
  return chunked
    .map((chunking) => {
      const some = cells.filter((cell) => cell.chunking === chunking);
      const head = some.map(({ task, workload }) => `<th>${task} ${workload}</th>`).join('');
      const rows = candidates.map(({ id, name }) => {
        const row = some.map((cell) => ratio(cell, id)).join('');
        return `<tr${id === 'partialkit' ? ' class="ours"' : ''}><td>${escapeHtml(name)}</td>${row}</tr>`;
      });
      const words =
        chunking === 'token'
          ? 'chunks like tokens'
          : `chunks of ${chunking} character${chunking === '1' ? '' : 's'}`;
      return `<h3>Multiples of one JSON.parse of the whole, ${words}</h3><div class="scroll"><table><tr><th></th>${head}</tr>${rows.join('')}</table></div>`;
    })
    .join('\n');
}

function ratio(cell: Cell, id: string): string {
  const outcome = cell.outcomes[id];
  const unit = cell.outcomes['json-parse'];
  if (!outcome || outcome.status === 'refuses') return '<td class="none"></td>';
  if (outcome.status !== 'done') return `<td class="none">${outcome.status}</td>`;
  if (unit?.status !== 'done') return '<td class="none"></td>';
  return `<td>${digits(outcome.cpu / unit.cpu)}</td>`;
}

function growth({ growth: all, candidates }: Results): string {
  if (!all.length) return '';
  const head = all.map(({ task, workload }) => `<th>${task} ${workload}</th>`).join('');
  const rows = candidates
    .filter(({ id }) => all.some(({ lines }) => lines.some((line) => line.id === id)))
    .map(({ id, name }) => {
      const cells = all.map(({ lines }) => `<td>${exponentOf(lines, id)}</td>`);
      return `<tr${id === 'partialkit' ? ' class="ours"' : ''}><td>${escapeHtml(name)}</td>${cells.join('')}</tr>`;
    });
  return `<table><tr><th></th>${head}</tr>${rows.join('')}</table>`;
}

function exponentOf(lines: readonly Line[], id: string): string {
  return lines.find((line) => line.id === id)?.exponent?.toFixed(2) ?? '';
}

function memory({ memory: all, candidates, workloads }: Results): string {
  if (!all.length) return '';
  const head = all.map(
    ({ task, workload, value }) =>
      `<th>${task} ${escapeHtml(workloads.find(({ id }) => id === workload)?.title ?? workload)}<br>value: ${bytes(value)}</th>`,
  );
  const rows = candidates.map(({ id, name }) => {
    const cells = all.map(({ candidates: weighed, value }) => {
      const weight = weighed[id];
      if (!weight) return '<td></td>';
      return 'most' in weight
        ? `<td>${digits(weight.most / value)}</td>`
        : `<td class="none">${weight.status === 'DNF' ? 'DNF' : ''}</td>`;
    });
    return `<tr${id === 'partialkit' ? ' class="ours"' : ''}><td>${escapeHtml(name)}</td>${cells.join('')}</tr>`;
  });
  return `<table><tr><th></th>${head.join('')}</tr>${rows.join('')}</table>`;
}

function found(rows: readonly Finding[]): string {
  const bound = rows.some(({ most }) => most !== undefined);
  const lines = rows.map((row) => {
    const most =
      row.most === undefined
        ? ''
        : `at most ${figure({ ...row, value: row.most })}${isBeyond(row) ? ', and is more' : ''}`;
    return `<tr><td>${escapeHtml(row.what)}</td><td>${figure(row)}</td>${bound ? `<td class="none">${most}</td>` : ''}<td class="none" style="white-space:normal;text-align:left">${escapeHtml(row.note ?? '')}</td></tr>`;
  });
  return `<table>${lines.join('')}</table>`;
}

function who(candidates: readonly Measured[]): string {
  const rows = candidates.map(
    ({ name, package: from, version, gives, note }) =>
      `<tr><td>${escapeHtml(name)}</td><td>${from ? escapeHtml(`${from} ${version ?? ''}`) : ''}</td><td>${gives}</td><td style="white-space:normal;text-align:left">${escapeHtml(note ?? '')}</td></tr>`,
  );
  return `<table><tr><th></th><th>version</th><th>hands out</th><th></th></tr>${rows.join('')}</table>`;
}
