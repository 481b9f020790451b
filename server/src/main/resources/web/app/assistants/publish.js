// How others get at an assistant: OpenAI's API, a chat on a web page, and the keys for both.

import { html, useState } from '../html.js';
import { get, post, put } from '../api.js';
import { register, t } from '../i18n.js';
import { Button, CodeBox, Dialog, ErrorNote, Spinner, Tabs, TextArea, attempt, toast, useAsync } from '../ui.js';
import texts from '../texts/assistants.js';

register(texts);

export function Publish({ assistant, onClose }) {
  const [tab, setTab] = useState('openai');
  const tabs = ['openai', 'widget'].map((value) => ({ value, text: t(`publish.${value}`) }));
  return html`<${Dialog} title=${t('publish.title', { name: assistant.name })} wide onClose=${onClose}>
    <${Tabs} tabs=${tabs} value=${tab} onChange=${setTab} label=${t('publish.ways')} />
    ${tab === 'openai' ? html`<${OpenAi} assistant=${assistant} />` : html`<${Widget} assistant=${assistant} />`}
  <//>`;
}

/** Loads keys, and offers to make one while there is none. */
function WithKey({ load, make, text, action, children }) {
  const keys = useAsync(load, []);
  const [busy, setBusy] = useState(false);
  if (keys.error) {
    return html`<${ErrorNote} error=${keys.error} retry=${keys.reload} />`;
  }
  if (!keys.data) {
    return html`<${Spinner} label=${t('ui.loading')} />`;
  }
  if (keys.data.length === 0) {
    const create = async () => {
      setBusy(true);
      await attempt(make);
      setBusy(false);
      keys.reload();
    };
    return html`<div class="publish-none"><p>${text}</p><${Button} kind="primary" icon="key" busy=${busy} onClick=${create}>${action}<//></div>`;
  }
  return children(keys.data[0]);
}

function OpenAi({ assistant }) {
  const address = `${location.origin}/api/v1/chats_openai/${assistant.id}`;
  return html`<div>
    <p class="publish-lead">${t('publish.openaiLead')}</p>
    <${WithKey} load=${() => get('/v1/system/token_list').then((keys) => keys.filter((key) => !key.dialog_id))}
      make=${() => post('/v1/system/new_token')} text=${t('publish.noKey')} action=${t('publish.makeKey')}>
      ${(key) => html`<div>
        <${CodeBox} label=${t('publish.key')} text=${key.token} />
        <${CodeBox} label="Python" text=${python(address, key.token)} />
        <${CodeBox} label="curl" text=${curl(address, key.token)} />
        <p class="hint">${t('publish.keyHint')}</p>
      </div>`}
    <//>
  </div>`;
}

const python = (address, key) => `from openai import OpenAI

client = OpenAI(base_url="${address}", api_key="${key}")
answer = client.chat.completions.create(
    model="freshet",
    messages=[{"role": "user", "content": "…"}],
    stream=True,
)
for chunk in answer:
    print(chunk.choices[0].delta.content or "", end="")`;

const curl = (address, key) => `curl -N ${address}/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"freshet","messages":[{"role":"user","content":"…"}],"stream":true}'`;

function Widget({ assistant }) {
  return html`<div>
    <p class="publish-lead">${t('publish.widgetLead')}</p>
    <${WithKey} load=${() => get('/v1/api/token_list', { dialog_id: assistant.id })}
      make=${() => post('/v1/api/new_token', { dialog_id: assistant.id })} text=${t('publish.noToken')} action=${t('publish.makeToken')}>
      ${(key) => html`<div>
        <${CodeBox} label=${t('publish.bubble')} text=${bubble(assistant.id, key.beta)} />
        <${CodeBox} label=${t('publish.frame')} text=${frame(assistant.id, key.beta)} />
        <p class="hint">${t('publish.tokenHint')}</p>
        <${Origins} assistant=${assistant} />
      </div>`}
    <//>
  </div>`;
}

const bubble = (assistant, token) =>
  `<script src="${location.origin}/widget.js" data-assistant="${assistant}"\n  data-token="${token}" async></script>`;

const frame = (assistant, token) =>
  `<iframe src="${location.origin}/widget?assistant=${assistant}&token=${token}"\n  title="Chat" style="width: 100%; height: 600px; border: 0"></iframe>`;

/** The pages that may show the assistant. */
function Origins({ assistant }) {
  const path = `/api/v1/chats/${assistant.id}/origins`;
  const stored = useAsync(() => get(path), [assistant.id]);
  const [text, setText] = useState(null);
  if (!stored.data) {
    return stored.error ? html`<${ErrorNote} error=${stored.error} retry=${stored.reload} />` : null;
  }
  const before = stored.data.origins.join('\n');
  const save = () =>
    attempt(async () => {
      const origins = text.split(/\s+/).filter(Boolean);
      stored.setData(await put(path, { origins }));
      setText(null);
      toast(t('assistants.saved'), 'ok');
    });
  return html`<div class="publish-origins">
    <${TextArea} label=${t('publish.origins')} hint=${t('publish.originsHint')} rows="3" value=${text ?? before} onChange=${setText}
      placeholder="https://www.example.com" spellcheck=${false} />
    <${Button} onClick=${save} disabled=${text === null || text === before}>${t('ui.save')}<//>
  </div>`;
}
