// One message: a question, or an answer with its thinking, sources and buttons.

import { html, memo, useEffect, useRef, useState } from '../html.js';
import { Badge, Button, Icon, IconButton, Spinner, attempt, copyText, toast } from '../ui.js';
import { Markdown } from '../markdown.js';
import { duration, moment, t } from '../i18n.js';
import { citedSources, plainText } from './turns.js';

/** Known properties: message, actions (what buttons do), isLast. Rendered again only when one of them is another. */
export const Message = memo(({ message, actions, isLast }) =>
  message.role === 'user'
    ? html`<${Question} message=${message} actions=${actions} />`
    : html`<${Answer} message=${message} actions=${actions} isLast=${isLast} />`,
);

function Question({ message, actions }) {
  const [edited, setEdited] = useState(null);
  if (edited !== null) {
    return html`<${EditedQuestion} text=${edited} onCancel=${() => setEdited(null)}
      onSend=${(text) => {
        setEdited(null);
        actions.askAgain(message, text);
      }} />`;
  }
  return html`<li class="message message-user">
    <h2 class="visually-hidden">${t('chat.you')}</h2>
    <div class="bubble">${message.content}</div>
    <div class="message-tools">
      <${CopyTool} text=${message.content} />
      <${IconButton} icon="edit" size="17" label=${t('chat.edit')} data-edit onClick=${() => setEdited(message.content)} />
    </div>
  </li>`;
}

function EditedQuestion({ text, onCancel, onSend }) {
  const [value, setValue] = useState(text);
  const area = useRef();
  useEffect(() => {
    area.current.focus();
    area.current.setSelectionRange(text.length, text.length);
  }, []);
  const send = () => value.trim() && onSend(value.trim());
  const keys = (event) => {
    if (event.key === 'Escape') {
      onCancel();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return html`<li class="message message-user message-edited">
    <textarea class="input" ref=${area} value=${value} rows=${Math.min(10, value.split('\n').length + 1)}
      aria-label=${t('chat.edit')} onInput=${(event) => setValue(event.target.value)} onKeyDown=${keys}></textarea>
    <p class="hint">${t('chat.editHint')}</p>
    <div class="message-edit-tools">
      <${Button} small onClick=${onCancel}>${t('ui.cancel')}<//>
      <${Button} small kind="primary" onClick=${send} disabled=${!value.trim()}>${t('chat.send')}<//>
    </div>
  </li>`;
}

function Answer({ message, actions, isLast }) {
  const isGreeting = !message.id;
  return html`<li class="message message-assistant">
    <h2 class="visually-hidden">${t('chat.assistant')}</h2>
    ${message.thinking && html`<${Thinking} text=${message.thinking} />`}
    <${Markdown} text=${message.content} onCite=${(place) => actions.openSource(message, place)} />
    ${message.stopped && html`<p class="quiet small">${t('chat.stopped')}</p>`}
    ${message.failed && html`<div class="note note-danger" role="alert"><${Icon} name="warning" /><p>${message.failed}</p></div>`}
    ${!message.content && !message.failed && !message.stopped && !isGreeting && html`<p class="quiet">${t('chat.nothing')}</p>`}
    <${Sources} message=${message} actions=${actions} />
    ${!isGreeting && html`<${Tools} message=${message} actions=${actions} isLast=${isLast} />`}
  </li>`;
}

/** The answer that is being given. */
export function RunningAnswer({ run, actions }) {
  const { phase, text, thinking, queue, degraded } = run;
  return html`<li class="message message-assistant message-running" aria-busy="true">
    <h2 class="visually-hidden">${t('chat.assistant')}</h2>
    ${degraded.length > 0 && html`<${Degraded} notes=${degraded} />`}
    ${thinking && html`<${Thinking} text=${thinking} busy=${phase === 'thinking'} />`}
    ${text && html`<${Markdown} text=${text} growing onCite=${(place) => actions.openSource(null, place)} />`}
    ${!text && html`<p class="waiting"><${Spinner} />${waitingFor(phase, queue)}</p>`}
  </li>`;
}

function waitingFor(phase, queue) {
  if (phase === 'queued' && queue) {
    return queue.expected_wait_ms
      ? t('chat.queuedFor', { position: queue.position, wait: duration(queue.expected_wait_ms) })
      : t('chat.queued', { position: queue.position });
  }
  return phase === 'thinking' ? t('chat.thinking') : t('chat.searching');
}

function Thinking({ text, busy = false }) {
  return html`<details class="thinking">
    <summary>${busy ? html`<${Spinner} />` : html`<${Icon} name="chevron" size="16" />`}${busy ? t('chat.thinking') : t('chat.thought')}</summary>
    <div class="thinking-text">${text}</div>
  </details>`;
}

function Degraded({ notes }) {
  const names = notes.map((note) => {
    const key = `chat.degraded.${note}`;
    const text = t(key);
    return text === key ? note : text;
  });
  return html`<p class="degraded"><${Badge} kind="warn" icon="warning" title=${t('chat.degradedHint')}>
    ${t('chat.degraded', { steps: names.join(', ') })}
  <//></p>`;
}

function Sources({ message, actions }) {
  const sources = citedSources(message.content, message.reference);
  const degraded = message.degraded?.length > 0 && html`<${Degraded} notes=${message.degraded} />`;
  if (sources.length === 0) {
    return degraded || null;
  }
  return html`<div>
    ${degraded}
    <ul class="sources" aria-label=${t('chat.sources')}>
      ${sources.map(({ place, chunk }) => html`<li key=${place}>
        <button type="button" class="source" onClick=${() => actions.openSource(message, place)}>
          <span class="source-number">${place + 1}</span><span class="source-name">${chunk.document_name}</span>
        </button>
      </li>`)}
    </ul>
  </div>`;
}

function Tools({ message, actions, isLast }) {
  const rate = (thumb) => actions.rate(message, thumb);
  return html`<div class=${isLast ? 'message-tools message-tools-last' : 'message-tools'}>
    <${CopyTool} text=${plainText(message.content)} />
    <${IconButton} icon="up" size="17" label=${t('chat.good')} pressed=${message.thumb === true} onClick=${() => rate(true)} />
    <${IconButton} icon="down" size="17" label=${t('chat.bad')} pressed=${message.thumb === false} onClick=${() => rate(false)} />
    <${IconButton} icon="again" size="17" label=${t('chat.regenerate')} onClick=${() => actions.regenerate(message)} />
    ${message.answer && html`<${IconButton} icon="clock" size="17" label=${t('chat.time')} onClick=${() => actions.openTimeline(message)} />`}
    ${message.createdAt && html`<time class="message-time" datetime=${new Date(message.createdAt).toISOString()}>${moment(message.createdAt)}</time>`}
  </div>`;
}

function CopyTool({ text }) {
  const copy = async () => {
    await attempt(() => copyText(text));
    toast(t('ui.copied'), 'ok');
  };
  return html`<${IconButton} icon="copy" size="17" label=${t('ui.copy')} onClick=${copy} />`;
}
