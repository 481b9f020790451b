// A small plot of the last minutes: lines over time, and the target as a dashed line with its name.

import { html, useState } from '../html.js';
import { t } from '../i18n.js';

const WIDTH = 300;
const HEIGHT = 100;
const LEAST_SPAN = 30_000;
const LONGEST_SPAN = 5 * 60_000;

/**
 * series: [{name, points: [{at, value}]}], where a value of null is a gap; `target`: a value, or nothing;
 * `least`: what the scale reaches at least; `format` makes texts of values.
 */
export function Plot({ label, series, target, least = 0, format, now }) {
  const [moment, setMoment] = useState();
  const values = series.flatMap((one) => one.points.map((point) => point.value ?? 0));
  const top = Math.max(least, (target ?? 0) * 1.25, ...values.map((value) => value * 1.15)) || 1;
  const first = series[0]?.points[0]?.at ?? now;
  const span = Math.min(LONGEST_SPAN, Math.max(LEAST_SPAN, now - first));
  const x = (at) => WIDTH - ((now - at) / span) * WIDTH;
  const y = (value) => HEIGHT - (value / top) * HEIGHT;
  const look = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    setMoment(now - (1 - (event.clientX - box.left) / box.width) * span);
  };
  return html`<figure class="plot">
    <div class="plot-frame" onPointerMove=${look} onPointerLeave=${() => setMoment(undefined)}>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${label}>
        ${series.length === 1 && html`<path class="plot-area" d=${runs(series[0].points).map((run) => area(run, x, y)).join('')} />`}
        ${target !== undefined && html`<line class="plot-target" x1="0" x2=${WIDTH} y1=${y(target)} y2=${y(target)} />`}
        ${series.map((one, index) => html`<path class=${`plot-line plot-line-${index}`} key=${one.name}
          d=${runs(one.points).map((run) => line(run, x, y)).join('')} />`)}
        ${moment && html`<line class="plot-cursor" x1=${x(moment)} x2=${x(moment)} y1="0" y2=${HEIGHT} />`}
      </svg>
      <span class="plot-top" aria-hidden="true">${format(top)}</span>
      ${target !== undefined && html`<span class="plot-target-name" style=${{ top: `${y(target)}%` }} aria-hidden="true">
        ${t('operations.target', { value: format(target) })}</span>`}
      ${moment && html`<span class="plot-moment" style=${{ left: `${(x(moment) / WIDTH) * 100}%` }} aria-hidden="true">${ago(now - moment)}</span>`}
    </div>
    ${(series.length > 1 || moment) && html`<figcaption class="plot-legend">
      ${series.map((one, index) => html`<span key=${one.name}><i class=${`plot-dot plot-line-${index}`}></i>${one.name}
        <b>${shown(one.points, moment, format)}</b></span>`)}
    </figcaption>`}
  </figure>`;
}

function shown(points, moment, format) {
  const point = moment
    ? points.reduce((best, one) => (!best || Math.abs(one.at - moment) < Math.abs(best.at - moment) ? one : best), undefined)
    : points.at(-1);
  return point?.value === null || point === undefined ? '–' : format(point.value);
}

function ago(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  return `−${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The stretches without gaps. */
function runs(points) {
  const found = [];
  let open = false;
  for (const point of points) {
    if (point.value === null) {
      open = false;
    } else if (open) {
      found.at(-1).push(point);
    } else {
      found.push([point]);
      open = true;
    }
  }
  return found;
}

function line(run, x, y) {
  const steps = run.map((point) => `${x(point.at).toFixed(1)} ${y(point.value).toFixed(1)}`);
  return steps.length === 1 ? `M${steps[0]}h1` : `M${steps.join('L')}`;
}

function area(run, x, y) {
  return run.length < 2
    ? ''
    : `${line(run, x, y)}L${x(run.at(-1).at).toFixed(1)} ${HEIGHT}L${x(run[0].at).toFixed(1)} ${HEIGHT}Z`;
}
