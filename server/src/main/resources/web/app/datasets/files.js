// Files as people bring them: dropped, chosen, or whole folders.

import { html, useEffect, useRef, useState } from '../html.js';
import { upload } from '../api.js';
import { t, bytes } from '../i18n.js';
import { Button, Icon, IconButton, Progress } from '../ui.js';
import { parseDocuments } from './calls.js';

const AT_ONCE = 3;
const LEAVES_AFTER = 1500;
const MOST_SHOWN = 50;
const SMALLEST_STEP = 0.02;
const TELLS_AFTER = 250;
const PASSED_OVER = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** All files of a drop, those in folders too. Must be called while the event is handled. */
export function droppedFiles(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  return Promise.all(entries.filter(Boolean).map(filesIn)).then((lists) => lists.flat().filter(isWanted));
}

async function filesIn(entry) {
  if (entry instanceof File) {
    return [entry];
  }
  if (entry.isFile) {
    return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // a reader gives at most a hundred entries at a time
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return (await Promise.all(found.map(filesIn))).flat();
    }
    found.push(...some);
  }
}

const isWanted = (file) => !PASSED_OVER.test(file.name) && file.size > 0;

let nextId = 1;

/**
 * Uploads into a dataset, some at once, and has the server parse what has arrived. `dataset` gives the id, and may make
 * the dataset first. Gives {uploads, add, retry, dismiss}.
 */
export function useUploads(dataset, onArrived) {
  const [uploads, setUploads] = useState([]);
  const list = useRef([]);
  const telling = useRef(0);
  const arrived = useRef(onArrived);
  const target = useRef(dataset);
  arrived.current = onArrived;
  target.current = dataset;
  const set = (next) => {
    list.current = next;
    setUploads(next);
  };
  const change = (id, fields) => set(list.current.map((one) => (one.id === id ? { ...one, ...fields } : one)));
  const dismiss = (id) => set(list.current.filter((one) => one.id !== id));
  const next = () => {
    const sending = list.current.filter((one) => one.state === 'sending').length;
    list.current
      .filter((one) => one.state === 'waiting')
      .slice(0, Math.max(0, AT_ONCE - sending))
      .forEach((one) => {
        change(one.id, { state: 'sending' });
        send(one);
      });
  };
  const send = async (one) => {
    try {
      const form = new FormData();
      form.append('kb_id', await target.current());
      form.append('file', one.file, one.file.name);
      const documents = await upload('/v1/document/upload', form, steps((share) => change(one.id, { share })));
      await parseDocuments(documents.map((document) => document.id));
      change(one.id, { state: 'done', share: 1 });
      setTimeout(() => dismiss(one.id), LEAVES_AFTER);
      clearTimeout(telling.current);
      telling.current = setTimeout(() => arrived.current(), TELLS_AFTER);
    } catch (error) {
      change(one.id, { state: 'failed', error: sentence(error, one.file) });
    }
    next();
  };
  const add = (files) => {
    const more = [...files].map((file) => ({ id: nextId++, file, share: 0, state: 'waiting' }));
    set([...list.current, ...more]);
    next();
  };
  const retry = (id) => {
    change(id, { state: 'waiting', share: 0, error: undefined });
    next();
  };
  const busy = uploads.some((one) => one.state === 'sending' || one.state === 'waiting');
  useEffect(() => {
    if (!busy) {
      return undefined;
    }
    const warn = (event) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [busy]);
  return { uploads, add, retry, dismiss, busy };
}

/** Hears of a share only when it has grown by some. */
function steps(onShare) {
  let last = 0;
  return (share) => {
    if (share - last >= SMALLEST_STEP || share === 1) {
      last = share;
      onShare(share);
    }
  };
}

function sentence(error, file) {
  return error.message.includes('has not been supported yet') ? t('files.unsupported', { suffix: suffix(file.name) }) : error.message;
}

export const suffix = (name) => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '');

