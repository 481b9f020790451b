// How far a document is, and what went wrong with it. The server tells it as lines with a time; what it says is known by
// its words, so that it can be said in the reader's language.

import { html } from '../html.js';
import { t } from '../i18n.js';
import { Badge, Icon } from '../ui.js';
import { RUN } from './calls.js';

/** The steps of a job, and the share of the whole at which each ends. */
const STEPS = [
  { name: 'read', until: 0.4 },
  { name: 'cut', until: 0.5 },
  { name: 'embed', until: 0.95 },
  { name: 'publish', until: 1 },
];

const SAYINGS = [
  [/^(\d+) tasks are ahead in the queue/, ([, count]) => (count === '0' ? t('step.next') : t('step.queued', { count: Number(count) }))],
  [/^Parsing (page|slide|sheet|part) (\d+) of (\d+)/, ([, unit, done, all]) => t(`step.${unit}Of`, { done, all })],
  [/^Parsing/, () => t('step.reading')],
  [/^Parsed and cut into (\d+) chunks/, ([, count]) => t('step.cutInto', { count: Number(count) })],
  [/^Writing chunk (\d+) of (\d+)/, ([, done, all]) => t('step.writing', { done, all })],
  [/^Embedding chunk (\d+) of (\d+)/, ([, done, all]) => t('step.embedding', { done, all })],
  [/^Embedded (\d+) chunks/, () => t('step.publishing')],
];

const lastLine = (message) => (message ?? '').trim().split('\n').pop().replace(/^\d\d:\d\d:\d\d /, '');

/** What is being done now, in a few words. */
export function saying(document) {
  const line = lastLine(document.progress_msg);
  for (const [pattern, text] of SAYINGS) {
    const match = pattern.exec(line);
    if (match) {
      return text(match);
    }
  }
  return line || t('step.next');
}

/** Why a document failed. */
export const reason = (document) => lastLine(document.progress_msg).replace(/^\[ERROR\] ?/, '') || t('status.failedSomehow');

/** The badge of a document's state. */
export function StatusBadge({ document }) {
  const kinds = {
    [RUN.waiting]: ['neutral', 'clock', 'status.waiting'],
    [RUN.running]: ['accent', undefined, 'status.running'],
    [RUN.stopped]: ['warn', 'stop', 'status.stopped'],
    [RUN.done]: ['ok', 'check', 'status.done'],
    [RUN.failed]: ['danger', 'warning', 'status.failed'],
  };
  const [kind, icon, text] = kinds[document.run] ?? kinds[RUN.waiting];
  return html`<${Badge} kind=${kind} icon=${icon}>${t(text)}<//>`;
}

/** The steps of a document under way: what is done, what goes on, what comes. */
export function Steps({ document }) {
  const fraction = Math.max(0, document.progress);
  let from = 0;
  const shares = STEPS.map(({ name, until }) => {
    const share = Math.max(0, Math.min(1, (fraction - from) / (until - from)));
    from = until;
    return { name, share };
  });
  const now = shares.find((step) => step.share < 1) ?? shares.at(-1);
  return html`<div class="steps">
    <div class="steps-bar" role="progressbar" aria-label=${document.name} aria-valuemin="0" aria-valuemax="100"
      aria-valuenow=${Math.round(fraction * 100)} aria-valuetext=${saying(document)}>
      ${shares.map((step) => html`<span class=${`step ${step === now ? 'step-now' : ''}`} key=${step.name}>
        <span class="step-fill" style=${{ width: `${step.share * 100}%` }}></span>
      </span>`)}
    </div>
    <div class="steps-text"><span class="steps-name">${t(`step.${now.name}`)}</span> ${saying(document)}</div>
  </div>`;
}

/** Everything that was said about a document's parsing. */
export function Reason({ document }) {
  return html`<p class="reason"><${Icon} name="warning" size="16" /><span>${reason(document)}</span></p>`;
}
