// Calls of the server's API. Answers come in the envelope {code, data, message}; what is not code 0 is an ApiError
// with the server's sentence.

import { t } from './i18n.js';

const STORED = 'freshet.login';

/** What the server said no with: its sentence, its code, and the HTTP status. */
export class ApiError extends Error {
  constructor(sentence, code, status) {
    super(sentence);
    this.code = code;
    this.status = status;
  }
}

export const login = {
  token: () => localStorage.getItem(STORED),
  keep: (token) => localStorage.setItem(STORED, token),
  drop: () => localStorage.removeItem(STORED),
};

let onSignedOut = () => {};

/** Who is told when the server does not know our login any more. */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

export const get = (path, query, options) => call('GET', path + queryText(query), options);
export const post = (path, body = {}, options) => call('POST', path, { ...options, body });
export const put = (path, body = {}, options) => call('PUT', path, { ...options, body });
export const del = (path, body, options) => call('DELETE', path, { ...options, body });

/** `{page: 2, run: ['A', 'B']}` as `?page=2&run=A&run=B`; what is undefined is left out. */
export function queryText(query = {}) {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') {
        pairs.append(name, one);
      }
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

/** Calls and gives the `data` of the envelope. `body` is sent as JSON, or as it is when it is a FormData. */
export async function call(method, path, options = {}) {
  return (await envelope(method, path, options)).data;
}

/** The whole envelope, for routes that say more beside `data`. */
export async function envelope(method, path, { body, headers = {}, signal } = {}) {
  const response = await send(method, path, { body, headers, signal });
  return unwrapped(response);
}

/** The response itself, with our login; a failure of the network is an ApiError too. */
export async function send(method, path, { body, headers = {}, signal, keepalive } = {}) {
  const init = { method, headers: { ...authorization(), ...headers }, signal, keepalive };
  if (body instanceof FormData) {
    init.body = body;
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(t('api.unreachable'), 'network', 0);
  }
}

export function authorization() {
  const token = login.token();
  return token ? { Authorization: token } : {};
}

async function unwrapped(response) {
  const text = await response.text();
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new ApiError(text.slice(0, 200) || `HTTP ${response.status}`, response.status, response.status);
  }
  return checked(answer, response.status);
}

/** The envelope when its code is 0. */
export function checked(answer, status) {
  if (answer.code === 401 || status === 401) {
    if (login.token()) {
      login.drop();
      onSignedOut();
    }
  }
  if (answer.code !== 0) {
    throw new ApiError(sentence(answer, status), answer.code, status);
  }
  return answer;
}

function sentence(answer, status) {
  return answer.message || answer.error?.message || `HTTP ${status}`;
}

/** Uploads a form; `onProgress` hears the share that has been sent, 0 to 1. */
export function upload(path, form, onProgress = () => {}, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Authorization', login.token() ?? '');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new ApiError(t('api.unreachable'), 'network', 0));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      try {
        resolve(checked(JSON.parse(request.responseText), request.status).data);
      } catch (error) {
        reject(error instanceof ApiError ? error : new ApiError(`HTTP ${request.status}`, request.status, request.status));
      }
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Server-sent events of a response as {id, event, data}, one by one; comments are passed over. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      rest += value;
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) {
          yield event;
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function eventOf(block) {
  const event = { id: undefined, event: 'message', data: undefined };
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) {
      continue;
    }
    const field = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    } else if (field === 'id' || field === 'event') {
      event[field] = value;
    }
  }
  return event.data === undefined ? null : event;
}
