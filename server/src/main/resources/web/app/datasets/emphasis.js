// Text in which the server has marked what was searched for with <em>…</em>. It is text all the same: whatever else
// looks like a tag in it is shown as it stands.

import { Fragment, html } from '../html.js';

export function Emphasis({ text }) {
  return html`<span>${pieces(text).map((piece, index) => (index % 2 === 1 ? html`<mark>${piece}</mark>` : piece))}</span>`;
}

/** A passage: the headings that it begins with as a path, then its text. */
export function Passage({ text }) {
  const lines = (text ?? '').split('\n');
  const path = [];
  while (lines.length > 1 && (/^#{1,6} /.test(lines[0]) || (path.length > 0 && !lines[0].trim()))) {
    const line = lines.shift();
    if (line.trim()) {
      path.push(line.replace(/^#+ /, ''));
    }
  }
  const body = lines.join('\n').trim();
  return html`<${Fragment}>
    ${path.length > 0 && html`<span class="passage-path">${path.map((one, index) => html`<${Fragment} key=${index}>
      ${index > 0 && html`<span aria-hidden="true"> › </span>`}<${Emphasis} text=${one} />
    <//>`)}</span>`}
    <${Emphasis} text=${body} />
  <//>`;
}

/** Every second piece is marked. */
function pieces(text) {
  return (text ?? '').split(/<em>([\s\S]*?)<\/em>/);
}
