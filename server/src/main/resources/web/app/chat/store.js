// What the chat knows: assistants, their sessions, the messages of those that were opened, and the answers under way.

import { get, post } from '../api.js';
import { observable } from '../observable.js';
import { Run, rememberedRun } from './run.js';
import { messagesOf, nameOf, sent, withoutFailure } from './turns.js';

const LAST_ASSISTANT = 'freshet.assistant';

/**
 * assistants: list or null; sessions: {assistant: list}; conversations: {session: {messages}}; runs: {session: state}.
 * Each is replaced and never changed, so that components see by identity what is new.
 */
export const chat = observable({ assistants: null, sessions: {}, conversations: {}, runs: {} });

const running = new Map();

const put = (part, key, value) => chat.set((state) => ({ ...state, [part]: { ...state[part], [key]: value } }));

const without = (part, key) =>
  chat.set((state) => {
    const { [key]: _, ...rest } = state[part];
    return { ...state, [part]: rest };
  });

export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export async function loadAssistants() {
  const assistants = await get('/v1/dialog/list');
  chat.set({ assistants });
  return assistants;
}

export const lastAssistant = () => localStorage.getItem(LAST_ASSISTANT);

export async function loadSessions(assistant) {
  localStorage.setItem(LAST_ASSISTANT, assistant);
  const rows = await get('/v1/conversation/list', { dialog_id: assistant, messages: false });
  const known = new Map((chat.get().sessions[assistant] ?? []).map((session) => [session.id, session]));
  const sessions = rows.map((row) => sessionOf(row));
  const unsent = [...known.values()].filter((session) => session.fresh && !sessions.some((one) => one.id === session.id));
  put('sessions', assistant, [...unsent, ...sessions]);
}

function sessionOf(row) {
  return {
    id: row.id,
    name: row.name,
    updatedAt: row.update_time,
  };
}

/** The ids of an assistant's sessions that have the words in their names or messages. */
export async function findSessions(assistant, keywords) {
  const rows = await get('/v1/conversation/list', { dialog_id: assistant, messages: false, keywords });
  return new Set(rows.map((row) => row.id));
}

export async function loadConversation(session) {
  if (running.has(session)) {
    return;
  }
  const conversation = await get('/v1/conversation/get', { conversation_id: session });
  put('conversations', session, { messages: messagesOf(conversation), assistant: conversation.dialog_id });
  const left = rememberedRun(session);
  if (left) {
    resume(session, left);
  }
}

function resume(session, { answer, message }) {
  const { messages } = chat.get().conversations[session];
  if (messages.some((one) => one.role === 'assistant' && one.id === message)) {
    sessionStorage.removeItem('freshet.running');
    return;
  }
  setMessages(session, [...messages, { id: message, role: 'assistant', content: '', thinking: '', running: true }]);
  const run = start(session, message, answer);
  run.resume().finally(() => settle(session, run));
}

function start(session, message, answer) {
  const run = new Run({ session, message, answer, onChange: () => put('runs', session, run.state) });
  running.set(session, run);
  put('runs', session, run.state);
  return run;
}

/** A new session, named by its first question; gives its id. */
export async function createSession(assistant, question) {
  const id = newId();
  const row = await post('/v1/conversation/set', {
    conversation_id: id,
    is_new: true,
    name: nameOf(question),
    dialog_id: assistant.id,
  });
  put('conversations', id, { messages: messagesOf(row), assistant: assistant.id });
  const session = { ...sessionOf(row), fresh: true };
  put('sessions', assistant.id, [session, ...(chat.get().sessions[assistant.id] ?? [])]);
  return id;
}

/** Asks in a session behind the messages given; what stood there after them is deleted first. */
export async function ask(session, question, earlier = chat.get().conversations[session].messages) {
  const { messages } = chat.get().conversations[session];
  const dropped = [...new Set(messages.slice(earlier.length).map((message) => message.id))].filter(Boolean);
  const id = newId();
  const asked = { id, role: 'user', content: question, thinking: '' };
  const answer = { id, role: 'assistant', content: '', thinking: '', running: true };
  setMessages(session, [...earlier, asked, answer]);
  const run = start(session, id);
  if (dropped.length > 0) {
    await post('/v1/conversation/delete_msg', { conversation_id: session, message_ids: dropped }).catch(() => {});
  }
  touch(session);
  await run.ask({ conversation_id: session, messages: sent([...earlier, asked]) });
  settle(session, run);
}

/** The answer is over: what the run gathered becomes the message. */
function settle(session, run) {
  running.delete(session);
  const { phase, text, thinking, reference, degraded, error } = run.state;
  const { content, failed } = withoutFailure(text);
  const conversation = chat.get().conversations[session];
  if (conversation) {
    setMessages(
      session,
      conversation.messages.map((message) =>
        message.running && message.id === run.message
          ? {
              id: message.id,
              role: 'assistant',
              content,
              thinking,
              answer: run.answer,
              reference: reference ?? { chunks: [], documents: [] },
              createdAt: Date.now(),
              degraded,
              failed: phase === 'failed' ? error : failed,
              stopped: phase === 'stopped',
            }
          : message,
      ),
    );
  }
  without('runs', session);
}

export function stop(session) {
  return running.get(session)?.stop();
}

function setMessages(session, messages) {
  put('conversations', session, { ...chat.get().conversations[session], messages });
}

/** Puts the session on top of its list. */
function touch(id) {
  const { assistant } = chat.get().conversations[id];
  const sessions = chat.get().sessions[assistant] ?? [];
  put(
    'sessions',
    assistant,
    sessions.map((session) =>
      session.id === id
        ? { ...session, fresh: false, updatedAt: Date.now() }
        : session,
    ),
  );
}

export async function renameSession(assistant, id, name) {
  await post('/v1/conversation/set', { conversation_id: id, is_new: false, name });
  const change = (session) => (session.id === id ? { ...session, name } : session);
  put('sessions', assistant, chat.get().sessions[assistant].map(change));
}

export async function deleteSession(assistant, id) {
  await running.get(id)?.stop().catch(() => {});
  await post('/v1/conversation/rm', { conversation_ids: [id] });
  put('sessions', assistant, chat.get().sessions[assistant].filter((session) => session.id !== id));
  without('conversations', id);
}

export async function rate(session, id, thumb, feedback = '') {
  await post('/v1/conversation/thumbup', { conversation_id: session, message_id: id, thumbup: thumb, feedback });
  const { messages } = chat.get().conversations[session];
  setMessages(
    session,
    messages.map((message) => (message.role === 'assistant' && message.id === id ? { ...message, thumb, feedback } : message)),
  );
}
