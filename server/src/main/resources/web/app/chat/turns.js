// The messages of a session as the chat shows them, made of what the server sends.

import { t } from '../i18n.js';

/** What is in front of an answer's text when the model has thought aloud. */
const THINKING = /^<think>([\s\S]*?)(?:<\/think>|$)/;

/**
 * Messages of a stored conversation: {id, role, content, thinking, reference, createdAt, thumb, feedback, answer, stopped,
 * failed, degraded}. An answer and its question share an id; the greeting has none. References stand beside the messages,
 * one for each answer.
 */
export function messagesOf(conversation) {
  let answer = 0;
  return conversation.message.map((message) => {
    const isAnswer = message.role === 'assistant' && message.id;
    const { thinking, content } = parted(message.content ?? '');
    return {
      id: message.id,
      role: message.role,
      thinking,
      ...(isAnswer ? endOf(message, content) : { content }),
      reference: isAnswer ? referenceOf(conversation.reference?.[answer++]) : undefined,
      createdAt: message.created_at ? message.created_at * 1000 : undefined,
      thumb: message.thumbup,
      feedback: message.feedback,
    };
  });
}

/** How a stored answer ended; what failed is no part of its text. */
function endOf({ answer_id: answer, state, degraded = [], error = '' }, text) {
  const end = { answer, degraded, stopped: state === 'stopped' };
  if (state === 'failed') {
    const { content, failed } = withoutFailure(text);
    return { ...end, content, failed: failed ?? error };
  }
  return state === 'interrupted' ? { ...end, content: text, failed: t('chat.interrupted') } : { ...end, content: text };
}

/** Servers write what failed behind the text that there was: {content, failed}. */
export function withoutFailure(text) {
  const match = /(?:^|\n)\*\*ERROR\*\*: (.*)$/s.exec(text);
  return match ? { content: text.slice(0, match.index), failed: match[1].replace(/^[A-Z_]+ - /, '') } : { content: text };
}

function parted(text) {
  const match = THINKING.exec(text);
  return match ? { thinking: match[1].trim(), content: text.slice(match[0].length).trimStart() } : { thinking: '', content: text };
}

export function referenceOf(reference) {
  return { chunks: reference?.chunks ?? [], documents: reference?.doc_aggs ?? [] };
}

/** What a session is called after its first question. */
export function nameOf(question) {
  const line = question.trim().split('\n')[0];
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** The messages in the form in which a question brings its conversation along. */
export function sent(messages) {
  return messages
    .filter((message) => !message.failed || message.content)
    .map(({ id, role, content }) => (id ? { id, role, content } : { role, content }));
}

/** The sources that an answer really cites, in the order of their numbers: [{place, chunk}]. */
export function citedSources(content, reference) {
  const places = new Set([...content.matchAll(/\[ID:\s?(\d{1,4})\]/g)].map((match) => Number(match[1])));
  return [...places]
    .sort((one, other) => one - other)
    .filter((place) => reference?.chunks[place])
    .map((place) => ({ place, chunk: reference.chunks[place] }));
}

/** An answer as plain text to copy: without its marks. */
export function plainText(content) {
  return content.replace(/\s?\[ID:\s?\d{1,4}\]/g, '');
}

const DAY = 86_400_000;

/** Sessions in groups by age: [{name, sessions}], newest first. */
export function byAge(sessions, now = Date.now()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groups = [
    { name: 'today', from: midnight },
    { name: 'yesterday', from: midnight - DAY },
    { name: 'week', from: midnight - 7 * DAY },
    { name: 'month', from: midnight - 30 * DAY },
    { name: 'older', from: -Infinity },
  ].map((group) => ({ ...group, sessions: [] }));
  for (const session of [...sessions].sort((one, other) => other.updatedAt - one.updatedAt)) {
    groups.find((group) => session.updatedAt >= group.from).sessions.push(session);
  }
  return groups.filter((group) => group.sessions.length > 0);
}
