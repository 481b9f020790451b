// From documents to the first answer: an assistant for a dataset, and a question to it.

import { get, post } from '../api.js';

/** An API key of the tenant's own, made when there is none. */
async function key() {
  const keys = await get('/v1/system/token_list');
  const own = keys.find((one) => !one.dialog_id);
  return (own ?? (await post('/v1/system/new_token'))).token;
}

/** An assistant for the dataset, with the prompt that the server gives to all; the one there is where there is one. */
export async function newAssistant(name, dataset) {
  const present = await get('/v1/dialog/list');
  const own = present.find((one) => one.kb_ids.includes(dataset));
  if (own) {
    return own;
  }
  const headers = { Authorization: `Bearer ${await key()}` };
  const made = await post('/api/v1/chats', { name: freeName(name, present), dataset_ids: [dataset] }, { headers });
  return get('/v1/dialog/get', { dialog_id: made.id });
}

function freeName(name, present) {
  const names = new Set(present.map((one) => one.name));
  let free = name;
  for (let i = 2; names.has(free); i++) {
    free = `${name} ${i}`;
  }
  return free;
}

/** Asks; gives the path of the page where the answer appears. */
export async function askFirst(assistant, question) {
  const { ask, createSession, loadAssistants } = await import('../chat/store.js');
  await loadAssistants();
  const session = await createSession(assistant, question);
  ask(session, question);
  return `/chat/${assistant.id}/${session}`;
}
