// The chat: sessions in the side bar, messages and the composer on the page, a passage beside it.

import { Fragment, html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { Button, Dialog, Empty, ErrorNote, Icon, IconButton, Menu, Spinner, TextArea, attempt, confirm, prompt } from '../ui.js';
import { register, t, useLanguage } from '../i18n.js';
import { useValue } from '../observable.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import * as store from '../chat/store.js';
import { byAge } from '../chat/turns.js';
import { Composer } from '../chat/composer.js';
import { Message, RunningAnswer } from '../chat/message.js';
import { Passage } from '../chat/passage.js';
import { Timeline } from '../chat/timeline.js';
import texts from '../texts/chat.js';

register(texts);
await styles('chat');

const { chat } = store;

export default function Chat({ params }) {
  const assistants = useValue(chat, (state) => state.assistants);
  const [error, setError] = useState(null);
  const [isFresh, setFresh] = useState(false);
  const load = useCallback(() => {
    setError(null);
    store.loadAssistants().then(() => setFresh(true), setError);
  }, []);
  useEffect(load, []);
  useEffect(() => {
    if (assistants?.length && !params.assistant) {
      const last = assistants.find((one) => one.id === store.lastAssistant());
      const chosen = last ?? (assistants.length === 1 ? assistants[0] : null);
      if (chosen) {
        navigate(`/chat/${chosen.id}`, { replace: true });
      }
    }
  }, [assistants, params.assistant]);
  if (error) {
    return html`<div class="page"><${ErrorNote} error=${error} retry=${load} /></div>`;
  }
  const assistant = assistants?.find((one) => one.id === params.assistant);
  if (!assistants || (!assistant && !isFresh)) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  if (!assistant) {
    return html`<${Choice} assistants=${assistants} />`;
  }
  return html`<${Conversation} assistant=${assistant} session=${params.session} />`;
}

function Choice({ assistants }) {
  if (assistants.length === 0) {
    return html`<${Empty} icon="assistant" title=${t('chat.noAssistant')}
      action=${html`<${Button} kind="primary" icon="plus" to="/assistants">${t('chat.makeAssistant')}<//>`}>
      ${t('chat.noAssistantText')}
    <//>`;
  }
  return html`<div class="page">
    <header class="page-head"><h1>${t('chat.whom')}</h1></header>
    <div class="cards">
      ${assistants.map((one) => html`<a class="card" href=${`#/chat/${one.id}`} key=${one.id}>
        <h2>${one.name}</h2><p class="quiet">${one.description}</p>
      </a>`)}
    </div>
  </div>`;
}

function Conversation({ assistant, session }) {
  const conversation = useValue(chat, (state) => (session ? state.conversations[session] : undefined));
  const run = useValue(chat, (state) => (session ? state.runs[session] : undefined));
  const [source, setSource] = useState(null);
  const [timeline, setTimeline] = useState(null);
  const [disliked, setDisliked] = useState(null);
  const [error, setError] = useState(null);
  const opener = useRef();
  const load = () => {
    setError(null);
    if (session && !chat.get().conversations[session]) {
      store.loadConversation(session).catch(setError);
    }
  };
  useEffect(() => {
    setSource(null);
    load();
  }, [session]);
  const name = useSessionName(assistant.id, session);
  useEffect(() => {
    document.title = `${name ?? assistant.name} – Freshet`;
  }, [name, assistant]);
  const actions = useMemo(() => actionsOf(session, { setSource, setTimeline, setDisliked, opener }), [session]);
  const send = async (question) => {
    await attempt(async () => {
      const id = session ?? (await store.createSession(assistant, question));
      if (!session) {
        navigate(`/chat/${assistant.id}/${id}`, { replace: true });
      }
      await store.ask(id, question);
    });
  };
  const closeSource = () => {
    setSource(null);
    opener.current?.focus?.();
  };
  return html`<div class=${source ? 'chat chat-with-passage' : 'chat'}>
    <section class="chat-main" aria-label=${name ?? t('chat.new')}>
      ${error && html`<div class="page"><${ErrorNote} error=${error} retry=${load} /></div>`}
      ${!error && session && !conversation && html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`}
      ${!session && html`<${Beginning} assistant=${assistant} />`}
      ${conversation && html`<${Messages} key=${session} messages=${conversation.messages} run=${run} actions=${actions} />`}
      <div class="chat-foot">
        <${Composer} id=${session ?? assistant.id} busy=${run !== undefined} onSend=${send} onStop=${() => attempt(() => store.stop(session))}
          onEditLast=${editLast} />
        <p class="chat-note">${t('chat.note')}</p>
      </div>
    </section>
    ${source && html`<${Passage} source=${source} onClose=${closeSource} onPlace=${(place) => setSource({ ...source, place })} />`}
    ${timeline && html`<${Timeline} answer=${timeline} onClose=${() => setTimeline(null)} />`}
    ${disliked && html`<${Dislike} session=${session} message=${disliked} onClose=${() => setDisliked(null)} />`}
  </div>`;
}

function editLast() {
  [...document.querySelectorAll('.message-user [data-edit]')].pop()?.click();
}

const useSessionName = (assistant, session) =>
  useValue(chat, (state) => state.sessions[assistant]?.find((one) => one.id === session)?.name);

function actionsOf(session, { setSource, setTimeline, setDisliked, opener }) {
  const messages = () => chat.get().conversations[session].messages;
  const upTo = (message) => messages().slice(0, messages().findIndex((one) => one.id === message.id));
  return {
    openSource(message, place) {
      if (message?.reference?.chunks[place]) {
        opener.current = document.activeElement;
        setSource({ message, place });
      }
    },
    openTimeline: (message) => setTimeline(message.answer),
    regenerate(message) {
      const question = messages().find((one) => one.id === message.id && one.role === 'user');
      return attempt(() => store.ask(session, question.content, upTo(message)));
    },
    askAgain: (message, text) => attempt(() => store.ask(session, text, upTo(message))),
    async rate(message, thumb) {
      await attempt(() => store.rate(session, message.id, thumb));
      if (!thumb) {
        setDisliked(message);
      }
    },
  };
}

/** What one sees before the first question. */
function Beginning({ assistant }) {
  const greeting = assistant.prompt_config?.prologue;
  return html`<div class="beginning">
    <img src="/assets/app/icon.svg" alt="" width="52" height="52" />
    <h1>${assistant.name}</h1>
    <p>${greeting || assistant.description}</p>
    ${assistant.kb_names?.length > 0 && html`<p class="beginning-datasets">
      <${Icon} name="datasets" size="16" />${t('chat.from', { names: assistant.kb_names.join(', ') })}
    </p>`}
  </div>`;
}

const FIRST = 16;
const MORE = 8;

/** The last messages at once, and the older ones while nothing else is to be done. */
function Messages({ messages, run, actions }) {
  const language = useLanguage();
  const [shown, setShown] = useState(FIRST);
  const frame = useRef();
  const { isAtEnd, toEnd } = useEnd(frame, messages, run);
  useEffect(() => {
    if (shown >= messages.length) {
      return undefined;
    }
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 30));
    let isGone = false;
    idle(() => isGone || setShown((count) => count + MORE));
    return () => {
      isGone = true;
    };
  }, [shown, messages.length]);
  // The same element as long as nothing in it is another, so that it costs nothing while an answer grows.
  const list = useMemo(() => {
    const lastAnswer = messages.findLast((message) => message.role === 'assistant');
    return html`<${Fragment}>
      ${messages
        .slice(Math.max(0, messages.length - shown))
        .filter((message) => !message.running)
        .map((message) => html`<${Message} key=${`${message.id}${message.role}${language}`} message=${message} actions=${actions}
          isLast=${message === lastAnswer} />`)}
    <//>`;
  }, [messages, shown, language, actions]);
  return html`<div class="messages-frame">
    <div class="messages-scroll" ref=${frame} tabindex="0" role="region" aria-label=${t('chat.messages')}>
      <ol class="messages">
        ${list}
        ${messages.at(-1)?.running && html`<${RunningAnswer} key="running" run=${run ?? IDLE} actions=${actions} />`}
      </ol>
    </div>
    ${!isAtEnd && html`<button type="button" class="to-end" onClick=${toEnd} aria-label=${t('chat.toEnd')} title=${t('chat.toEnd')}>
      <${Icon} name="expand" />
    </button>`}
    <${Announcer} messages=${messages} run=${run} />
  </div>`;
}

