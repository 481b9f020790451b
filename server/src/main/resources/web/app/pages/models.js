// The models that can be used: which are the defaults, who provides them, and whether they answer.

import { html, useState } from '../html.js';
import { duration, number, register, t } from '../i18n.js';
import { styles } from '../styles.js';
import { attempt, Badge, Button, confirm, Dialog, ErrorNote, Icon, IconButton, Page, Select, Spinner, Switch, toast, useAsync } from '../ui.js';
import { plainName, usableModels } from '../datasets/calls.js';
import { defaults, enableModel, ownModels, removeModel, removeProvider, setDefaults, testModel } from '../models/calls.js';
import { label, ProviderForm } from '../models/provider-form.js';
import texts from '../texts/models.js';

register(texts);
await styles('models');

const BUILTIN = [
  { name: 'extractive', type: 'chat' },
  { name: 'BAAI/bge-small-en-v1.5', type: 'embedding' },
];

export default function Models() {
  const found = useAsync(async () => {
    const [own, standard, chat, embedding, rerank] = await Promise.all([
      ownModels(),
      defaults(),
      usableModels('chat'),
      usableModels('embedding'),
      usableModels('rerank'),
    ]);
    return { own, standard, choices: { chat, embedding, rerank } };
  }, []);
  const [adding, setAdding] = useState(null);
  if (found.error && !found.data) {
    return html`<${Page} title=${t('nav.models')}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const { own, standard, choices } = found.data;
  const saved = async ({ factory, name, type }) => {
    setAdding(null);
    await found.reload();
    toast(t('models.added', { name: plainName(name), factory: label(factory) }), 'ok');
    if (type === 'chat' && standard.llm_id.endsWith('@Builtin')) {
      offerDefault(factory, name, found.reload);
    }
  };
  const add = html`<${Button} kind="primary" icon="plus" onClick=${() => setAdding({})}>${t('models.add')}<//>`;
  return html`<${Page} title=${t('nav.models')} subtitle=${t('models.subtitle')} actions=${add}>
    <${Defaults} standard=${standard} choices=${choices} reload=${found.reload} />
    <section class="section" aria-label=${t('models.providers')}>
      <h2>${t('models.providers')}</h2>
      <div class="providers">
        ${Object.entries(own).map(([factory, { llm }]) => html`<${Provider} key=${factory} factory=${factory} models=${llm} reload=${found.reload} add=${() => setAdding({ factory })} />`)}
        <${Builtin} />
      </div>
    </section>
    ${adding && html`<${Dialog} wide title=${adding.factory ? t('models.addTo', { factory: label(adding.factory) }) : t('models.add')} onClose=${() => setAdding(null)}>
      <${ProviderForm} factory=${adding.factory} onSaved=${saved} onCancel=${() => setAdding(null)} />
    <//>`}
  <//>`;
}

/** The built-in answerer only quotes, so whoever adds a model that writes will want to use it. */
async function offerDefault(factory, name, reload) {
  const usable = await usableModels('chat');
  const model = usable.find((one) => one.factory === factory && plainName(one.value.split('@')[0]) === plainName(name));
  if (!model) {
    return;
  }
  const yes = await confirm({
    title: t('models.defaultTitle', { name: plainName(name) }),
    text: t('models.defaultText'),
    action: t('models.defaultYes'),
  });
  if (yes) {
    await attempt(() => setDefaults({ llm_id: model.value }));
    reload();
  }
}

function Defaults({ standard, choices, reload }) {
  const choose = (field) => async (value) => {
    await attempt(async () => {
      await setDefaults({ [field]: value });
      toast(t('models.defaultSaved'), 'ok');
    });
    reload();
  };
  const options = (kind, value) => (choices[kind].some((one) => one.value === value) || !value ? choices[kind] : [{ value, text: value }, ...choices[kind]]);
  return html`<section class="card defaults" aria-label=${t('models.defaults')}>
    <h2>${t('models.defaults')}</h2>
    <div class="defaults-fields">
      <${Select} label=${t('type.chat')} hint=${t('models.defaultChat')} value=${standard.llm_id} onChange=${choose('llm_id')} options=${options('chat', standard.llm_id)} />
      <${Select} label=${t('type.embedding')} hint=${t('models.defaultEmbedding')} value=${standard.embd_id} onChange=${choose('embd_id')} options=${options('embedding', standard.embd_id)} />
      <${Select} label=${t('type.rerank')} hint=${t('models.defaultRerank')} value=${standard.rerank_id ?? ''} onChange=${choose('rerank_id')}
        options=${[{ value: '', text: t('models.none') }, ...options('rerank', standard.rerank_id)]} />
    </div>
  </section>`;
}

function Provider({ factory, models, reload, add }) {
  const remove = async () => {
    if (await confirm({ title: t('models.removeTitle', { name: label(factory) }), text: t('models.removeText'), action: t('models.remove'), danger: true })) {
      await attempt(() => removeProvider(factory));
      reload();
    }
  };
  return html`<article class="card provider">
    <header class="provider-head">
      <h3>${label(factory)}</h3>
      <${Button} small icon="plus" onClick=${add}>${t('models.addModel')}<//>
      <${IconButton} icon="trash" size="18" label=${t('models.removeAll', { name: label(factory) })} onClick=${remove} />
    </header>
    <ul class="model-list">${models.map((model) => html`<${Model} key=${`${model.type}-${model.name}`} factory=${factory} model=${model} reload=${reload} />`)}</ul>
  </article>`;
}

function Model({ factory, model, reload }) {
  const [test, setTest] = useState(null);
  const tryOut = async () => {
    setTest({ busy: true });
    try {
      setTest(await testModel({ llm_factory: factory, llm_name: model.name, model_type: model.type }));
    } catch (error) {
      setTest({ ok: false, message: error.message });
    }
  };
  const act = async (work) => {
    await attempt(work);
    reload();
  };
  const name = plainName(model.name);
  return html`<li class=${`model ${model.status === '1' ? '' : 'model-off'}`}>
    <span class="model-names">
      <span class="model-title">${name}</span>
      <span class="model-facts"><${Badge}>${t(`type.${model.type}`)}<//>
        ${model.used_token > 0 && html`<span>${t('models.used', { count: number(model.used_token) })}</span>`}
        ${model.api_base && html`<span class="model-address">${model.api_base}</span>`}</span>
    </span>
    <span class="model-test" role="status">
      ${test && !test.busy && (test.ok
        ? html`<${Badge} kind="ok" icon="check">${duration(test.milliseconds)}<//>`
        : html`<span class="model-failure"><${Icon} name="warning" size="16" />${test.message}</span>`)}
    </span>
    <${Button} small icon="play" busy=${test?.busy} aria-label=${t('models.testOne', { name })} onClick=${tryOut}>${t('models.test')}<//>
    <${Switch} hideLabel label=${t('models.enable', { name })} checked=${model.status === '1'} onChange=${(on) => act(() => enableModel(factory, model.name, on))} />
    <${IconButton} icon="trash" size="18" label=${t('models.removeOne', { name })} onClick=${() => act(() => removeModel(factory, model.name))} />
  </li>`;
}

function Builtin() {
  return html`<article class="card provider">
    <header class="provider-head"><h3>${t('models.builtin')}</h3><${Badge} kind="ok" icon="check">${t('models.ready')}<//></header>
    <p class="quiet provider-text">${t('models.builtinText')}</p>
    <ul class="model-list">${BUILTIN.map((model) => html`<li class="model" key=${model.name}>
      <span class="model-names"><span class="model-title">${model.name}</span>
        <span class="model-facts"><${Badge}>${t(`type.${model.type}`)}<//><span>${t(`builtin.${model.type}`)}</span></span></span>
    </li>`)}</ul>
  </article>`;
}
