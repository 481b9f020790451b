// The panel beside the chat that shows the passage behind a number.

import { html, useEffect, useRef } from '../html.js';
import { Button, IconButton } from '../ui.js';
import { Markdown } from '../markdown.js';
import { number, t } from '../i18n.js';
import { citedSources } from './turns.js';

/** @param source {message, place} */
export function Passage({ source, onPlace, onClose }) {
  const panel = useRef();
  const { message, place } = source;
  const chunk = message.reference.chunks[place];
  const places = citedSources(message.content, message.reference).map((one) => one.place);
  const at = places.indexOf(place);
  useEffect(() => panel.current.focus(), []);
  const keys = (event) => {
    if (event.key === 'Escape') {
      onClose();
    } else if (event.key === 'ArrowRight' && at >= 0 && at < places.length - 1) {
      onPlace(places[at + 1]);
    } else if (event.key === 'ArrowLeft' && at > 0) {
      onPlace(places[at - 1]);
    }
  };
  const page = chunk.positions?.[0]?.[0];
  return html`<aside class="passage" ref=${panel} tabindex="-1" aria-label=${t('chat.passage')} onKeyDown=${keys}>
    <header class="passage-head">
      <span class="source-number">${place + 1}</span>
      <h2>${chunk.document_name}</h2>
      <${IconButton} icon="close" label=${t('ui.close')} onClick=${onClose} />
    </header>
    <div class="passage-body">
      ${page > 0 && html`<p class="quiet small">${t('chat.page', { page })}</p>`}
      <div class="passage-text"><${Markdown} text=${chunk.content} key=${chunk.id} /></div>
      <dl class="scores">
        ${score(t('chat.score.all'), chunk.similarity)}
        ${score(t('chat.score.term'), chunk.term_similarity)}
        ${score(t('chat.score.vector'), chunk.vector_similarity)}
      </dl>
    </div>
    <footer class="passage-foot">
      <div class="passage-steps">
        <${IconButton} icon="left" label=${t('chat.previousSource')} disabled=${at <= 0} onClick=${() => onPlace(places[at - 1])} />
        <${IconButton} icon="chevron" label=${t('chat.nextSource')} disabled=${at < 0 || at >= places.length - 1}
          onClick=${() => onPlace(places[at + 1])} />
      </div>
      <${Button} icon="external" to=${`/datasets/${chunk.dataset_id}/documents/${chunk.document_id}?chunk=${chunk.id}`}>
        ${t('chat.openDocument')}
      <//>
    </footer>
  </aside>`;
}

function score(name, value) {
  if (typeof value !== 'number') {
    return null;
  }
  const share = Math.max(0, Math.min(1, value));
  return html`<div class="score">
    <dt>${name}</dt>
    <dd><span class="score-track"><span class="score-bar" style=${{ width: `${share * 100}%` }}></span></span>
      <span class="score-value">${number(value * 100)}</span></dd>
  </div>`;
}