const IDLE = { phase: 'waiting', text: '', thinking: '', degraded: [], queue: null };

/** Keeps the end in sight while somebody who reads there sees it grow. */
function useEnd(frame, messages, run) {
  const [isAtEnd, setAtEnd] = useState(true);
  const follows = useRef(true);
  const toEnd = () => {
    follows.current = true;
    frame.current.scrollTop = frame.current.scrollHeight;
  };
  useLayoutEffect(() => {
    const element = frame.current;
    const listener = () => {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      follows.current = distance < 40;
      setAtEnd(distance < 200);
    };
    element.addEventListener('scroll', listener, { passive: true });
    const observer = new ResizeObserver(() => follows.current && toEnd());
    observer.observe(element.firstElementChild);
    observer.observe(element);
    toEnd();
    return () => {
      element.removeEventListener('scroll', listener);
      observer.disconnect();
    };
  }, []);
  const asked = messages.findLast((message) => message.role === 'user')?.id;
  useLayoutEffect(() => {
    if (run) {
      toEnd();
    }
  }, [asked]);
  return { isAtEnd, toEnd };
}

/** Tells a screen reader that an answer has begun, and reads it when it is complete. */
function Announcer({ messages, run }) {
  const isRunning = run !== undefined;
  const before = useRef(isRunning);
  const [text, setText] = useState('');
  useEffect(() => {
    if (isRunning) {
      setText(t('chat.searching'));
    } else if (before.current) {
      const last = messages.at(-1);
      setText(last?.failed ?? last?.content.replace(/\[ID:\s?\d+\]/g, '') ?? '');
    }
    before.current = isRunning;
  }, [isRunning]);
  return html`<div class="visually-hidden" role="status" aria-live="polite">${text}</div>`;
}

