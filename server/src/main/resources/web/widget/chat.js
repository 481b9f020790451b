// The chat in the frame: one conversation with one assistant.

import { html, render, useState, useEffect, useLayoutEffect, useRef } from '/assets/app/html.js';
import { t } from './texts.js';
import { about, ask, assistant, newSession } from './conversation.js';
import { citedPassages, draw, withoutMarks } from './markdown.js';

const asked = new URLSearchParams(location.search);
const isBubble = asked.get('form') === 'bubble' && window.parent !== window;
const NEAR = 60;

if (['light', 'dark'].includes(asked.get('theme'))) {
  document.documentElement.dataset.theme = asked.get('theme');
}

// A frame on a page of somebody else may be refused any memory; then each page begins anew.
const memory = {
  key: `freshet.widget.${assistant}`,
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  },
  write(conversation) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(conversation));
    } catch {
      // no memory here, or no more room in it
    }
  },
};

const lines = {
  send: ['M12 19V5', 'm6 11 6-6 6 6'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  fresh: ['M12 5v14', 'M5 12h14'],
  left: ['m14 6-6 6 6 6'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  check: ['m5 13 4 4L19 7'],
  page: ['M14 3H6v18h12V7z', 'M14 3v4h4', 'M9 13h6', 'M9 17h6'],
  again: ['M4 12a8 8 0 1 0 2.3-5.7L4 8.5', 'M4 3.5v5h5'],
};

function Icon({ name, size = 20 }) {
  return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true">
    ${lines[name].map((line) => html`<path d=${line} />`)}
  </svg>`;
}

function IconButton({ icon, label, onClick, size, ...rest }) {
  return html`<button type="button" class="icon-button" aria-label=${label} title=${label} onClick=${onClick} ...${rest}>
    <${Icon} name=${icon} size=${size} />
  </button>`;
}

function leave() {
  window.parent.postMessage({ freshet: 'close' }, '*');
}

function Chat() {
  const [info, setInfo] = useState();
  const [refused, setRefused] = useState();
  useEffect(() => {
    about().then(setInfo, (error) => setRefused(error.message));
  }, []);
  useEffect(() => {
    if (info) {
      document.title = info.title;
    }
  }, [info]);
  if (refused) {
    return html`<main class="refused"><h1>${t('chat')}</h1><p>${t('missing')}</p><p class="quiet">${refused}</p>
      ${isBubble && html`<button type="button" class="button" onClick=${leave}>${t('close')}</button>`}</main>`;
  }
  return info ? html`<${Conversation} info=${info} />` : html`<main class="loading" aria-busy="true"></main>`;
}

function Conversation({ info }) {
  const [messages, setMessages] = useState(() => memory.read().messages ?? []);
  const [busy, setBusy] = useState(false);
  const [source, setSource] = useState();
  const session = useRef(memory.read().session);
  const abort = useRef();
  const composer = useRef();

  useEffect(() => {
    if (!busy) {
      memory.write({ session: session.current, messages });
    }
  }, [messages, busy]);

  useEffect(() => {
    const opened = (event) => event.source === window.parent && event.data?.freshet === 'opened' && composer.current?.focus();
    addEventListener('message', opened);
    composer.current?.focus();
    return () => removeEventListener('message', opened);
  }, []);

  const change = (more) => setMessages((all) => [...all.slice(0, -1), { ...all.at(-1), ...more }]);

  const put = async (question) => {
    setMessages((all) => [...all, { role: 'user', text: question }, { role: 'assistant', text: '', thinking: '', chunks: [], state: 'running' }]);
    setBusy(true);
    abort.current = new AbortController();
    try {
      session.current ??= await newSession(abort.current.signal);
      await ask(session.current, question, change, abort.current.signal);
      change({ state: 'done' });
    } catch (error) {
      change(error.name === 'AbortError' ? { state: 'stopped' } : { state: 'failed', error: error.message });
    } finally {
      setBusy(false);
    }
  };

  const again = () => {
    const question = messages.at(-2).text;
    setMessages((all) => all.slice(0, -2));
    put(question);
  };

  const fresh = () => {
    abort.current?.abort();
    session.current = undefined;
    setMessages([]);
    setSource(undefined);
    composer.current?.focus();
  };

  const keys = (event) => {
    if (event.key === 'Escape') {
      if (source) {
        setSource(undefined);
      } else if (isBubble) {
        leave();
      }
    }
  };

  return html`<div class="chat" onKeyDown=${keys}>
    <header class="head">
      <${Face} info=${info} />
      <h1>${info.title}</h1>
      ${messages.length > 0 && html`<${IconButton} icon="fresh" label=${t('fresh')} onClick=${fresh} />`}
      ${isBubble && html`<${IconButton} icon="close" label=${t('close')} onClick=${leave} />`}
    </header>
    <${Messages} info=${info} messages=${messages} onSource=${setSource} again=${again} />
    <${Composer} input=${composer} busy=${busy} onAsk=${put} onStop=${() => abort.current.abort()} />
    ${source && html`<${Source} ...${source} onClose=${() => setSource(undefined)} />`}
  </div>`;
}

function Face({ info }) {
  const isPicture = /^data:image\/(png|jpeg|gif|webp);base64,/.test(info.avatar ?? '');
  return isPicture
    ? html`<img class="face" src=${info.avatar} alt="" />`
    : html`<span class="face" aria-hidden="true">${[...info.title][0]?.toUpperCase()}</span>`;
}

function Messages({ info, messages, onSource, again }) {
  const frame = useRef();
  const isNear = useRef(true);
  useLayoutEffect(() => {
    if (isNear.current) {
      frame.current.scrollTop = frame.current.scrollHeight;
    }
  }, [messages]);
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = frame.current;
    isNear.current = scrollHeight - scrollTop - clientHeight < NEAR;
  };
  return html`<main class="messages" ref=${frame} onScroll=${scrolled} tabindex="0" aria-label=${t('chat')}>
    <div class="list" role="log">
      ${info.prologue && html`<article class="message assistant"><${Markdown} text=${info.prologue} chunks=${[]} /></article>`}
      ${messages.length === 0 && html`<p class="hint">${t('hint')}</p>`}
      ${messages.map((message, index) =>
        message.role === 'user'
          ? html`<article class="message user" key=${index}><h2 class="off-screen">${t('you')}</h2><p>${message.text}</p></article>`
          : html`<${Answer} key=${index} message=${message} onSource=${onSource} again=${index === messages.length - 1 && again} />`)}
    </div>
  </main>`;
}

function Answer({ message, onSource, again }) {
  const { text, thinking, chunks, state, error } = message;
  const isRunning = state === 'running';
  return html`<article class="message assistant" aria-busy=${String(isRunning)}>
    <h2 class="off-screen">${t('assistant')}</h2>
    ${thinking && html`<details class="thinking"><summary>${text ? t('thinking') : t('thinks')}</summary><p>${thinking}</p></details>`}
    ${isRunning && !text && !thinking && html`<p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${t('searching')}</p>`}
    <${Markdown} text=${text} chunks=${chunks} isRunning=${isRunning} onSource=${onSource} />
    ${!isRunning && html`<${Sources} text=${text} chunks=${chunks} onSource=${onSource} />`}
    ${state === 'stopped' && html`<p class="quiet">${t('stopped')}</p>`}
    ${state === 'failed' && html`<p class="failure" role="alert">${error}</p>`}
    ${!isRunning && html`<div class="actions">
      ${text && html`<${CopyButton} text=${withoutMarks(text)} />`}
      ${again && state !== 'done' && html`<${IconButton} icon="again" size="16" label=${t('again')} onClick=${again} />`}
    </div>`}
  </article>`;
}

function CopyButton({ text }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 1600);
    } catch {
      setDone(false); // the page around us does not allow it
    }
  };
  return html`<${IconButton} icon=${done ? 'check' : 'copy'} size="16" label=${done ? t('copied') : t('copy')} onClick=${copy} />`;
}

function Markdown({ text, chunks, isRunning, onSource }) {
  const element = useRef();
  useLayoutEffect(() => draw(element.current, text, isRunning ? Infinity : chunks.length), [text, chunks, isRunning]);
  const click = (event) => {
    const passage = event.target.closest('[data-mark]')?.dataset.mark;
    if (passage !== undefined && chunks[passage]) {
      onSource({ number: citedPassages(text).indexOf(Number(passage)) + 1, chunk: chunks[passage] });
    }
  };
  return html`<div class="markdown" ref=${element} onClick=${click}></div>`;
}

function Sources({ text, chunks, onSource }) {
  const cited = citedPassages(text).filter((one) => chunks[one]);
  if (cited.length === 0) {
    return null;
  }
  return html`<ul class="sources" aria-label=${t('sources')}>
    ${cited.map((one, index) => html`<li><button type="button" class="source" onClick=${() => onSource({ number: index + 1, chunk: chunks[one] })}>
      <b>${index + 1}</b><span>${chunks[one].document_name}</span>
    </button></li>`)}
  </ul>`;
}

/** A table of a passage is HTML; here it is lines. */
function plain(content) {
  return content.includes('<table')
    ? content.replace(/<\/t[dh]>\s*(?=<t[dh])/g, ' · ').replace(/<\/tr>/g, '\n\n').replace(/<[^>]*>/g, '').trim()
    : content;
}

function Source({ number, chunk, onClose }) {
  useLayoutEffect(() => {
    const before = document.activeElement;
    document.querySelector('.source-page .icon-button')?.focus();
    return () => before?.focus?.();
  }, []);
  return html`<section class="source-page" role="dialog" aria-modal="true" aria-label=${t('source', { number, name: chunk.document_name })}>
    <header class="head">
      <${IconButton} icon="left" label=${t('back')} onClick=${onClose} />
      <h2><b>${number}</b>${chunk.document_name}</h2>
    </header>
    <div class="passage" tabindex="0"><${Markdown} text=${plain(chunk.content)} chunks=${[]} /></div>
  </section>`;
}

function Composer({ input, busy, onAsk, onStop }) {
  const [text, setText] = useState('');
  useLayoutEffect(() => {
    const area = input.current;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [text]);
  const send = (event) => {
    event?.preventDefault();
    const question = text.trim();
    if (question && !busy) {
      setText('');
      onAsk(question);
    }
  };
  const keys = (event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && send(event);
  return html`<form class="composer" onSubmit=${send}>
    <div class="box">
      <textarea rows="1" ref=${input} value=${text} aria-label=${t('ask')} placeholder=${t('ask')} maxlength="8000"
        onInput=${(event) => setText(event.target.value)} onKeyDown=${keys}></textarea>
      ${busy
        ? html`<button type="button" class="send" aria-label=${t('stop')} title=${t('stop')} onClick=${onStop}><span class="square"></span></button>`
        : html`<button type="submit" class="send" aria-label=${t('send')} title=${t('send')} disabled=${!text.trim()}><${Icon} name="send" /></button>`}
    </div>
    <p class="powered">${t('powered')}</p>
  </form>`;
}

render(html`<${Chat} />`, document.getElementById('chat'));
