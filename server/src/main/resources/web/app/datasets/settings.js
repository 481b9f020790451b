// The settings of a dataset, each with what it does.

import { html, useEffect, useMemo, useState } from '../html.js';
import { number, t } from '../i18n.js';
import { navigate } from '../router.js';
import { attempt, Button, confirm, ErrorNote, Select, Slider, Switch, TextArea, TextField, toast } from '../ui.js';
import { changeDataset, listDocuments, parseDocuments, removeDataset, RUN, usableModels } from './calls.js';
import { METHODS } from './methods.js';

/** What `naive` and its kin take from parser_config, with the values where it says nothing. */
const USUAL = {
  chunk_token_num: 512,
  delimiter: '\\n',
  overlapped_percent: 0,
  layout_recognize: 'DeepDOC',
  html4excel: false,
  children_delimiter: '',
  auto_keywords: 0,
  auto_questions: 0,
};

/** Delimiters are shown with their backslashes. */
const DELIMITERS = ['delimiter', 'children_delimiter'];

/** Which settings act for a method. */
const ACTING = {
  naive: ['chunk_token_num', 'delimiter', 'overlapped_percent', 'layout_recognize', 'html4excel', 'children_delimiter'],
  email: ['chunk_token_num', 'delimiter', 'overlapped_percent', 'children_delimiter'],
  book: ['chunk_token_num', 'delimiter', 'overlapped_percent', 'layout_recognize', 'children_delimiter'],
  laws: ['chunk_token_num', 'overlapped_percent', 'layout_recognize', 'children_delimiter'],
  manual: ['chunk_token_num', 'overlapped_percent', 'layout_recognize', 'children_delimiter'],
  paper: ['chunk_token_num', 'overlapped_percent', 'layout_recognize', 'children_delimiter'],
  table: ['chunk_token_num'],
  one: ['html4excel'],
};

function formOf(dataset) {
  const config = dataset.parser_config ?? {};
  const form = { name: dataset.name, description: dataset.description ?? '', embd_id: dataset.embd_id, parser_id: dataset.parser_id };
  for (const [key, usual] of Object.entries(USUAL)) {
    form[key] = config[key] ?? usual;
  }
  for (const key of DELIMITERS) {
    form[key] = String(form[key]).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  }
  return form;
}

function bodyOf(form) {
  const { name, description, embd_id, parser_id, ...config } = form;
  for (const key of DELIMITERS) {
    config[key] = config[key].replaceAll('\\n', '\n').replaceAll('\\t', '\t');
  }
  config.delimiter ||= '\n';
  return { name: name.trim(), description, embd_id, parser_id, parser_config: config };
}

