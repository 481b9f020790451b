// What a question finds in a dataset, and why: each passage with its scores as bars.

import { html, useEffect, useState } from '../html.js';
import { duration, number, t } from '../i18n.js';
import { Button, Empty, ErrorNote, Icon, Select, Slider } from '../ui.js';
import { tryRetrieval, usableModels } from './calls.js';
import { Passage } from './emphasis.js';
import { FileIcon } from './documents.js';
import { Pager } from './pager.js';

const SIZE = 10;

export function Trial({ dataset }) {
  const [form, setForm] = useState({ question: '', threshold: 0.2, weight: 0.3, reranker: '' });
  const [state, setState] = useState({ busy: false });
  const [rerankers, setRerankers] = useState([]);
  useEffect(() => {
    usableModels('rerank').then(setRerankers, () => {});
  }, []);
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const search = async (page = 1) => {
    if (!form.question.trim()) {
      return;
    }
    setState((before) => ({ ...before, busy: true, error: undefined }));
    const began = performance.now();
    try {
      const found = await tryRetrieval({
        kb_id: [dataset.id],
        question: form.question.trim(),
        page,
        size: SIZE,
        similarity_threshold: form.threshold,
        vector_similarity_weight: form.weight,
        rerank_id: form.reranker || undefined,
        highlight: true,
      });
      setState({ busy: false, found, page, form, took: performance.now() - began });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const submit = (event) => {
    event.preventDefault();
    search();
  };
  return html`<div class="trial">
    <form class="trial-form" onSubmit=${submit}>
      <div class="trial-question">
        <textarea class="input" rows="2" value=${form.question} aria-label=${t('trial.question')} placeholder=${t('trial.question')}
          onInput=${(event) => set('question')(event.target.value)}
          onKeyDown=${(event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && submit(event)}></textarea>
        <${Button} type="submit" kind="primary" icon="search" busy=${state.busy} disabled=${!form.question.trim()}>${t('trial.search')}<//>
      </div>
      <div class="trial-settings">
        <${Slider} label=${t('trial.threshold')} hint=${t('trial.thresholdHint')} value=${form.threshold} onChange=${set('threshold')} format=${(value) => value.toFixed(2)} />
        <${Slider} label=${t('trial.weight')} hint=${t('trial.weightHint')} value=${form.weight} onChange=${set('weight')}
          format=${(value) => t('trial.weightValue', { terms: Math.round((1 - value) * 100), vectors: Math.round(value * 100) })} />
        ${rerankers.length > 0 && html`<${Select} label=${t('trial.reranker')} hint=${t('trial.rerankerHint')} value=${form.reranker}
          onChange=${set('reranker')} options=${[{ value: '', text: t('trial.noReranker') }, ...rerankers]} />`}
      </div>
    </form>
    <div class="trial-results" aria-live="polite" aria-busy=${String(state.busy)}>
      ${state.error && html`<${ErrorNote} error=${state.error} retry=${() => search()} />`}
      ${!state.found && !state.error && html`<${Empty} icon="search" title=${t('trial.begin')}>${t('trial.beginText')}<//>`}
      ${state.found && html`<${Found} ...${state} onPage=${search} />`}
    </div>
  </div>`;
}

function Found({ found, page, form, took, onPage }) {
  if (found.chunks.length === 0) {
    return html`<${Empty} icon="search" title=${t('trial.nothing')}>${t('trial.nothingText')}<//>`;
  }
  return html`<div>
    <p class="trial-summary">
      <strong>${t('trial.found', { count: found.total, text: number(found.total) })}</strong>
      <span class="quiet">${t('trial.documents', { count: found.doc_aggs.length })} · ${duration(took)}</span>
    </p>
    <ol class="hits" start=${(page - 1) * SIZE + 1}>
      ${found.chunks.map((hit, index) => html`<${Hit} key=${hit.chunk_id} hit=${hit} rank=${(page - 1) * SIZE + index + 1} form=${form} />`)}
    </ol>
    <${Pager} page=${page} size=${SIZE} total=${found.total} onPage=${onPage} label=${t('trial.results')} />
  </div>`;
}

function Hit({ hit, rank, form }) {
  const second = form.reranker ? 'rerank' : 'vector';
  const isPdf = hit.docnm_kwd.toLowerCase().endsWith('.pdf');
  return html`<li class="hit">
    <header class="hit-head">
      <span class="hit-rank" aria-hidden="true">${rank}</span>
      <${FileIcon} name=${hit.docnm_kwd} />
      <a class="hit-name" href=${`#/datasets/${hit.kb_id}/documents/${hit.doc_id}?chunk=${hit.chunk_id}`}>
        ${hit.docnm_kwd}${isPdf && hit.positions[0] ? `, ${t('chunks.page', { page: hit.positions[0][0] })}` : ''}
      </a>
      <span class="hit-score" title=${t('trial.score')}>${hit.similarity.toFixed(3)}</span>
    </header>
    <dl class="scores">
      <${Score} name="score" value=${hit.similarity} parts=${[
        { kind: 'term', value: hit.term_similarity * (1 - form.weight) },
        { kind: second, value: hit.vector_similarity * form.weight },
      ]} />
      <${Score} name="term" value=${hit.term_similarity} />
      <${Score} name=${second} value=${hit.vector_similarity} />
    </dl>
    <div class="hit-text"><${Passage} text=${(hit.highlight ?? hit.content_with_weight).replace(/\n{2,}/g, '\n')} /></div>
  </li>`;
}

/** A bar from 0 to 1; with parts, what each adds. */
function Score({ name, value, parts = [{ kind: name, value }] }) {
  return html`<div class="score">
    <dt>${t(`score.${name}`)}</dt>
    <dd>
      <span class="score-bar" aria-hidden="true">
        ${parts.map((part) => html`<span class=${`score-part score-${part.kind}`} style=${{ width: `${Math.max(0, Math.min(1, part.value)) * 100}%` }}></span>`)}
      </span>
      <span class="score-number">${value.toFixed(2)}</span>
    </dd>
  </div>`;
}
