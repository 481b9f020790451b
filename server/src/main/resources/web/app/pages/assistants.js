// All assistants.

import { html, useState } from '../html.js';
import { get } from '../api.js';
import { register, t } from '../i18n.js';
import { styles } from '../styles.js';
import { Badge, Button, Empty, ErrorNote, Icon, Page, Spinner, useAsync } from '../ui.js';
import { Publish } from '../assistants/publish.js';
import texts from '../texts/assistants.js';

register(texts);
await styles('assistants');

export default function Assistants() {
  const found = useAsync(() => get('/v1/dialog/list'), []);
  const [published, setPublished] = useState(null);
  const make = html`<${Button} kind="primary" icon="plus" to="/assistants/new">${t('assistants.new')}<//>`;
  if (found.error) {
    return html`<${Page} title=${t('nav.assistants')}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  if (found.data.length === 0) {
    return html`<${Page} title=${t('nav.assistants')}>
      <${Empty} icon="assistant" title=${t('assistants.none')} action=${make}>${t('assistants.noneText')}<//>
    <//>`;
  }
  return html`<${Page} title=${t('nav.assistants')} subtitle=${t('assistants.subtitle')} actions=${make} wide>
    <ul class="cards assistant-cards">
      ${found.data.map((one) => html`<${Card} key=${one.id} assistant=${one} onPublish=${() => setPublished(one)} />`)}
    </ul>
    ${published && html`<${Publish} assistant=${published} onClose=${() => setPublished(null)} />`}
  <//>`;
}

function Card({ assistant, onPublish }) {
  return html`<li class="card assistant-card">
    <a class="assistant-card-main" href=${`#/assistants/${assistant.id}`}>
      <span class="assistant-face" aria-hidden="true"><${Icon} name="assistant" size="22" /></span>
      <h2>${assistant.name}</h2>
    </a>
    <p class="quiet assistant-card-text">${assistant.description || t('assistants.noDescription')}</p>
    <p class="assistant-card-facts">
      ${assistant.kb_names.map((name) => html`<${Badge} icon="datasets" key=${name}>${name}<//>`)}
      <${Badge} icon="models">${assistant.llm_id.split('@')[0].replace(/___[\w-]+$/, '')}<//>
    </p>
    <div class="assistant-card-actions">
      <${Button} small icon="chat" to=${`/chat/${assistant.id}`} aria-label=${t('assistants.askNamed', { name: assistant.name })}>${t('assistants.ask')}<//>
      <${Button} small kind="quiet" icon="edit" to=${`/assistants/${assistant.id}`} aria-label=${t('assistants.editNamed', { name: assistant.name })}>${t('assistants.edit')}<//>
      <${Button} small kind="quiet" icon="code" onClick=${onPublish} aria-label=${t('assistants.publishNamed', { name: assistant.name })}>${t('assistants.publish')}<//>
    </div>
  </li>`;
}
