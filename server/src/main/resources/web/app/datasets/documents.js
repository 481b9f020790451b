// The documents of a dataset: bringing them in, watching them being parsed, finding them again.

import { html, useCallback, useEffect, useRef, useState } from '../html.js';
import { bytes, moment, number, t } from '../i18n.js';
import { attempt, Button, Checkbox, confirm, Dialog, ErrorNote, Icon, Menu, prompt, Spinner, Switch, useAsync } from '../ui.js';
import { countDocuments, enableDocuments, listDocuments, parseDocuments, removeDocuments, renameDocument, RUN, stopDocuments } from './calls.js';
import { DropZone, suffix, Uploads, useUploads } from './files.js';
import { Pager } from './pager.js';
import { Reason, StatusBadge, Steps } from './status.js';

const SIZE = 25;
const LOOK_AGAIN = 1000;
const FILTERS = ['all', RUN.running, RUN.done, RUN.failed, RUN.stopped, RUN.waiting];
const FILTER_TEXTS = {
  all: 'filter.all',
  [RUN.running]: 'status.running',
  [RUN.done]: 'status.done',
  [RUN.failed]: 'status.failed',
  [RUN.stopped]: 'status.stopped',
  [RUN.waiting]: 'status.waiting',
};

export function Documents({ dataset, onChange }) {
  const [view, setView] = useState({ page: 1, keywords: '', run: 'all' });
  const [selected, setSelected] = useState(new Set());
  const [log, setLog] = useState(null);
  const list = useAsync(async () => {
    const runs = view.run === 'all' ? [] : [view.run];
    const [documents, counts] = await Promise.all([
      listDocuments(dataset.id, { page: view.page, page_size: SIZE, keywords: view.keywords, orderby: 'create_time' }, runs),
      countDocuments(dataset.id),
    ]);
    return { ...documents, counts };
  }, [dataset.id, view]);
  const uploads = useUploads(
    () => dataset.id,
    () => {
      list.reload();
      onChange();
    },
  );
  useLookingAgain(list, onChange);
  const show = (change) => {
    setView({ ...view, page: 1, ...change });
    setSelected(new Set());
  };
  const act = useCallback(
    async (work) => {
      await attempt(work);
      list.reload();
      onChange();
    },
    [list.reload, onChange],
  );
  if (list.error && !list.data) {
    return html`<${ErrorNote} error=${list.error} retry=${list.reload} />`;
  }
  if (!list.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const { docs, total, counts } = list.data;
  const isEmpty = counts.total === 0;
  const chosen = docs.filter((one) => selected.has(one.id)).map((one) => one.id);
  return html`<div class="documents">
    <${DropZone} onFiles=${uploads.add} small=${!isEmpty} />
    <${Uploads} ...${uploads} />
    ${!isEmpty && html`<${Toolbar} view=${view} counts=${counts} show=${show} />`}
    ${chosen.length > 0 && html`<${Selection} ids=${chosen} docs=${docs} clear=${() => setSelected(new Set())}
      act=${(work) => act(work).then(() => setSelected(new Set()))} />`}
    ${docs.length > 0 && html`<${DocumentTable} dataset=${dataset} docs=${docs} selected=${selected} setSelected=${setSelected} act=${act} showLog=${setLog} />`}
    ${!isEmpty && docs.length === 0 && html`<p class="documents-none quiet">${t('documents.noMatch')}</p>`}
    <${Pager} page=${view.page} size=${SIZE} total=${total} onPage=${(page) => show({ page })} label=${t('dataset.documents')} />
    ${log && html`<${Log} document=${docs.find((one) => one.id === log.id) ?? log} onClose=${() => setLog(null)} />`}
  </div>`;
}

/** Looks again every second while something is under way. */
function useLookingAgain(list, onChange) {
  const busy = Number(list.data?.counts.filter.run_status[RUN.running] ?? 0) > 0;
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy) {
      onChange();
    }
    wasBusy.current = busy;
    if (!busy || list.loading) {
      return undefined;
    }
    const timer = setTimeout(list.reload, LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [busy, list.loading, list.data]);
}

