// The first visit: a model, some documents, a question. Each step is there from the start and opens as the one before
// it is done.

import { html, useEffect, useRef, useState } from '../html.js';
import { register, t } from '../i18n.js';
import { get } from '../api.js';
import { PasswordDialog } from '../password.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import { attempt, Badge, Button, ErrorNote, Icon, Spinner, useAsync } from '../ui.js';
import { createDataset, listDatasets, listDocuments, parseDocuments, plainName, RUN, usableModels } from '../datasets/calls.js';
import { FileIcon } from '../datasets/documents.js';
import { DropZone, Uploads, useUploads } from '../datasets/files.js';
import { Reason, StatusBadge, Steps } from '../datasets/status.js';
import { defaults, setDefaults } from '../models/calls.js';
import { ProviderForm } from '../models/provider-form.js';
import { askFirst, newAssistant } from '../welcome/begin.js';
import datasetTexts from '../texts/datasets.js';
import modelTexts from '../texts/models.js';
import texts from '../texts/welcome.js';

register(datasetTexts);
register(modelTexts);
register(texts);
await Promise.all([styles('datasets'), styles('models'), styles('welcome')]);

const LOOK_AGAIN = 700;

export default function Welcome() {
  const begun = useAsync(async () => {
    const [standard, datasets] = await Promise.all([defaults(), listDatasets({ page: 1, page_size: 1, orderby: 'create_time' })]);
    return { model: standard.llm_id, dataset: datasets.kbs[0]?.id ?? null };
  }, []);
  useEffect(() => {
    document.title = `${t('welcome.title')} – Freshet`;
  }, []);
  if (begun.error) {
    return html`<div class="page"><${ErrorNote} error=${begun.error} retry=${begun.reload} /></div>`;
  }
  if (!begun.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  return html`<${Tour} begun=${begun.data} />`;
}

function Tour({ begun }) {
  const [model, setModel] = useState(begun.model);
  const [documents, setDocuments] = useState([]);
  const dataset = useRef(begun.dataset);
  const ready = documents.filter((one) => one.run === RUN.done);
  return html`<div class="welcome">
    <header class="welcome-head">
      <img src="/assets/app/icon.svg" alt="" width="56" height="56" />
      <h1>${t('welcome.title')}</h1>
      <p>${t('welcome.lead')}</p>
    </header>
    <ol class="tour">
      <${Step} number="1" title=${t('welcome.model')} done=${true}><${ModelStep} model=${model} setModel=${setModel} /><//>
      <${Step} number="2" title=${t('welcome.documents')} done=${ready.length > 0}>
        <${DocumentStep} dataset=${dataset} documents=${documents} setDocuments=${setDocuments} />
      <//>
      <${Step} number="3" title=${t('welcome.ask')} waiting=${ready.length === 0}>
        <${AskStep} dataset=${dataset} ready=${ready} />
      <//>
    </ol>
    <${ComeBack} />
    <p class="welcome-foot"><a href="#/datasets">${t('welcome.later')}</a></p>
  </div>`;
}

/** Somebody who came by a link has no way back but another one. */
function ComeBack() {
  const account = useAsync(() => get('/v1/user/info'), []);
  const [isOpen, setOpen] = useState(false);
  if (account.data?.has_password !== false) {
    return null;
  }
  return html`<div class="note welcome-password">
    <${Icon} name="key" />
    <p>${t('password.none')}</p>
    <${Button} small onClick=${() => setOpen(true)}>${t('password.set')}<//>
    ${isOpen && html`<${PasswordDialog} account=${account.data} onClose=${() => setOpen(false)} onChanged=${account.reload} />`}
  </div>`;
}

function Step({ number, title, done, waiting, children }) {
  return html`<li class=${`tour-step ${done ? 'tour-done' : ''} ${waiting ? 'tour-waiting' : ''}`}>
    <span class="tour-number" aria-hidden="true">${done ? html`<${Icon} name="check" size="18" />` : number}</span>
    <section class="tour-content" aria-label=${title}><h2>${title}</h2>${children}</section>
  </li>`;
}

function ModelStep({ model, setModel }) {
  const [adding, setAdding] = useState(false);
  const isBuiltin = model.endsWith('@Builtin');
  const choose = (value) =>
    attempt(async () => {
      await setDefaults({ llm_id: value });
      setModel(value);
    });
  const saved = ({ factory, name }) =>
    attempt(async () => {
      const usable = await usableModels('chat');
      const own = usable.find((one) => one.factory === factory && plainName(one.value.slice(0, one.value.lastIndexOf('@'))) === plainName(name));
      if (own) {
        await choose(own.value);
      }
      setAdding(false);
    });
  return html`<div>
    <div class="choices" role="radiogroup" aria-label=${t('welcome.model')}>
      <${Choice} icon="assistant" title=${t('welcome.builtin')} text=${t('welcome.builtinText')} chosen=${isBuiltin && !adding}
        onChoose=${() => {
          setAdding(false);
          choose('extractive@Builtin');
        }} />
      <${Choice} icon="models" title=${isBuiltin ? t('welcome.provider') : plainName(model.slice(0, model.lastIndexOf('@')))}
        text=${isBuiltin ? t('welcome.providerText') : t('welcome.providerChosen', { factory: model.split('@').pop() })}
        chosen=${adding || !isBuiltin} onChoose=${() => setAdding(true)} />
    </div>
    ${adding && html`<form class="card welcome-provider" onSubmit=${(event) => event.preventDefault()}>
      <${ProviderForm} only=${['chat']} onSaved=${saved} onCancel=${() => setAdding(false)} />
    </form>`}
  </div>`;
}

function Choice({ icon, title, text, chosen, onChoose }) {
  return html`<button type="button" class="choice" role="radio" aria-checked=${String(chosen)} onClick=${onChoose}>
    <span class="choice-icon"><${Icon} name=${icon} size="22" /></span>
    <span><span class="choice-title">${title}</span><span class="choice-text">${text}</span></span>
    <span class="choice-mark" aria-hidden="true">${chosen && html`<${Icon} name="check" size="16" />`}</span>
  </button>`;
}

function DocumentStep({ dataset, documents, setDocuments }) {
  const making = useRef(null);
  const target = () => {
    if (dataset.current) {
      return dataset.current;
    }
    making.current ??= createDataset({ name: t('welcome.dataset') }).then((id) => (dataset.current = id));
    return making.current;
  };
  const look = async () => {
    if (dataset.current) {
      const { docs } = await listDocuments(dataset.current, { page: 1, page_size: 50 });
      setDocuments(docs);
    }
  };
  const uploads = useUploads(target, look);
  const busy = uploads.busy || documents.some((one) => one.run === RUN.running);
  useEffect(() => {
    look().catch(() => {});
  }, []);
  useEffect(() => {
    if (!busy) {
      return undefined;
    }
    const timer = setInterval(() => look().catch(() => {}), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [busy]);
  const sample = () => uploads.add([new File([t('welcome.sampleText')], t('welcome.sampleName'), { type: 'text/markdown' })]);
  const again = (id) => attempt(() => parseDocuments([id])).then(look);
  return html`<div>
    <${DropZone} onFiles=${uploads.add} small=${documents.length > 0} />
    ${documents.length === 0 && uploads.uploads.length === 0 && html`<p class="welcome-sample">${t('welcome.noDocument')}${' '}
      <button type="button" class="link" onClick=${sample}>${t('welcome.sample')}</button></p>`}
    <${Uploads} ...${uploads} />
    ${documents.length > 0 && html`<ul class="welcome-documents">
      ${documents.slice(0, 6).map((one) => html`<li key=${one.id} data-document=${one.name}>
        <${FileIcon} name=${one.name} />
        <span class="welcome-name">${one.name}</span>
        <span class="welcome-status">
          ${one.run === RUN.running ? html`<${Steps} document=${one} />` : html`<${StatusBadge} document=${one} />`}
          ${one.run === RUN.done && html`<span class="quiet small">${t('datasets.chunks', { count: one.chunk_num, text: one.chunk_num })}</span>`}
          ${one.run === RUN.failed && html`<${Button} small icon="again" onClick=${() => again(one.id)}>${t('ui.retry')}<//>`}
          ${one.run === RUN.failed && html`<${Reason} document=${one} />`}
        </span>
      </li>`)}
      ${documents.length > 6 && html`<li class="quiet"><a href=${`#/datasets/${dataset.current}`}>${t('welcome.more', { count: documents.length - 6 })}</a></li>`}
    </ul>`}
  </div>`;
}

function AskStep({ dataset, ready }) {
  const [question, setQuestion] = useState('');
  const [busy, setBusy] = useState(false);
  const isSample = ready.some((one) => one.name === t('welcome.sampleName'));
  const suggestions = isSample ? [t('welcome.sampleQuestion1'), t('welcome.sampleQuestion2')] : [];
  const disabled = ready.length === 0;
  const ask = async (text) => {
    if (!text.trim() || disabled || busy) {
      return;
    }
    setBusy(true);
    await attempt(async () => {
      const assistant = await newAssistant(t('welcome.assistant'), dataset.current);
      navigate(await askFirst(assistant, text.trim()));
    });
    setBusy(false);
  };
  const submit = (event) => {
    event.preventDefault();
    ask(question);
  };
  return html`<div>
    <form class="welcome-ask" onSubmit=${submit}>
      <input class="input" value=${question} disabled=${disabled} aria-label=${t('welcome.question')}
        placeholder=${disabled ? t('welcome.askWaiting') : t('welcome.question')} onInput=${(event) => setQuestion(event.target.value)} />
      <${Button} type="submit" kind="primary" icon="send" busy=${busy} disabled=${disabled || !question.trim()}>${t('welcome.askAction')}<//>
    </form>
    ${suggestions.length > 0 && html`<p class="welcome-suggestions">
      ${suggestions.map((one) => html`<button type="button" class="chip" key=${one} disabled=${busy} onClick=${() => ask(one)}>${one}</button>`)}
    </p>`}
  </div>`;
}
