// One assistant: what it knows, how it answers, how it searches. '/assistants/new' makes one.

import { html, useEffect, useState } from '../html.js';
import { get, post } from '../api.js';
import { number, register, t } from '../i18n.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import { Button, Checkbox, ErrorNote, Page, Select, Slider, Spinner, Switch, TextArea, TextField } from '../ui.js';
import { attempt, confirm, toast, useAsync } from '../ui.js';
import { listDatasets, plainName, usableModels } from '../datasets/calls.js';
import { bodyOf, draftOf, mistakesOf } from '../assistants/draft.js';
import { Publish } from '../assistants/publish.js';
import texts from '../texts/assistants.js';

register(texts);
await styles('assistants');

export default function Assistant({ params }) {
  const isNew = params.id === 'new';
  const found = useAsync(() => load(isNew ? null : params.id), [params.id]);
  if (found.error) {
    return html`<${Page} title=${t('nav.assistants')} back=${BACK()}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  return html`<${Form} key=${found.data.assistant?.id ?? 'new'} ...${found.data} onStored=${(assistant) => found.setData({ ...found.data, assistant })} />`;
}

const BACK = () => ({ path: '/assistants', text: t('nav.assistants') });

async function load(id) {
  const [assistant, datasets, models, rerankers] = await Promise.all([
    id && get('/v1/dialog/get', { dialog_id: id }),
    listDatasets({ orderby: 'name', desc: false }).then((found) => found.kbs),
    usableModels('chat'),
    usableModels('rerank'),
  ]);
  return { assistant, datasets, models, rerankers };
}

function Form({ assistant, datasets, models, rerankers, onStored }) {
  const initial = () => draftOf(assistant, t('assistants.prompt'));
  const [before, setBefore] = useState(initial);
  const [draft, setDraft] = useState(before);
  const [mistakes, setMistakes] = useState({});
  const [busy, setBusy] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before);
  const set = (name) => (value) => setDraft((present) => ({ ...present, [name]: value }));
  useEffect(() => warnOfLoss(isChanged), [isChanged]);
  const save = async (event) => {
    event?.preventDefault();
    const wrong = mistakesOf(draft);
    setMistakes(wrong);
    if (Object.keys(wrong).length > 0) {
      toast(t(Object.values(wrong)[0]), 'danger');
      return;
    }
    setBusy(true);
    const stored = await attempt(() => post('/v1/dialog/set', bodyOf(draft, assistant)));
    setBusy(false);
    if (stored) {
      const now = draftOf(stored, '');
      setBefore(now);
      setDraft(now);
      toast(t('assistants.saved'), 'ok');
      if (assistant) {
        onStored(stored);
      } else {
        navigate(`/assistants/${stored.id}`, { replace: true });
      }
    }
  };
  const parts = { draft, set, mistakes };
  return html`<${Page} title=${assistant?.name ?? t('assistants.new')} back=${BACK()} actions=${assistant && html`<${Actions} assistant=${assistant} onPublish=${() => setPublishing(true)} />`}>
    <form class="assistant-form" onSubmit=${save} novalidate>
      <${Basics} ...${parts} datasets=${datasets} />
      <${Answers} ...${parts} models=${models} isNew=${!assistant} />
      <${Search} ...${parts} rerankers=${rerankers} />
      <div class="assistant-save">
        <p class="quiet small">${isChanged ? t('assistants.changed') : t('assistants.unchanged')}</p>
        <${Button} type="submit" kind="primary" busy=${busy} disabled=${!isChanged}>${assistant ? t('ui.save') : t('assistants.create')}<//>
      </div>
    </form>
    ${publishing && html`<${Publish} assistant=${assistant} onClose=${() => setPublishing(false)} />`}
  <//>`;
}

function warnOfLoss(isChanged) {
  if (!isChanged) {
    return undefined;
  }
  const listener = (event) => event.preventDefault();
  addEventListener('beforeunload', listener);
  return () => removeEventListener('beforeunload', listener);
}

function Actions({ assistant, onPublish }) {
  const remove = async () => {
    const sure = await confirm({
      title: t('assistants.delete'),
      text: t('assistants.deleteText', { name: assistant.name }),
      action: t('ui.delete'),
      danger: true,
    });
    if (sure && (await attempt(() => post('/v1/dialog/rm', { dialog_ids: [assistant.id] })))) {
      navigate('/assistants');
    }
  };
  return html`<${Button} icon="chat" to=${`/chat/${assistant.id}`}>${t('assistants.ask')}<//>
    <${Button} icon="code" onClick=${onPublish}>${t('assistants.publish')}<//>
    <${Button} kind="quiet" icon="trash" onClick=${remove}>${t('ui.delete')}<//>`;
}

function Basics({ draft, set, mistakes, datasets }) {
  const choose = (id, isChosen) =>
    set('datasets')(isChosen ? [...draft.datasets, id] : draft.datasets.filter((one) => one !== id));
  return html`<fieldset class="card">
    <legend><h2>${t('assistants.basics')}</h2></legend>
    <${TextField} label=${t('assistants.name')} value=${draft.name} onChange=${set('name')} maxlength="100" required
      error=${mistakes.name && t(mistakes.name)} />
    <${TextField} label=${t('assistants.description')} value=${draft.description} onChange=${set('description')} />
    <fieldset class="dataset-choice">
      <legend>${t('assistants.datasets')}</legend>
      ${datasets.length === 0 && html`<p class="hint">${t('assistants.noDatasets')} <a href="#/datasets">${t('assistants.toDatasets')}</a></p>`}
      ${datasets.map((one) => html`<${Checkbox} key=${one.id} label=${one.name} checked=${draft.datasets.includes(one.id)}
        onChange=${(event) => choose(one.id, event.target.checked)} />`)}
      ${mistakes.datasets && html`<p class="field-error">${t(mistakes.datasets)}</p>`}
    </fieldset>
    <${TextArea} label=${t('assistants.prologue')} hint=${t('assistants.prologueHint')} rows="2" value=${draft.prologue} onChange=${set('prologue')} />
  </fieldset>`;
}

function Answers({ draft, set, mistakes, models, isNew }) {
  return html`<fieldset class="card">
    <legend><h2>${t('assistants.answers')}</h2></legend>
    <${Select} label=${t('assistants.model')} hint=${t('assistants.modelHint')} value=${draft.model} onChange=${set('model')}
      options=${modelOptions(models, draft.model, isNew && t('assistants.usualModel'))} />
    <${TextArea} label=${t('assistants.system')} hint=${t('assistants.systemHint')} rows="9" value=${draft.system} onChange=${set('system')}
      error=${mistakes.system && t(mistakes.system)} />
    <${TextField} label=${t('assistants.empty')} hint=${t('assistants.emptyHint')} value=${draft.empty} onChange=${set('empty')} />
    <${Switch} label=${t('assistants.ownTemperature')} hint=${t('assistants.temperatureHint')} checked=${draft.temperature !== null}
      onChange=${(own) => set('temperature')(own ? 0.2 : null)} />
    ${draft.temperature !== null && html`<${Slider} label=${t('assistants.temperature')} value=${draft.temperature} onChange=${set('temperature')}
      min=${0} max=${1.5} step=${0.05} format=${(value) => number(value, 2)} />`}
    <${TextField} label=${t('assistants.maxTokens')} hint=${t('assistants.maxTokensHint')} type="number" min="1" value=${draft.maxTokens}
      onChange=${set('maxTokens')} inputmode="numeric" />
    <${Switch} label=${t('assistants.quote')} hint=${t('assistants.quoteHint')} checked=${draft.quote} onChange=${set('quote')} />
  </fieldset>`;
}

function Search({ draft, set, rerankers }) {
  const percent = (value) => `${number(value * 100)} %`;
  return html`<fieldset class="card">
    <legend><h2>${t('assistants.search')}</h2></legend>
    <${Slider} label=${t('assistants.passages')} hint=${t('assistants.passagesHint')} value=${draft.passages} onChange=${set('passages')}
      min=${1} max=${30} step=${1} format=${number} />
    <${Slider} label=${t('assistants.threshold')} hint=${t('assistants.thresholdHint')} value=${draft.threshold} onChange=${set('threshold')}
      format=${percent} />
    <${Slider} label=${t('assistants.vector')} hint=${t('assistants.vectorHint')} value=${draft.vector} onChange=${set('vector')}
      format=${percent} />
    <${Select} label=${t('assistants.reranker')} hint=${t('assistants.rerankerHint')} value=${draft.reranker} onChange=${set('reranker')}
      options=${modelOptions(rerankers, draft.reranker, t('assistants.noReranker'))} />
    <${Switch} label=${t('assistants.refine')} hint=${t('assistants.refineHint')} checked=${draft.refine} onChange=${set('refine')} />
    <${Switch} label=${t('assistants.keyword')} hint=${t('assistants.keywordHint')} checked=${draft.keyword} onChange=${set('keyword')} />
  </fieldset>`;
}

/** The models, the one in force even when it is not among them any more, and none where that can be chosen. */
function modelOptions(models, present, none) {
  const options = models.map(({ value, text }) => ({ value, text }));
  if (present && !options.some((option) => option.value === present)) {
    options.unshift({ value: present, text: plainName(present.split('@')[0]) });
  }
  return none ? [{ value: '', text: none }, ...options] : options;
}