function Toolbar({ view, counts, show }) {
  const [text, setText] = useState(view.keywords);
  useEffect(() => {
    if (text === view.keywords) {
      return undefined;
    }
    const timer = setTimeout(() => show({ keywords: text }), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const count = (run) => (run === 'all' ? counts.total : Number(counts.filter.run_status[run] ?? 0));
  const shown = FILTERS.filter((run) => run === 'all' || run === view.run || count(run) > 0);
  return html`<div class="toolbar">
    <div class="search-box">
      <${Icon} name="search" size="18" />
      <input class="input" type="search" value=${text} placeholder=${t('documents.search')} aria-label=${t('documents.search')}
        onInput=${(event) => setText(event.target.value)} />
    </div>
    <div class="chips" role="group" aria-label=${t('documents.byStatus')}>
      ${shown.map((run) => html`<button type="button" class="chip" key=${run} aria-pressed=${String(view.run === run)} onClick=${() => show({ run })}>
        ${t(FILTER_TEXTS[run])}<span class="chip-count">${number(count(run))}</span>
      </button>`)}
    </div>
  </div>`;
}

function Selection({ ids, docs, act, clear }) {
  const running = docs.filter((one) => ids.includes(one.id) && one.run === RUN.running).map((one) => one.id);
  return html`<div class="selection" role="region" aria-label=${t('documents.selection')}>
    <span class="selection-count">${t('documents.selected', { count: ids.length })}</span>
    <${Button} small icon="again" onClick=${() => act(() => parseDocuments(ids))}>${t('documents.parse')}<//>
    ${running.length > 0 && html`<${Button} small icon="stop" onClick=${() => act(() => stopDocuments(running))}>${t('documents.stop')}<//>`}
    <${Button} small onClick=${() => act(() => enableDocuments(ids, true))}>${t('documents.enable')}<//>
    <${Button} small onClick=${() => act(() => enableDocuments(ids, false))}>${t('documents.disable')}<//>
    <${Button} small kind="danger" icon="trash" onClick=${() => removeAsked(ids, t('documents.these', { count: ids.length }), act)}>${t('ui.delete')}<//>
    <${Button} small kind="quiet" onClick=${clear}>${t('documents.clear')}<//>
  </div>`;
}

async function removeAsked(ids, what, act) {
  const yes = await confirm({
    title: t('documents.removeTitle', { what }),
    text: t('documents.removeText'),
    action: t('ui.delete'),
    danger: true,
  });
  if (yes) {
    act(() => removeDocuments(ids));
  }
}

function DocumentTable({ dataset, docs, selected, setSelected, act, showLog }) {
  const all = docs.every((one) => selected.has(one.id));
  const toggle = (id) => {
    const next = new Set(selected);
    next.delete(id) || next.add(id);
    setSelected(next);
  };
  return html`<div class="document-list">
    <table class="document-table">
      <caption class="visually-hidden">${t('dataset.documents')}</caption>
      <thead><tr>
        <th class="cell-check"><${Checkbox} hideLabel label=${t('documents.selectAll')} checked=${all}
          onChange=${() => setSelected(all ? new Set() : new Set(docs.map((one) => one.id)))} /></th>
        <th scope="col">${t('documents.name')}</th>
        <th scope="col">${t('documents.status')}</th>
        <th scope="col" class="number">${t('documents.chunks')}</th>
        <th scope="col">${t('documents.enabled')}</th>
        <th scope="col"><span class="visually-hidden">${t('ui.more')}</span></th>
      </tr></thead>
      <tbody>${docs.map((one) => html`<${Row} key=${one.id} dataset=${dataset} document=${one} selected=${selected.has(one.id)}
        toggle=${() => toggle(one.id)} act=${act} showLog=${showLog} />`)}</tbody>
    </table>
  </div>`;
}

function Row({ dataset, document, selected, toggle, act, showLog }) {
  const { id, name, run } = document;
  const enabled = document.status === '1';
  const rename = async () => {
    const next = await prompt({ title: t('documents.rename'), label: t('documents.name'), value: name });
    if (next && next !== name) {
      act(() => renameDocument(id, next));
    }
  };
  const items = [
    run === RUN.running
      ? { text: t('documents.stop'), icon: 'stop', onSelect: () => act(() => stopDocuments([id])) }
      : { text: run === RUN.done ? t('documents.parseAgain') : t('documents.parse'), icon: 'again', onSelect: () => act(() => parseDocuments([id])) },
    { text: t('documents.log'), icon: 'info', onSelect: () => showLog(document) },
    { text: t('documents.rename'), icon: 'edit', onSelect: rename },
    { text: t('ui.delete'), icon: 'trash', danger: true, onSelect: () => removeAsked([id], `“${name}”`, act) },
  ];
  return html`<tr class=${`document-row ${enabled ? '' : 'document-off'} ${selected ? 'document-selected' : ''}`} data-document=${name}>
    <td class="cell-check"><${Checkbox} hideLabel label=${t('documents.select', { name })} checked=${selected} onChange=${toggle} /></td>
    <td class="cell-name">
      <${FileIcon} name=${name} />
      <span class="cell-name-text">
        <a href=${`#/datasets/${dataset.id}/documents/${id}`}>${name}</a>
        <span class="cell-facts">${bytes(document.size)} · ${moment(document.create_time)}<span class="cell-narrow">
          ${' · '}${t('datasets.chunks', { count: document.chunk_num, text: number(document.chunk_num) })}</span></span>
      </span>
    </td>
    <td class="cell-status"><${Status} document=${document} act=${act} /></td>
    <td class="cell-chunks number">${number(document.chunk_num)}</td>
    <td class="cell-enabled"><${Switch} hideLabel label=${t('documents.enableOne', { name })} checked=${enabled}
      onChange=${(on) => act(() => enableDocuments([id], on))} /></td>
    <td class="cell-menu"><${Menu} label=${t('documents.menu', { name })} items=${items} /></td>
  </tr>`;
}

function Status({ document, act }) {
  switch (document.run) {
    case RUN.running:
      return html`<${Steps} document=${document} />`;
    case RUN.failed:
      return html`<div class="status-failed">
        <${StatusBadge} document=${document} />
        <${Button} small icon="again" onClick=${() => act(() => parseDocuments([document.id]))}>${t('ui.retry')}<//>
        <${Reason} document=${document} />
      </div>`;
    case RUN.done:
      return html`<${StatusBadge} document=${document} />`;
    default:
      return html`<div class="status-idle">
        <${StatusBadge} document=${document} />
        <${Button} small icon="play" onClick=${() => act(() => parseDocuments([document.id]))}>${t('documents.parse')}<//>
      </div>`;
  }
}

/** A sheet with the ending of the file's name on it. */
export function FileIcon({ name }) {
  const kind = suffix(name).slice(0, 4);
  return html`<span class=${`file-icon file-${COLOURS[kind] ?? 'other'}`} aria-hidden="true">${kind || '?'}</span>`;
}

const COLOURS = {
  ...Object.fromEntries(['pdf'].map((kind) => [kind, 'red'])),
  ...Object.fromEntries(['doc', 'docx', 'txt', 'md', 'mdx', 'html', 'htm'].map((kind) => [kind, 'blue'])),
  ...Object.fromEntries(['xls', 'xlsx', 'csv', 'tsv'].map((kind) => [kind, 'green'])),
  ...Object.fromEntries(['ppt', 'pptx', 'eml', 'msg'].map((kind) => [kind, 'amber'])),
};

function Log({ document, onClose }) {
  return html`<${Dialog} title=${document.name} wide onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('ui.close')}<//>`}>
    <p class="log-head"><${StatusBadge} document=${document} />
      ${document.process_duration > 0 && html`<span class="quiet">${t('documents.took', { seconds: number(document.process_duration, 1) })}</span>`}</p>
    <pre class="log" tabindex="0" aria-label=${t('documents.log')}>${document.progress_msg?.trim() || t('documents.noLog')}</pre>
  <//>`;
}
