// An answer's Markdown as elements. What somebody wrote as HTML stays text, pictures become their words, links lead to
// the web or to a mailbox only, and all of it goes through the sanitiser besides.

import { Marked } from '/assets/lib/marked.js';
import DOMPurify from '/assets/lib/dompurify.js';
import { t } from './texts.js';

const MARK = /\[ID:\s?(\d+)\]/;
const MARKS = /\[ID:\s?(\d+)\]/g;
const TAGS = ['p', 'br', 'hr', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'div', 'button', 'input'];
const ATTRIBUTES = ['href', 'title', 'class', 'start', 'align', 'type', 'checked', 'disabled', 'data-mark', 'aria-label', 'tabindex',
  'target', 'rel'];
const SAFE_ADDRESS = /^(https?:|mailto:)/i;

let numbers = new Map();

const escape = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

const citation = {
  name: 'citation',
  level: 'inline',
  start: (source) => source.search(MARK),
  tokenizer(source) {
    const match = /^\s?\[ID:\s?(\d+)\]/.exec(source);
    return match ? { type: 'citation', raw: match[0], passage: Number(match[1]) } : undefined;
  },
  renderer({ passage }) {
    const number = numbers.get(passage);
    return number
      ? `<button type="button" class="mark" data-mark="${passage}" aria-label="${t('source', { number, name: '' })}">${number}</button>`
      : '';
  },
};

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: [citation],
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ text }) => escape(text),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return SAFE_ADDRESS.test(href)
        ? `<a href="${escape(href)}" target="_blank" rel="noopener noreferrer nofollow">${words}</a>`
        : words;
    },
    table(token) {
      const row = (cells) => `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>`;
      return `<div class="table" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>${token.rows.map(row).join('')}</tbody></table></div>`;
    },
  },
});

/** The passages that a text names, in the order of their numbers. */
export function citedPassages(text) {
  return [...new Set([...text.matchAll(MARKS)].map((match) => Number(match[1])))];
}

/** The text as people paste it elsewhere. */
export const withoutMarks = (text) => text.replace(/\s?\[ID:\s?\d+\]/g, '');

/** Draws the text into an element; blocks that are as they were stay untouched, so a growing answer costs its end only. */
export function draw(element, text, passages) {
  numbers = new Map(citedPassages(text).filter((one) => one < passages).map((one, index) => [one, index + 1]));
  const blocks = marked.lexer(text).filter((token) => token.type !== 'space');
  const drawn = element.drawn ?? [];
  const key = (block) => `${numbers.size && MARK.test(block.raw) ? [...numbers.keys()] : ''}|${block.raw}`;
  let same = 0;
  while (same < drawn.length && same < blocks.length && drawn[same].key === key(blocks[same])) {
    same++;
  }
  drawn.splice(same).forEach((old) => old.nodes.forEach((node) => node.remove()));
  for (const block of blocks.slice(same)) {
    const nodes = [...fragment(block).childNodes];
    element.append(...nodes);
    drawn.push({ key: key(block), nodes });
  }
  element.drawn = drawn;
}

function fragment(block) {
  return DOMPurify.sanitize(marked.parser([block]), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
