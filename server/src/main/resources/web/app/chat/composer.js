// Where a question is written.

import { html, useEffect, useRef, useState } from '../html.js';
import { Icon } from '../ui.js';
import { t } from '../i18n.js';

const drafts = new Map();

/** `id` keeps the draft of each session apart; `onSend` gets the question. */
export function Composer({ id, busy, onSend, onStop, onEditLast }) {
  const [text, setText] = useState('');
  const area = useRef();
  useEffect(() => {
    setText(drafts.get(id) ?? '');
    if (matchMedia('(pointer: fine)').matches) {
      area.current.focus({ preventScroll: true });
    }
  }, [id]);
  useEffect(() => fit(area.current), [text]);
  const write = (value) => {
    drafts.set(id, value);
    setText(value);
  };
  const submit = (event) => {
    event?.preventDefault();
    const question = text.trim();
    if (question && !busy) {
      write('');
      onSend(question);
    }
  };
  const keys = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      submit(event);
    } else if (event.key === 'Escape' && busy) {
      onStop();
    } else if (event.key === 'ArrowUp' && text === '' && !busy) {
      onEditLast?.();
    }
  };
  return html`<form class="composer" onSubmit=${submit}>
    <textarea ref=${area} rows="1" value=${text} placeholder=${t('chat.placeholder')} aria-label=${t('chat.question')}
      onInput=${(event) => write(event.target.value)} onKeyDown=${keys} enterkeyhint="send"></textarea>
    ${busy
      ? html`<button type="button" class="composer-button composer-stop" aria-label=${t('chat.stop')} title=${t('chat.stop')} onClick=${onStop}>
          <${Icon} name="stop" size="22" />
        </button>`
      : html`<button type="submit" class="composer-button" aria-label=${t('chat.send')} title=${t('chat.send')} disabled=${!text.trim()}>
          <${Icon} name="send" size="22" />
        </button>`}
  </form>`;
}

/** As high as its text, where the style sheet cannot say so. */
function fit(area) {
  if (!CSS.supports('field-sizing', 'content')) {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }
}
