// Talks to the server: what the widget shows of its assistant, and one streamed answer.

import { t } from './texts.js';

const asked = new URLSearchParams(location.search);

// RAGFlow's embedded address calls them shared_id and auth.
export const assistant = asked.get('assistant') ?? asked.get('shared_id') ?? '';
const token = asked.get('token') ?? asked.get('auth') ?? '';
const path = `/api/v1/chatbots/${encodeURIComponent(assistant)}`;

async function call(method, address, body, signal) {
  const headers = { Authorization: `Bearer ${token}`, 'X-Freshet-Frames': 'delta' };
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(address, { method, headers, body: body && JSON.stringify(body), signal, credentials: 'omit' });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new Error(t('offline'));
  }
}

/** {title, avatar, prologue} */
export async function about() {
  const answer = await (await call('GET', `${path}/info`)).json();
  if (answer.code !== 0) {
    throw new Error(answer.message);
  }
  return answer.data;
}

/** The events of a stream as objects; an answer in one piece is one event. */
async function* events(response) {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    yield await response.json();
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      if (part.startsWith('data:')) {
        yield JSON.parse(part.slice('data:'.length));
      }
    }
  }
}

async function* frames(body, signal) {
  for await (const event of events(await call('POST', `${path}/completions`, body, signal))) {
    if (event.code !== 0) {
      throw new Error(event.message);
    }
    if (event.data !== true) {
      yield event.data;
    }
  }
}

/** A session of its own for each conversation, made by the first question. */
export async function newSession(signal) {
  for await (const frame of frames({ question: '', stream: true }, signal)) {
    return frame.session_id;
  }
  throw new Error(t('missing'));
}

/** Asks, and tells what has changed: onChange({text, thinking, chunks}). */
export async function ask(session, question, onChange, signal) {
  let text = '';
  let thinking = '';
  let thinks = false;
  for await (const frame of frames({ question, session_id: session, stream: true, quote: true }, signal)) {
    if (frame.final) {
      text = frame.final_content;
      onChange({ text, thinking, chunks: frame.reference?.chunks ?? [] });
      continue;
    }
    thinks = frame.start_to_think ? true : frame.end_to_think ? false : thinks;
    if (thinks) {
      thinking += frame.answer ?? '';
    } else {
      text += frame.answer ?? '';
    }
    onChange({ text, thinking });
  }
}
