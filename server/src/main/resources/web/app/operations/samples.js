// Reads /metrics and keeps what was read within the last minutes, from which values and rates are taken.

const KEPT_MILLIS = 5 * 60_000;
const LINE = /^([a-z_]+)(?:\{(.*)\})? (\S+)/i;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/gi;

/** Prometheus' text as {name: [{labels, value}]}. */
export function parse(text) {
  const found = new Map();
  for (const line of text.split('\n')) {
    const match = line.startsWith('#') ? null : LINE.exec(line);
    if (match) {
      const labels = Object.fromEntries([...(match[2] ?? '').matchAll(LABEL)].map(([, name, value]) => [name, value]));
      const rows = found.get(match[1]) ?? [];
      rows.push({ labels, value: Number(match[3]) });
      found.set(match[1], rows);
    }
  }
  return found;
}

const fits = (row, labels) => Object.entries(labels).every(([name, value]) => row.labels[name] === value);

export class Sample {
  constructor(text, at) {
    this.rows = parse(text);
    this.at = at;
  }

  all(name) {
    return this.rows.get(name) ?? [];
  }

  /** The sum of the rows with these labels; 0 where there are none. */
  sum(name, labels = {}) {
    return this.all(name)
      .filter((row) => fits(row, labels))
      .reduce((sum, row) => sum + row.value, 0);
  }

  /** The values of one label. */
  labels(name, label) {
    return [...new Set(this.all(name).map((row) => row.labels[label]))];
  }
}

/** Samples, oldest first, of the last five minutes; they outlive the page that shows them. */
export const samples = [];

export async function takeSample(signal) {
  const response = await fetch('/metrics', { signal });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  const sample = new Sample(await response.text(), Date.now());
  samples.push(sample);
  while (samples[0].at < sample.at - KEPT_MILLIS) {
    samples.shift();
  }
  return sample;
}

/** The sample about so long before another one, or the first there is. */
export function before(index, millis) {
  const wanted = samples[index].at - millis;
  let found = index;
  while (found > 0 && samples[found].at > wanted) {
    found--;
  }
  return samples[found];
}

/** How much a counter has grown from one sample to another; a restart of the server begins at nothing. */
export function growth(from, to, name, labels) {
  const grown = to.sum(name, labels) - from.sum(name, labels);
  return grown < 0 ? to.sum(name, labels) : grown;
}

/** Growth a second. */
export function rate(from, to, name, labels) {
  return to.at === from.at ? null : (growth(from, to, name, labels) * 1000) / (to.at - from.at);
}

/** The mean of a timer between two samples, in seconds; null when nothing was timed. */
export function mean(from, to, name, labels) {
  const count = growth(from, to, `${name}_count`, labels);
  return count === 0 ? null : growth(from, to, `${name}_sum`, labels) / count;
}