export function Settings({ dataset, onChange }) {
  const saved = useMemo(() => formOf(dataset), [dataset]);
  const [form, setForm] = useState(saved);
  const [state, setState] = useState({ busy: false });
  const [models, setModels] = useState([]);
  useEffect(() => setForm(saved), [saved]);
  useEffect(() => {
    usableModels('embedding').then(setModels, () => {});
  }, []);
  const changed = Object.keys(form).some((key) => form[key] !== saved[key]);
  const cutsOtherwise = Object.keys({ ...USUAL, parser_id: '', embd_id: '' }).some((key) => form[key] !== saved[key]);
  const field = (name) => ({ value: form[name], onChange: (value) => setForm((before) => ({ ...before, [name]: value })) });
  const save = async (event) => {
    event.preventDefault();
    setState({ busy: true });
    try {
      await changeDataset(dataset, bodyOf(form));
      setState({ busy: false });
      toast(t('settings.saved'), 'ok');
      onChange();
      if (cutsOtherwise && dataset.doc_num > 0) {
        await offerParsing(dataset);
      }
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const locked = dataset.chunk_num > 0;
  const acts = (name) => (ACTING[form.parser_id] ?? []).includes(name);
  const known = models.some((model) => model.value === form.embd_id) ? models : [{ value: form.embd_id, text: form.embd_id }, ...models];
  return html`<form class="settings" onSubmit=${save}>
    <${Part} title=${t('settings.general')} text=${t('settings.generalText')}>
      <${TextField} label=${t('datasets.name')} maxlength="128" required ...${field('name')} />
      <${TextArea} label=${t('datasets.description')} hint=${t('datasets.descriptionHint')} rows="2" ...${field('description')} />
    <//>
    <${Part} title=${t('settings.embedding')} text=${t('settings.embeddingText')}>
      <${Select} label=${t('settings.model')} hint=${locked ? t('settings.embeddingLocked', { count: dataset.chunk_num, text: number(dataset.chunk_num) }) : t('settings.embeddingHint')}
        disabled=${locked} options=${known} ...${field('embd_id')} />
    <//>
    <${Part} title=${t('settings.cutting')} text=${t('settings.cuttingText')}>
      <${Select} label=${t('settings.method')} hint=${t(`method.${form.parser_id}`)} ...${field('parser_id')}
        options=${(METHODS.includes(form.parser_id) ? METHODS : [form.parser_id, ...METHODS]).map((method) => ({ value: method, text: t(`method.${method}.name`) }))} />
      ${acts('chunk_token_num') && html`<${Slider} label=${t('settings.size')} hint=${t('settings.sizeHint')} min="64" max="2048" step="32"
        format=${(value) => t('settings.tokens', { count: value })} ...${field('chunk_token_num')} />`}
      ${acts('overlapped_percent') && html`<${Slider} label=${t('settings.overlap')} hint=${t('settings.overlapHint')} min="0" max="50" step="5"
        format=${(value) => `${value} %`} ...${field('overlapped_percent')} />`}
      ${acts('delimiter') && html`<${TextField} label=${t('settings.delimiter')} hint=${t('settings.delimiterHint')} autocomplete="off" spellcheck=${false} ...${field('delimiter')} />`}
      ${acts('children_delimiter') && html`<${TextField} label=${t('settings.children')} hint=${t('settings.childrenHint')} autocomplete="off" spellcheck=${false} ...${field('children_delimiter')} />`}
      ${acts('layout_recognize') && html`<${Switch} label=${t('settings.layout')} hint=${t('settings.layoutHint')}
        checked=${form.layout_recognize !== 'Plain Text'} onChange=${(on) => field('layout_recognize').onChange(on ? 'DeepDOC' : 'Plain Text')} />`}
      ${acts('html4excel') && html`<${Switch} label=${t('settings.sheets')} hint=${t('settings.sheetsHint')} checked=${form.html4excel}
        onChange=${field('html4excel').onChange} />`}
    <//>
    <${Part} title=${t('settings.notes')} text=${t('settings.notesText')}>
      <${Slider} label=${t('settings.keywords')} hint=${t('settings.keywordsHint')} min="0" max="32" step="1" ...${field('auto_keywords')} />
      <${Slider} label=${t('settings.questions')} hint=${t('settings.questionsHint')} min="0" max="10" step="1" ...${field('auto_questions')} />
    <//>
    ${state.error && html`<${ErrorNote} error=${state.error} />`}
    <div class=${`settings-bar ${changed ? 'settings-bar-shown' : ''}`}>
      <span class="quiet">${changed ? t('settings.unsaved') : ''}</span>
      <${Button} disabled=${!changed} onClick=${() => setForm(saved)}>${t('settings.undo')}<//>
      <${Button} type="submit" kind="primary" busy=${state.busy} disabled=${!changed || !form.name.trim()}>${t('ui.save')}<//>
    </div>
    <${Part} title=${t('settings.danger')} text=${t('settings.dangerText')}>
      <div><${Button} kind="danger" icon="trash" onClick=${() => removeAsked(dataset)}>${t('settings.remove')}<//></div>
    <//>
  </form>`;
}

function Part({ title, text, children }) {
  return html`<section class="settings-part">
    <div class="settings-about"><h2>${title}</h2><p class="hint">${text}</p></div>
    <div class="settings-fields">${children}</div>
  </section>`;
}

/** Settings of the cutting act on documents when they are parsed, so those that are there may have to be parsed again. */
async function offerParsing(dataset) {
  const yes = await confirm({
    title: t('settings.parseTitle'),
    text: t('settings.parseText', { count: dataset.doc_num, text: number(dataset.doc_num) }),
    action: t('settings.parseNow'),
  });
  if (!yes) {
    return;
  }
  await attempt(async () => {
    const { docs } = await listDocuments(dataset.id, {}, []);
    await parseDocuments(docs.filter((one) => one.run !== RUN.running).map((one) => one.id));
    navigate(`/datasets/${dataset.id}`);
  });
}

async function removeAsked(dataset) {
  const yes = await confirm({
    title: t('settings.removeTitle', { name: dataset.name }),
    text: t('settings.removeText', { count: dataset.doc_num, text: number(dataset.doc_num) }),
    action: t('ui.delete'),
    danger: true,
  });
  if (yes) {
    await attempt(async () => {
      await removeDataset(dataset.id);
      navigate('/datasets');
    });
  }
}