/** Where files are dropped, on the whole page, or chosen. `small` leaves out the explanation. */
export function DropZone({ onFiles, small }) {
  const over = useDropOnPage(onFiles);
  const files = useRef();
  const folder = useRef();
  const chosen = (event) => {
    onFiles([...event.target.files].filter(isWanted));
    event.target.value = '';
  };
  return html`<section class=${`drop ${small ? 'drop-small' : ''} ${over ? 'drop-over' : ''}`} aria-label=${t('files.add')}>
    <div class="drop-icon"><${Icon} name="upload" size=${small ? 22 : 30} /></div>
    <div class="drop-text">
      <p class="drop-title">${over ? t('files.release') : t('files.drop')}</p>
      ${!small && html`<p class="hint">${t('files.kinds')}</p>`}
    </div>
    <div class="drop-actions">
      <${Button} kind=${small ? 'plain' : 'primary'} icon="document" onClick=${() => files.current.click()}>${t('files.choose')}<//>
      <${Button} icon="folder" onClick=${() => folder.current.click()}>${t('files.chooseFolder')}<//>
    </div>
    <input class="visually-hidden" type="file" multiple tabindex="-1" aria-label=${t('files.choose')} ref=${files} onChange=${chosen} data-role="files" />
    <input class="visually-hidden" type="file" webkitdirectory tabindex="-1" aria-label=${t('files.chooseFolder')} ref=${folder} onChange=${chosen} />
  </section>`;
}

/** Whether files hang over the page; they may be dropped anywhere on it. */
function useDropOnPage(onFiles) {
  const [over, setOver] = useState(false);
  const handler = useRef(onFiles);
  handler.current = onFiles;
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
    const listeners = {
      dragenter: (event) => hasFiles(event) && setOver(++depth > 0),
      dragleave: (event) => hasFiles(event) && setOver((depth = Math.max(0, depth - 1)) > 0),
      dragover: (event) => hasFiles(event) && event.preventDefault(),
      drop: (event) => {
        depth = 0;
        setOver(false);
        if (hasFiles(event)) {
          event.preventDefault();
          droppedFiles(event.dataTransfer).then((files) => handler.current(files));
        }
      },
    };
    Object.entries(listeners).forEach(([name, listener]) => addEventListener(name, listener));
    return () => Object.entries(listeners).forEach(([name, listener]) => removeEventListener(name, listener));
  }, []);
  return over;
}

/** The files that are on their way, each with how far it is. */
export function Uploads({ uploads, retry, dismiss }) {
  if (uploads.length === 0) {
    return null;
  }
  const done = uploads.filter((one) => one.state === 'done').length;
  return html`<section class="uploads" aria-label=${t('files.uploading')}>
    <h2 class="uploads-title">${uploads.every((one) => one.state === 'failed')
      ? t('files.failed', { count: uploads.length })
      : t('files.progress', { done, count: uploads.length })}</h2>
    <ul>
      ${uploads.slice(0, MOST_SHOWN).map((one) => html`<li class=${`upload upload-${one.state}`} key=${one.id}>
        <${Icon} name=${{ done: 'check', failed: 'warning' }[one.state] ?? 'document'} size="18" />
        <span class="upload-name" title=${one.file.name}>${one.file.name}</span>
        <span class="upload-size">${bytes(one.file.size)}</span>
        ${one.state === 'failed'
          ? html`<span class="upload-error" role="alert">${one.error}</span>
              <${IconButton} icon="again" size="18" label=${t('files.retry', { name: one.file.name })} onClick=${() => retry(one.id)} />
              <${IconButton} icon="close" size="18" label=${t('files.dismiss', { name: one.file.name })} onClick=${() => dismiss(one.id)} />`
          : html`<${Progress} value=${one.share} label=${t('files.sending', { name: one.file.name })} kind=${one.state === 'done' ? 'ok' : 'accent'} />`}
      </li>`)}
    </ul>
    ${uploads.length > MOST_SHOWN && html`<p class="uploads-more">${t('files.more', { count: uploads.length - MOST_SHOWN })}</p>`}
  </section>`;
}
