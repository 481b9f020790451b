// Where an answer's time went, as a waterfall.

import { html } from '../html.js';
import { get } from '../api.js';
import { Dialog, ErrorNote, Spinner, useAsync } from '../ui.js';
import { duration, t } from '../i18n.js';

export function Timeline({ answer, onClose }) {
  const timeline = useAsync(() => get(`/api/v1/answers/${answer}/timeline`), [answer]);
  return html`<${Dialog} title=${t('chat.time')} wide onClose=${onClose}>
    ${timeline.error && html`<${ErrorNote} error=${timeline.error} retry=${timeline.reload} />`}
    ${!timeline.data && !timeline.error && html`<${Spinner} label=${t('ui.loading')} />`}
    ${timeline.data && html`<${Waterfall} steps=${timeline.data.steps} degraded=${timeline.data.degraded} />`}
  <//>`;
}

function Waterfall({ steps, degraded }) {
  const end = Math.max(1, ...steps.map((step) => step.start_ms + step.duration_ms));
  const firstText = steps.find((step) => step.name === 'last_token')?.start_ms;
  return html`<div>
    <p class="quiet waterfall-sum">
      ${firstText !== undefined && t('chat.time.first', { time: duration(firstText) })} ${t('chat.time.total', { time: duration(end) })}
      ${degraded.length > 0 && ` ${t('chat.time.without', { steps: degraded.join(', ') })}`}
    </p>
    <table class="waterfall">
      <caption class="visually-hidden">${t('chat.time')}</caption>
      <tbody>
        ${steps.map((step) => html`<tr key=${`${step.name}${step.start_ms}`}>
          <th scope="row">${stepName(step.name)}</th>
          <td class="waterfall-lane">
            <span class=${`waterfall-bar waterfall-${kind(step.name)}`}
              style=${{ left: `${(step.start_ms / end) * 100}%`, width: `${(step.duration_ms / end) * 100}%` }}></span>
          </td>
          <td class="waterfall-time">${duration(step.duration_ms)}</td>
        </tr>`)}
      </tbody>
    </table>
    <p class="waterfall-legend" aria-hidden="true">
      ${['server', 'wait', 'model'].map((one) => html`<span key=${one}><i class=${`waterfall-${one}`}></i>${t(`chat.time.${one}`)}</span>`)}
    </p>
  </div>`;
}

function stepName(name) {
  const key = `chat.step.${name}`;
  const text = t(key);
  return text === key ? name : text;
}

function kind(name) {
  if (name === 'queue') {
    return 'wait';
  }
  return ['connect', 'first_token', 'last_token'].includes(name) ? 'model' : 'server';
}
