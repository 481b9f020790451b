// An answer that is being given: it is read as a stream, and goes on where it was when the connection breaks or the
// page is loaded again, for the server keeps answering meanwhile.

import { ApiError, checked, events, post, send } from '../api.js';
import { t } from '../i18n.js';
import { referenceOf } from './turns.js';

const STORED = 'freshet.running';
const TRIES = 6;
const HEADERS = { 'X-Freshet-Events': '1', 'X-Freshet-Frames': 'delta' };

/** The answers that were under way when the page was left: {session: {answer, message}}. */
function remembered() {
  return JSON.parse(sessionStorage.getItem(STORED) ?? '{}');
}

function remember(session, entry) {
  const all = remembered();
  if (entry) {
    all[session] = entry;
  } else {
    delete all[session];
  }
  sessionStorage.setItem(STORED, JSON.stringify(all));
}

export const rememberedRun = (session) => remembered()[session];

/**
 * One answer. Its state, that `onChange` hears of at most once a frame:
 * phase waiting | queued | thinking | writing | finished | stopped | failed, text, thinking, queue, degraded, reference, error.
 */
export class Run {
  constructor({ session, message, answer, onChange }) {
    this.session = session;
    this.message = message;
    this.answer = answer;
    this.onChange = onChange;
    this.last = undefined;
    this.state = { phase: 'waiting', text: '', thinking: '', degraded: [], queue: null, reference: null, error: null };
    this.isThinking = false;
    this.isOver = false;
    this.frame = null;
  }

  /** Asks; gives when the answer is over. */
  async ask(body) {
    await this.read(() =>
      send('POST', '/v1/conversation/completion', {
        body,
        headers: { ...HEADERS, 'Idempotency-Key': this.message, ...this.lastHeader() },
      }),
    );
  }

  /** Follows an answer that was asked for before the page was loaded. */
  async resume() {
    await this.read(() => this.follow());
  }

  follow() {
    return send('GET', `/api/v1/answers/${this.answer}/events`, { headers: { ...HEADERS, ...this.lastHeader() } });
  }

  lastHeader() {
    return this.last ? { 'Last-Event-ID': this.last } : {};
  }

  async stop() {
    this.wantsStop = true;
    if (this.answer) {
      await post(`/api/v1/answers/${this.answer}/stop`);
    }
  }

  async read(request) {
    let ask = request;
    for (let attempt = 0; !this.isOver; attempt++) {
      try {
        const before = this.last;
        const response = await ask();
        if (response.status === 204) {
          break;
        }
        await this.consume(response);
        if (this.last !== before) {
          attempt = 0;
        }
        if (!this.isOver && attempt >= TRIES) {
          throw new ApiError(t('api.unreachable'), 'network', 0);
        }
      } catch (error) {
        if (!isBroken(error) || attempt >= TRIES) {
          this.fail(error.message);
        }
      }
      if (!this.isOver) {
        await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** Math.min(attempt, 4)));
        ask = this.answer ? () => this.follow() : request;
      }
    }
    this.end();
  }

  async consume(response) {
    const type = response.headers.get('Content-Type') ?? '';
    if (!type.startsWith('text/event-stream')) {
      this.fail(refusal(await response.text(), response.status));
      return;
    }
    this.answer = response.headers.get('X-Freshet-Answer') ?? this.answer;
    remember(this.session, { answer: this.answer, message: this.message });
    if (this.wantsStop) {
      this.stop().catch(() => {});
    }
    for await (const event of events(response)) {
      this.last = event.id ?? this.last;
      this.take(event);
      if (this.isOver) {
        return;
      }
    }
  }

  take({ event, data, id }) {
    if (event === 'queue') {
      this.change({ queue: JSON.parse(data), phase: 'queued' });
    } else if (event === 'degraded') {
      this.change({ degraded: [...new Set([...this.state.degraded, JSON.parse(data).note])] });
    } else if (event === 'message') {
      this.takeFrame(JSON.parse(data), id);
    }
  }

  takeFrame(frame, id) {
    if (frame.code !== 0) {
      this.fail(frame.message);
    } else if (frame.data === true || id === 'end') {
      this.isOver = true;
    } else if (frame.data.final) {
      this.change({ text: frame.data.final_content, reference: referenceOf(frame.data.reference), phase: 'finished' });
    } else {
      this.takeDelta(frame.data);
    }
  }

  takeDelta(data) {
    if (data.start_to_think || data.end_to_think) {
      this.isThinking = data.start_to_think === true;
    }
    if (this.isThinking) {
      this.change({ thinking: this.state.thinking + data.answer, phase: 'thinking', queue: null });
    } else {
      this.change({ text: this.state.text + data.answer, phase: 'writing', queue: null });
    }
  }

  fail(sentence) {
    this.isOver = true;
    this.change({ error: sentence, phase: 'failed' });
  }

  end() {
    this.isOver = true;
    remember(this.session, null);
    if (this.state.phase !== 'failed') {
      this.state = { ...this.state, phase: this.wantsStop ? 'stopped' : 'finished' };
    }
    this.onChange = () => {};
  }

  change(change) {
    this.state = { ...this.state, ...change };
    this.frame ??= document.hidden ? setTimeout(() => this.tell(), 100) : requestAnimationFrame(() => this.tell());
  }

  tell() {
    this.frame = null;
    this.onChange(this);
  }
}

/** Whether the connection broke, which browsers tell as a TypeError of `read`. */
const isBroken = (error) => error.code === 'network' || /network|fetch|load failed/i.test(error.message);

/** The sentence of an answer that is no stream; one that knows no login leads to the form. */
function refusal(text, status) {
  try {
    checked(JSON.parse(text), status);
  } catch (error) {
    return error instanceof ApiError ? error.message : `HTTP ${status}`;
  }
  return `HTTP ${status}`;
}
