// What a document looks like: the pages of a PDF as pictures with the chunks marked on them, a picture as it is, a text as
// it stands, and of all other files the text that the parser reads.

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { ApiError, checked, get, send } from '../api.js';
import { number, t } from '../i18n.js';
import { ErrorNote, IconButton, Spinner, useAsync } from '../ui.js';
import { suffix } from './files.js';
import { boxesOn, isPdf, pagesOf } from './places.js';

const PICTURES = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp'];
const TEXTS = ['txt', 'md', 'mdx', 'markdown', 'csv', 'tsv', 'json', 'jsonl', 'yml', 'yaml', 'xml', 'log', 'ini', 'text', 'ldjson',
  'py', 'js', 'java', 'c', 'cpp', 'h', 'php', 'go', 'ts', 'sh', 'cs', 'kt', 'sql'];
const LONGEST_TEXT = 400_000;

export const hasView = (document) => document.size > 0;

/** The bytes of an answer; what is an envelope instead is the error in it. */
async function bytesOf(path) {
  const response = await send('GET', path);
  if (response.headers.get('Content-Type')?.startsWith('application/json') && !response.headers.get('Content-Disposition')) {
    checked(await response.json(), response.status);
  }
  if (!response.ok) {
    throw new ApiError(`HTTP ${response.status}`, response.status, response.status);
  }
  return response;
}

