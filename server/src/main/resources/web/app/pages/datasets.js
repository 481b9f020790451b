// All datasets, and a new one.

import { html, useEffect, useState } from '../html.js';
import { moment, number, register, t } from '../i18n.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import { attempt, Badge, Button, Dialog, Empty, ErrorNote, Icon, Page, Select, Spinner, TextArea, TextField, useAsync } from '../ui.js';
import { createDataset, listDatasets, usableModels } from '../datasets/calls.js';
import { METHODS } from '../datasets/methods.js';
import texts from '../texts/datasets.js';

register(texts);
await styles('datasets');

const FILTER_FROM = 6;

export default function Datasets() {
  const found = useAsync(() => listDatasets({ orderby: 'update_time' }), []);
  const [making, setMaking] = useState(false);
  const [filter, setFilter] = useState('');
  const make = html`<${Button} kind="primary" icon="plus" onClick=${() => setMaking(true)}>${t('datasets.new')}<//>`;
  const dialog = making && html`<${NewDataset} onClose=${() => setMaking(false)} />`;
  if (found.error) {
    return html`<${Page} title=${t('nav.datasets')}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const all = found.data.kbs;
  if (all.length === 0) {
    return html`<${Page} title=${t('nav.datasets')}>
      <${Empty} icon="datasets" title=${t('datasets.none')} action=${make}>${t('datasets.noneText')}<//>
      ${dialog}
    <//>`;
  }
  const shown = all.filter((one) => one.name.toLowerCase().includes(filter.trim().toLowerCase()));
  return html`<${Page} title=${t('nav.datasets')} subtitle=${t('datasets.subtitle')} actions=${make} wide>
    ${all.length >= FILTER_FROM && html`<input class="input datasets-filter" type="search" value=${filter} placeholder=${t('datasets.filter')}
      aria-label=${t('datasets.filter')} onInput=${(event) => setFilter(event.target.value)} />`}
    ${shown.length === 0 && html`<p class="quiet">${t('datasets.noMatch', { text: filter })}</p>`}
    <div class="cards">${shown.map((one) => html`<${Card} dataset=${one} key=${one.id} />`)}</div>
    ${dialog}
  <//>`;
}

function Card({ dataset }) {
  const builtin = dataset.embd_id.endsWith('@Builtin');
  return html`<a class="card dataset-card" href=${`#/datasets/${dataset.id}`}>
    <div class="dataset-card-head">
      <span class="dataset-icon" aria-hidden="true"><${Icon} name="datasets" size="20" /></span>
      <h2>${dataset.name}</h2>
    </div>
    <p class="dataset-description">${dataset.description || t('datasets.noDescription')}</p>
    <p class="dataset-figures">
      <span>${t('datasets.documents', { count: dataset.doc_num, text: number(dataset.doc_num) })}</span>
      <span>${t('datasets.chunks', { count: dataset.chunk_num, text: number(dataset.chunk_num) })}</span>
    </p>
    <p class="dataset-foot">
      <span>${t('datasets.changed', { when: moment(dataset.update_time) })}</span>
      ${!builtin && html`<${Badge}>${dataset.embd_id.split('@').pop()}<//>`}
    </p>
  </a>`;
}

function NewDataset({ onClose }) {
  const [form, setForm] = useState({ name: '', description: '', parser_id: 'naive', embd_id: '' });
  const [models, setModels] = useState([]);
  const [state, setState] = useState({ busy: false, error: '' });
  const [more, setMore] = useState(false);
  useEffect(() => {
    attempt(() => usableModels('embedding')).then((found) => found && setModels(found));
  }, []);
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const submit = async () => {
    if (!form.name.trim()) {
      setState({ busy: false, error: t('datasets.nameMissing') });
      return;
    }
    setState({ busy: true, error: '' });
    try {
      navigate(`/datasets/${await createDataset({ ...form, name: form.name.trim() })}`);
    } catch (error) {
      setState({ busy: false, error: error.message });
    }
  };
  return html`<${Dialog} title=${t('datasets.new')} onClose=${onClose} onSubmit=${submit}
    actions=${html`<${Button} onClick=${onClose}>${t('ui.cancel')}<//>
      <${Button} type="submit" kind="primary" busy=${state.busy}>${t('datasets.create')}<//>`}>
    <${TextField} label=${t('datasets.name')} value=${form.name} onChange=${set('name')} error=${state.error}
      placeholder=${t('datasets.nameExample')} maxlength="128" autofocus autocomplete="off" />
    <${TextArea} label=${t('datasets.description')} hint=${t('datasets.descriptionHint')} rows="2" value=${form.description}
      onChange=${set('description')} />
    ${!more && html`<button type="button" class="link" onClick=${() => setMore(true)}>${t('datasets.moreOptions')}</button>`}
    ${more && html`<${Select} label=${t('settings.method')} hint=${t(`method.${form.parser_id}`)} value=${form.parser_id}
      onChange=${set('parser_id')} options=${METHODS.map((method) => ({ value: method, text: t(`method.${method}.name`) }))} />`}
    ${more && html`<${Select} label=${t('settings.embedding')} hint=${t('settings.embeddingHint')} value=${form.embd_id}
      onChange=${set('embd_id')} options=${[{ value: '', text: t('settings.embeddingDefault') }, ...models]} />`}
  <//>`;
}
