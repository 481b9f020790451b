// How the server does: what it shows at /metrics, as plots of the last minutes beside what is aimed for.

import { html, useEffect, useState } from '../html.js';
import { bytes, duration, number, register, t } from '../i18n.js';
import { styles } from '../styles.js';
import { Badge, ErrorNote, Icon, Page, Spinner, Table } from '../ui.js';
import { before, growth, mean, rate, samples, takeSample } from '../operations/samples.js';
import { Plot } from '../operations/plot.js';
import texts from '../texts/operations.js';

register(texts);
await styles('operations');

const EVERY_MILLIS = 2_000;
const WINDOW = 30_000;

// The same numbers as in examples/prometheus/freshet.rules.yml.
const TARGETS = { firstChunk: 1.5, waiting: 10, busy: 0.8, failing: 0.01, modelFirst: 2 };

const percent = (share) => `${number(share * 100, share < 0.1 ? 1 : 0)} %`;
const seconds = (value) => duration(value * 1000);
const count = (value) => number(value, value < 10 && value % 1 ? 1 : 0);

export default function Operations() {
  const [latest, setLatest] = useState(samples.at(-1));
  const [error, setError] = useState();
  const look = () =>
    takeSample().then(
      (sample) => {
        setLatest(sample);
        setError(undefined);
      },
      (failure) => setError(failure),
    );
  useEffect(() => {
    look();
    const timer = setInterval(() => document.hidden || look(), EVERY_MILLIS);
    return () => clearInterval(timer);
  }, []);
  if (!latest) {
    return error
      ? html`<${Page} title=${t('nav.operations')}><${ErrorNote} error=${error} retry=${look} /><//>`
      : html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const panels = allPanels(latest);
  return html`<${Page} title=${t('nav.operations')} subtitle=${t('operations.subtitle')} wide
    actions=${html`<${Verdict} panels=${panels} error=${error} />`}>
    <${Facts} sample=${latest} />
    <div class="panels">${panels.map((panel) => html`<${Panel} key=${panel.name} panel=${panel} now=${latest.at} />`)}</div>
    <${Providers} sample=${latest} />
    <p class="quiet operations-foot">${t('operations.foot')} <a href="/metrics" target="_blank" rel="noopener">/metrics</a></p>
  <//>`;
}

/** A series of what `value(sample, index)` gives for each sample. */
const over = (name, value) => ({ name, points: samples.map((sample, index) => ({ at: sample.at, value: value(sample, index) })) });

const recent = (compute) => (sample, index) => compute(before(index, WINDOW), sample);

function allPanels(latest) {
  const queues = ['answers', 'processing', 'embedder', 'pages', 'passwords'];
  return [
    {
      name: 'firstChunk',
      series: [over(t('operations.mean'), recent((from, to) => mean(from, to, 'freshet_first_chunk_seconds')))],
      target: TARGETS.firstChunk,
      format: seconds,
      empty: wholeMean(latest),
    },
    {
      name: 'running',
      series: [over(t('operations.answers'), (sample) => sample.sum('freshet_answers_running'))],
      target: latest.sum('freshet_admission_limit', { gate: 'running' }),
      scaleless: true,
      least: 4,
      format: count,
    },
    {
      name: 'waiting',
      series: queues
        .filter((queue) => latest.all('freshet_queue_waiting').some((row) => row.labels.queue === queue))
        .map((queue) => over(t(`operations.queue.${queue}`), (sample) => sample.sum('freshet_queue_waiting', { queue }))),
      target: TARGETS.waiting,
      format: count,
    },
    {
      name: 'executors',
      series: latest
        .labels('freshet_executor_utilisation', 'executor')
        .map((executor) => over(t(`operations.executor.${executor}`), (sample) => sample.sum('freshet_executor_utilisation', { executor }))),
      target: TARGETS.busy,
      least: 1,
      format: percent,
    },
    {
      name: 'database',
      series: latest
        .labels('freshet_database_busy', 'lane')
        .map((lane) => over(laneName(lane), (sample) => sample.sum('freshet_database_busy', { lane }) / sample.sum('freshet_database_connections', { lane }))),
      target: TARGETS.busy,
      least: 1,
      format: percent,
    },
    {
      name: 'errors',
      series: [
        over(t('operations.failedAnswers'), recent((from, to) => share(
          growth(from, to, 'freshet_answers_total', { ending: 'failed' }), growth(from, to, 'freshet_answers_total')))),
        over(t('operations.failedRequests'), recent((from, to) => share(
          failures(to) - failures(from), growth(from, to, 'freshet_http_requests_seconds_count')))),
      ],
      target: TARGETS.failing,
      least: 0.05,
      format: percent,
    },
    {
      name: 'tokens',
      series: ['completion', 'prompt'].map((kind) =>
        over(t(`operations.tokens.${kind}`), recent((from, to) => rate(from, to, 'freshet_tokens_total', { kind }) ?? 0))),
      least: 10,
      format: count,
    },
    {
      name: 'ingestion',
      series: [over(t('operations.documents'), (sample) => sample.sum('freshet_queue_waiting', { queue: 'ingestion' }))],
      least: 4,
      format: count,
    },
    {
      name: 'processor',
      series: [over(t('operations.share'), (sample) => sample.sum('process_cpu_usage'))],
      least: 1,
      format: percent,
    },
  ].map((panel) => ({ ...panel, value: worst(panel.series) }));
}

const share = (part, whole) => (whole === 0 ? 0 : Math.max(0, part) / whole);

const failures = (sample) =>
  sample.all('freshet_http_requests_seconds_count').filter((row) => row.labels.status.startsWith('5')).reduce((sum, row) => sum + row.value, 0);

function wholeMean(sample) {
  const answers = sample.sum('freshet_first_chunk_seconds_count');
  return answers === 0
    ? t('operations.noAnswers')
    : t('operations.sinceStart', { value: seconds(sample.sum('freshet_first_chunk_seconds_sum') / answers), count: number(answers) });
}

function laneName(lane) {
  const name = t(`operations.lane.${lane}`);
  return name.startsWith('operations.') ? lane : name;
}

/** The largest of the lines' present values; null when none has one. */
function worst(series) {
  const present = series.map((one) => one.points.at(-1)?.value).filter((value) => value !== null && value !== undefined);
  return present.length ? Math.max(...present) : null;
}

const isOver = (panel) => panel.target !== undefined && panel.value !== null && panel.value > panel.target;

function Verdict({ panels, error }) {
  if (error) {
    return html`<${Badge} kind="danger" icon="warning">${t('operations.silent')}<//>`;
  }
  const over = panels.filter(isOver);
  return over.length === 0
    ? html`<${Badge} kind="ok" icon="check">${t('operations.allWell')}<//>`
    : html`<${Badge} kind="warn" icon="warning">${t('operations.attention', { count: over.length })}<//>`;
}

function Facts({ sample }) {
  const heap = sample.sum('jvm_memory_used_bytes', { area: 'heap' });
  const facts = [
    ['up', uptime(sample.sum('process_uptime_seconds'))],
    ['answered', number(sample.sum('freshet_answers_total', { ending: 'finished' }))],
    ['connections', number(sample.sum('freshet_http_connections'))],
    ['memory', t('operations.of', { part: bytes(heap), whole: bytes(sample.sum('jvm_memory_max_bytes', { area: 'heap' })) })],
    ['expected', seconds(sample.sum('freshet_admission_expected_wait'))],
    ['refused', number(sample.sum('freshet_admission_refused_total'))],
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<div key=${name}><dt>${t(`operations.fact.${name}`)}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

function uptime(total) {
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours >= 48 ? t('operations.days', { count: Math.floor(hours / 24) }) : hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${Math.floor(total % 60)} s`;
}

function Panel({ panel, now }) {
  const title = t(`operations.panel.${panel.name}`);
  const value = panel.value === null ? '–' : panel.format(panel.value);
  const over = isOver(panel);
  const words = [title, value, panel.target === undefined ? '' : t('operations.target', { value: panel.format(panel.target) })];
  return html`<section class=${over ? 'card panel panel-over' : 'card panel'} aria-label=${title}>
    <header class="panel-head">
      <h2>${title}</h2>
      <p class="panel-value">${over && html`<${Icon} name="warning" size="18" />`}${value}</p>
    </header>
    <p class="panel-words">${panel.value === null && panel.empty ? panel.empty : t(`operations.words.${panel.name}`, { limit: panel.target && panel.format(panel.target) })}</p>
    <${Plot} label=${words.filter(Boolean).join(', ')} series=${panel.series} target=${panel.scaleless ? undefined : panel.target}
      least=${panel.least} format=${panel.format} now=${now} />
  </section>`;
}

function Providers({ sample }) {
  const kinds = {
    chat: 'freshet_model_first_token_seconds',
    embedding: 'freshet_embedding_seconds',
    rerank: 'freshet_rerank_seconds',
  };
  const rows = Object.entries(kinds).flatMap(([kind, name]) =>
    sample.labels(`${name}_count`, 'provider').map((provider) => ({ kind, name, provider })));
  const left = sample.all('freshet_answers_degraded_total').filter((row) => row.value > 0);
  return html`<section class="providers">
    <h2>${t('operations.providers')}</h2>
    ${rows.length === 0
      ? html`<p class="quiet">${t('operations.noCalls')}</p>`
      : html`<${Table} label=${t('operations.providers')} columns=${[
          { title: t('operations.provider') },
          { title: t('operations.does') },
          { title: t('operations.calls'), class: 'right' },
          { title: t('operations.lately'), class: 'right' },
          { title: t('operations.slowest'), class: 'right' },
          { title: t('operations.state') },
        ]}>${rows.map((row) => html`<${ProviderRow} key=${row.kind + row.provider} sample=${sample} row=${row} />`)}<//>`}
    ${left.length > 0 && html`<p class="note note-warn"><${Icon} name="warning" /><span>${t('operations.degraded')}
      ${left.map((row) => `${row.labels.step} (${number(row.value)})`).join(', ')}</span></p>`}
  </section>`;
}

function ProviderRow({ sample, row: { kind, name, provider } }) {
  const labels = { provider };
  const calls = sample.sum(`${name}_count`, labels);
  const lately = mean(samples[0], sample, name, labels);
  const always = calls === 0 ? null : sample.sum(`${name}_sum`, labels) / calls;
  const slow = (lately ?? always ?? 0) > TARGETS.modelFirst;
  return html`<tr>
    <th scope="row">${provider}</th>
    <td>${t(`operations.kind.${kind}`)}</td>
    <td class="right">${number(calls)}</td>
    <td class="right">${(lately ?? always) === null ? '–' : seconds(lately ?? always)}</td>
    <td class="right">${seconds(sample.sum(`${name}_max`, labels))}</td>
    <td><${Badge} kind=${slow ? 'warn' : 'ok'} icon=${slow ? 'clock' : 'check'}>${slow ? t('operations.slow') : t('operations.well')}<//></td>
  </tr>`;
}