export async function download(file) {
  const response = await bytesOf(`/v1/document/get/${file.id}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function View({ document, ...rest }) {
  if (isPdf(document)) {
    return html`<${PdfView} document=${document} ...${rest} />`;
  }
  return PICTURES.includes(suffix(document.name))
    ? html`<${PictureView} document=${document} />`
    : html`<${TextView} document=${document} ...${rest} />`;
}

/** A text file as it stands; of all others what the parser reads. */
async function textOf({ id, name }) {
  if (TEXTS.includes(suffix(name))) {
    const response = await bytesOf(`/v1/document/get/${id}`);
    return (await response.text()).slice(0, LONGEST_TEXT);
  }
  return (await get(`/v1/document/text/${id}`)).text;
}

function PdfView({ document, chunks, chosen, choose }) {
  const [page, setPage] = useState(1);
  const frame = useRef();
  useEffect(() => {
    if (chosen && pagesOf(chosen).length > 0 && !pagesOf(chosen).includes(page)) {
      setPage(pagesOf(chosen)[0]);
    }
  }, [chosen?.chunk_id]);
  const picture = useAsync(() => pagePicture(document.id, page, Math.ceil((frame.current?.clientWidth ?? 700) * Math.min(2, devicePixelRatio))), [document.id, page]);
  useEffect(() => () => picture.data && URL.revokeObjectURL(picture.data.address), [picture.data]);
  const shown = picture.data;
  const all = chosen && !chunks.some((one) => one.chunk_id === chosen.chunk_id) ? [...chunks, chosen] : chunks;
  const keys = (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (step && shown && page + step >= 1 && page + step <= shown.pages) {
      event.preventDefault();
      setPage(page + step);
    }
  };
  return html`<section class="view" aria-label=${t('view.document')} onKeyDown=${keys}>
    <div class="view-bar">
      <${IconButton} icon="left" label=${t('view.before')} disabled=${page <= 1} onClick=${() => setPage(page - 1)} />
      <label class="view-page">${t('view.page')}
        <input class="input" type="number" min="1" max=${shown?.pages} value=${page}
          onChange=${(event) => setPage(Math.max(1, Math.min(shown?.pages ?? 1, Number(event.target.value) || 1)))} />
      </label>
      <span class="quiet">${shown ? t('view.of', { pages: number(shown.pages) }) : ''}</span>
      <${IconButton} icon="chevron" label=${t('view.after')} disabled=${!shown || page >= shown.pages} onClick=${() => setPage(page + 1)} />
    </div>
    <div class="sheet-frame" ref=${frame} aria-busy=${String(picture.loading)}>
      ${picture.error && !picture.loading && html`<${ErrorNote} error=${picture.error} retry=${picture.reload} />`}
      ${!shown && picture.loading && html`<div class="sheet-waiting"><${Spinner} label=${t('view.painting')} /></div>`}
      ${shown && html`<div class=${`sheet ${picture.loading ? 'sheet-old' : ''}`}>
        <img src=${shown.address} alt=${t('view.picture', { page: shown.page, name: document.name })}
          width=${Math.round(shown.width)} height=${Math.round(shown.height)} />
        ${all.map((chunk) => html`<${Boxes} key=${chunk.chunk_id} chunk=${chunk} picture=${shown}
          chosen=${chunk.chunk_id === chosen?.chunk_id} choose=${choose} />`)}
      </div>`}
    </div>
  </section>`;
}

/** A page as {address, page, pages, width, height}, sizes in points. */
async function pagePicture(id, page, width) {
  const response = await bytesOf(`/v1/document/page/${id}/${page}?width=${Math.max(400, width)}`);
  const [wide, high] = response.headers.get('X-Freshet-Page-Size').split('x').map(Number);
  return {
    address: URL.createObjectURL(await response.blob()),
    page,
    pages: Number(response.headers.get('X-Freshet-Pages')),
    width: wide,
    height: high,
  };
}

const MARGIN = 3;

function Boxes({ chunk, picture, chosen, choose }) {
  const first = useRef();
  const boxes = useMemo(() => boxesOn(chunk, picture.page), [chunk, picture.page]);
  useLayoutEffect(() => {
    if (chosen) {
      first.current?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
    }
  }, [chosen, picture.address]);
  return boxes.map(({ left, right, top, bottom }, index) => {
    const place = {
      left: `${((left - MARGIN) / picture.width) * 100}%`,
      top: `${((top - MARGIN) / picture.height) * 100}%`,
      width: `${((right - left + 2 * MARGIN) / picture.width) * 100}%`,
      height: `${((bottom - top + 2 * MARGIN) / picture.height) * 100}%`,
    };
    return html`<button type="button" tabindex="-1" aria-hidden="true" class=${`mark-box ${chosen ? 'mark-chosen' : ''}`} style=${place}
      ref=${index === 0 ? first : undefined} onClick=${() => choose(chunk.chunk_id)}></button>`;
  });
}

function PictureView({ document }) {
  const picture = useAsync(async () => URL.createObjectURL(await (await bytesOf(`/v1/document/get/${document.id}`)).blob()), [document.id]);
  useEffect(() => () => picture.data && URL.revokeObjectURL(picture.data), [picture.data]);
  return html`<section class="view" aria-label=${t('view.document')}>
    ${picture.error && html`<${ErrorNote} error=${picture.error} retry=${picture.reload} />`}
    ${picture.data && html`<div class="sheet-frame"><img class="view-picture" src=${picture.data} alt=${document.name} /></div>`}
  </section>`;
}

function TextView({ document, chosen }) {
  const text = useAsync(() => textOf(document), [document.id]);
  const mark = useRef();
  const range = useMemo(() => (text.data && chosen ? find(text.data, chosen.content_with_weight) : null), [text.data, chosen]);
  useLayoutEffect(() => {
    mark.current?.scrollIntoView({ block: 'center', behavior: 'auto' });
  }, [range]);
  const isRead = !TEXTS.includes(suffix(document.name));
  return html`<section class="view" aria-label=${t('view.document')}>
    ${isRead && html`<p class="view-note quiet small">${t('view.read')}</p>`}
    ${text.error && html`<${ErrorNote} error=${text.error} retry=${text.reload} />`}
    ${text.data === '' && html`<p class="quiet">${t('view.noText')}</p>`}
    ${text.loading && !text.data && html`<div class="sheet-waiting"><${Spinner} label=${t('ui.loading')} /></div>`}
    ${text.data && html`<pre class=${isRead ? 'view-text view-text-read' : 'view-text'} tabindex="0">${range
      ? [text.data.slice(0, range[0]), html`<mark ref=${mark}>${text.data.slice(...range)}</mark>`, text.data.slice(range[1])]
      : text.data}</pre>`}
  </section>`;
}

/**
 * Where a chunk stands in the file's text: [from, to], or null. Chunks repeat the headings above them and have other blanks
 * and marks than the file, so letters and digits alone are compared, line by line, the longest line first.
 */
function find(text, chunk) {
  const file = lettersOf(text);
  const lines = chunk
    .replace(/<\/?em>/g, '')
    .split('\n')
    .map((line) => lettersOf(line).letters)
    .filter((letters) => letters.length > 2);
  if (lines.length === 0) {
    return null;
  }
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best));
  const at = file.letters.indexOf(longest);
  if (at < 0) {
    return null;
  }
  let from = at;
  let to = at + longest.length;
  const index = lines.indexOf(longest);
  for (const line of lines.slice(0, index).reverse()) {
    const before = file.letters.lastIndexOf(line, from - line.length);
    from = before >= 0 && from - (before + line.length) < NEAR ? before : from;
  }
  for (const line of lines.slice(index + 1)) {
    const after = file.letters.indexOf(line, to);
    to = after >= 0 && after - to < NEAR ? after + line.length : to;
  }
  return [file.places[from], file.places[to - 1] + 1];
}

const NEAR = 80;

/** The letters and digits of a text in small form, and where in it each stands. */
function lettersOf(text) {
  const letters = [];
  const places = [];
  for (let i = 0; i < text.length; i++) {
    if (/[\p{L}\p{N}]/u.test(text[i])) {
      letters.push(text[i].toLowerCase()[0]);
      places.push(i);
    }
  }
  return { letters: letters.join(''), places };
}
