// The chat: whom one can ask.

import { html } from '../html.js';
import { get } from '../api.js';
import { Empty, ErrorNote, Page, Spinner, useAsync } from '../ui.js';
import { register, t } from '../i18n.js';
import texts from '../texts/chat.js';

register(texts);

export default function Chat() {
  const assistants = useAsync(() => get('/v1/dialog/list'), []);
  if (assistants.error) {
    return html`<${ErrorNote} error=${assistants.error} retry=${assistants.reload} />`;
  }
  if (!assistants.data) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  if (assistants.data.length === 0) {
    return html`<${Empty} icon="assistant" title=${t('chat.noAssistant')}>${t('chat.noAssistantText')}<//>`;
  }
  return html`<${Page} title=${t('chat.whom')}>
    <div class="cards">
      ${assistants.data.map((one) => html`<a class="card" href=${`#/chat/${one.id}`} key=${one.id}>
        <h2>${one.name}</h2><p class="quiet">${one.description}</p>
      </a>`)}
    </div>
  <//>`;
}