function Dislike({ session, message, onClose }) {
  const [feedback, setFeedback] = useState(message.feedback ?? '');
  const send = async () => {
    onClose();
    await attempt(() => store.rate(session, message.id, false, feedback.trim()));
  };
  return html`<${Dialog} title=${t('chat.why')} onClose=${onClose} onSubmit=${send}
    actions=${html`<${Button} onClick=${onClose}>${t('ui.cancel')}<//><${Button} kind="primary" type="submit">${t('chat.sendFeedback')}<//>`}>
    <${TextArea} label=${t('chat.whyLabel')} value=${feedback} onChange=${setFeedback} rows="4" />
  <//>`;
}

/** The sessions of the assistant, in the side bar. */
export function Aside({ params }) {
  useLanguage();
  const assistants = useValue(chat, (state) => state.assistants);
  const sessions = useValue(chat, (state) => state.sessions[params.assistant]);
  const [search, setSearch] = useState('');
  const mentioned = useMentions(params.assistant, search.trim());
  useEffect(() => {
    if (params.assistant) {
      store.loadSessions(params.assistant).catch(() => {});
    }
  }, [params.assistant]);
  const assistant = assistants?.find((one) => one.id === params.assistant);
  if (!assistant) {
    return null;
  }
  const words = search.trim().toLowerCase();
  const found = (sessions ?? []).filter((one) => !words || one.name.toLowerCase().includes(words) || mentioned.has(one.id));
  return html`<div class="sessions">
    ${assistants.length > 1 && html`<${Menu} label=${t('chat.changeAssistant')} align="start" class="assistant-menu"
      items=${assistants.map((one) => ({
        text: one.name,
        checked: one.id === assistant.id,
        onSelect: () => navigate(`/chat/${one.id}`),
      }))}>
      <${Icon} name="assistant" size="18" /><span>${assistant.name}</span><${Icon} name="expand" size="16" />
    <//>`}
    <${Button} icon="plus" class="new-chat" to=${`/chat/${assistant.id}`}>${t('chat.new')}<//>
    <div class="session-search">
      <${Icon} name="search" size="17" />
      <input type="search" value=${search} placeholder=${t('chat.searchSessions')} aria-label=${t('chat.searchSessions')}
        onInput=${(event) => setSearch(event.target.value)} />
    </div>
    <nav class="session-list" aria-label=${t('chat.sessions')}>
      ${sessions && found.length === 0 && html`<p class="session-none">${words ? t('chat.noneFound') : t('chat.noSessions')}</p>`}
      ${byAge(found).map((group) => html`<section key=${group.name}>
        <h2>${t(`chat.age.${group.name}`)}</h2>
        <ul>${group.sessions.map((one) => html`<${Session} key=${one.id} session=${one} assistant=${assistant.id} isOpen=${one.id === params.session} />`)}</ul>
      </section>`)}
    </nav>
  </div>`;
}

const NONE = new Set();

/** The ids of the sessions that have the words somewhere; names are compared at once, the server is asked a moment later. */
function useMentions(assistant, words) {
  const [found, setFound] = useState({ words: '', ids: NONE });
  useEffect(() => {
    if (!words || !assistant) {
      return undefined;
    }
    let isOld = false;
    const show = (ids) => isOld || setFound({ words, ids });
    const timer = setTimeout(() => store.findSessions(assistant, words).then(show, () => {}), 200);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [assistant, words]);
  return found.words === words ? found.ids : NONE;
}

function Session({ session, assistant, isOpen }) {
  const isRunning = useValue(chat, (state) => session.id in state.runs);
  const rename = async () => {
    const name = await prompt({ title: t('chat.rename'), label: t('chat.name'), value: session.name });
    if (name) {
      await attempt(() => store.renameSession(assistant, session.id, name));
    }
  };
  const remove = async () => {
    const sure = await confirm({
      title: t('chat.delete'),
      text: t('chat.deleteText', { name: session.name }),
      action: t('ui.delete'),
      danger: true,
    });
    if (sure) {
      await attempt(() => store.deleteSession(assistant, session.id));
      if (isOpen) {
        navigate(`/chat/${assistant}`, { replace: true });
      }
    }
  };
  return html`<li class=${isOpen ? 'session session-open' : 'session'}>
    <a href=${`#/chat/${assistant}/${session.id}`} aria-current=${isOpen ? 'page' : undefined} title=${session.name}>
      ${isRunning && html`<${Spinner} />`}<span>${session.name}</span>
    </a>
    <${Menu} label=${t('chat.sessionMenu', { name: session.name })}
      items=${[
        { text: t('chat.rename'), icon: 'edit', onSelect: rename },
        { text: t('ui.delete'), icon: 'trash', danger: true, onSelect: remove },
      ]} />
  </li>`;
}
