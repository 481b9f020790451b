// Setting up a provider: its address and key, a model of it, and a call that shows whether it answers and how fast.

import { html, useEffect, useMemo, useState } from '../html.js';
import { duration, t } from '../i18n.js';
import { Button, ErrorNote, Icon, Select, Spinner, TextField, useAsync } from '../ui.js';
import { addModel, EXAMPLE_ADDRESSES, knownModels, listProviders, offeredModels, POPULAR, setKey, testModel } from './calls.js';

const TYPES = ['chat', 'embedding', 'rerank', 'image2text'];
const WINDOW = 32_768;

/** `onSaved` hears {factory, name, type} when a model can be used. */
export function ProviderForm({ factory: fixed, only, onSaved, onCancel }) {
  const loaded = useAsync(async () => {
    const [providers, known] = await Promise.all([listProviders(), knownModels()]);
    return { providers: sorted(providers.filter((one) => one.supported && one.name !== 'Builtin')), known };
  }, []);
  const [factory, setFactory] = useState(fixed ?? '');
  if (loaded.error) {
    return html`<${ErrorNote} error=${loaded.error} retry=${loaded.reload} />`;
  }
  if (!loaded.data) {
    return html`<div class="provider-waiting"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const { providers, known } = loaded.data;
  const provider = providers.find((one) => one.name === factory);
  return html`<div class="provider-form">
    ${!fixed && html`<${ProviderChoice} providers=${providers} value=${factory} onChange=${setFactory} />`}
    ${provider && html`<${Details} key=${factory} provider=${provider} known=${known[factory] ?? []} only=${only} onSaved=${onSaved} onCancel=${onCancel} />`}
  </div>`;
}

function sorted(providers) {
  const place = (one) => (POPULAR.includes(one.name) ? POPULAR.indexOf(one.name) : POPULAR.length);
  return [...providers].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}

function ProviderChoice({ providers, value, onChange }) {
  const popular = providers.filter((one) => POPULAR.includes(one.name)).slice(0, 8);
  return html`<fieldset class="provider-choice">
    <legend>${t('models.which')}</legend>
    <div class="provider-tiles">
      ${popular.map((one) => html`<label class=${`provider-tile ${value === one.name ? 'provider-tile-chosen' : ''}`} key=${one.name}>
        <input type="radio" name="provider" value=${one.name} checked=${value === one.name} onChange=${() => onChange(one.name)} />
        <span>${label(one.name)}</span>
        ${EXAMPLE_ADDRESSES[one.name] && html`<span class="provider-local">${t('models.local')}</span>`}
      </label>`)}
    </div>
    <${Select} label=${t('models.other')} value=${value} onChange=${onChange}
      options=${[{ value: '', text: t('models.choose') }, ...providers.map((one) => ({ value: one.name, text: label(one.name) }))]} />
  </fieldset>`;
}

export const label = (name) => (name === 'OpenAI-API-Compatible' ? t('models.compatible') : name);

function Details({ provider, known, only, onSaved, onCancel }) {
  const selfHosted = !provider.base_url;
  const types = TYPES.filter((type) => provider.model_types.includes(type) && (!only || only.includes(type)));
  const [form, setForm] = useState({ base: selfHosted ? EXAMPLE_ADDRESSES[provider.name] ?? '' : '', key: '', name: '', type: types[0] ?? 'chat' });
  const [offered, setOffered] = useState(null);
  const [test, setTest] = useState({ state: 'none' });
  const [saving, setSaving] = useState(false);
  const suggestions = useMemo(
    () => [...new Set([...known.filter((one) => one.model_type === form.type).map((one) => one.llm_name), ...(offered ?? [])])],
    [known, offered, form.type],
  );
  const name = form.name.trim() || (suggestions.length === 1 ? suggestions[0] : '');
  const model = () => ({
    llm_factory: provider.name,
    llm_name: name,
    model_type: form.type,
    api_base: form.base.trim(),
    api_key: form.key.trim(),
    max_tokens: known.find((one) => one.llm_name === name)?.max_tokens ?? WINDOW,
  });
  const set = (field) => (value) => {
    setForm((before) => ({ ...before, [field]: value }));
    setTest({ state: 'none' });
  };
  const look = async () => {
    setTest({ state: 'looking' });
    try {
      const { llm_factory, api_base, api_key } = model();
      const names = await offeredModels({ llm_factory, api_base, api_key });
      setOffered(names);
      setTest({ state: 'listed', count: names.length });
    } catch (error) {
      setTest({ state: 'failed', message: error.message.trim() });
    }
  };
  const tryOut = async () => {
    setTest({ state: 'testing' });
    try {
      const answer = await testModel(model());
      setTest(answer.ok ? { state: 'ok', took: answer.milliseconds } : { state: 'failed', message: answer.message });
      return answer.ok;
    } catch (error) {
      setTest({ state: 'failed', message: error.message.trim() });
      return false;
    }
  };
  const save = async () => {
    setSaving(true);
    try {
      await store(model(), known.some((one) => one.llm_name === name));
      onSaved({ factory: provider.name, name, type: form.type });
    } catch (error) {
      setTest({ state: 'failed', message: error.message.trim() });
    }
    setSaving(false);
  };
  const busy = test.state === 'testing' || test.state === 'looking';
  const reachable = !selfHosted || form.base.trim();
  const enter = (event) => {
    if (event.key === 'Enter' && event.target.tagName === 'INPUT' && !event.isComposing) {
      event.preventDefault();
      tryOut();
    }
  };
  return html`<div class="provider-details" onKeyDown=${enter}>
    <${TextField} label=${selfHosted ? t('models.address') : t('models.addressOptional')} value=${form.base} onChange=${set('base')} type="url"
      placeholder=${provider.base_url || 'http://127.0.0.1:8000/v1'} hint=${selfHosted ? t('models.addressHint') : t('models.addressOptionalHint')} autocomplete="off" />
    <${TextField} label=${t('models.key')} value=${form.key} onChange=${set('key')} type="password" autocomplete="off"
      hint=${selfHosted ? t('models.keyOptionalHint') : t('models.keyHint')} />
    <div class="provider-model">
      ${types.length > 1 && html`<${Select} label=${t('models.type')} value=${form.type} onChange=${set('type')}
        options=${types.map((type) => ({ value: type, text: t(`type.${type}`) }))} />`}
      <${ModelName} value=${form.name} onChange=${set('name')} names=${suggestions} isTyped=${known.length === 0 && !offered} />
    </div>
    <p class="provider-look">
      <${Button} small kind="quiet" icon="search" busy=${test.state === 'looking'} disabled=${!reachable || busy} onClick=${look}>${t('models.look')}<//>
    </p>
    <${Outcome} test=${test} />
    <div class="provider-actions">
      <${Button} icon="play" busy=${test.state === 'testing'} disabled=${!reachable || !name || busy} onClick=${tryOut}>${t('models.test')}<//>
      <span class="provider-space"></span>
      ${onCancel && html`<${Button} onClick=${onCancel}>${t('ui.cancel')}<//>`}
      <${Button} kind="primary" busy=${saving} disabled=${!reachable || !name || busy} onClick=${save}>${t('models.save')}<//>
    </div>
  </div>`;
}

/** A key opens all models that are known of its provider, so they are stored together where the key allows it. */
async function store(model, isKnown) {
  if (isKnown && model.api_key) {
    try {
      await setKey({ llm_factory: model.llm_factory, api_key: model.api_key, base_url: model.api_base });
      return;
    } catch {
      // the first of them may be closed to this key; the one that was chosen may not
    }
  }
  await addModel(model);
}

/** A list to choose from where names are known, a field to type in where not. */
function ModelName({ value, onChange, names, isTyped }) {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!value && names.length > 0 && !typing) {
      onChange(names[0]);
    }
  }, [names.join('\n')]);
  if (isTyped || typing || names.length === 0) {
    return html`<${TextField} label=${t('models.model')} value=${value} onChange=${onChange} autocomplete="off" spellcheck=${false} placeholder="qwen3:8b" />`;
  }
  return html`<div class="model-name">
    <${Select} label=${t('models.model')} value=${value} onChange=${onChange} options=${names.map((name) => ({ value: name, text: name }))} />
    <button type="button" class="link small" onClick=${() => setTyping(true)}>${t('models.typeName')}</button>
  </div>`;
}

/** What a call to a model showed. */
export function Outcome({ test }) {
  const outcomes = {
    ok: () => ['ok', 'check', t('models.answered', { time: duration(test.took) })],
    listed: () => ['ok', 'check', t('models.listed', { count: test.count })],
    failed: () => ['danger', 'warning', test.message],
  };
  const outcome = outcomes[test.state]?.();
  return html`<div class="outcome" role="status">
    ${outcome && html`<p class=${`note note-${outcome[0]}`}><${Icon} name=${outcome[1]} /><span>${outcome[2]}</span></p>`}
  </div>`;
}
