// Markdown as safe HTML: while an answer grows, it is made block by block, and only its last block anew.
//
// Nothing of the text becomes HTML of its own: raw HTML is shown as text, pictures become their description, links
// lead to the web or to a mailbox only, and all of it passes the sanitiser.

import { Marked } from '/assets/lib/marked.js';
import DOMPurify from '/assets/lib/dompurify.js';
import { html, memo, useLayoutEffect, useMemo, useRef } from './html.js';
import { t } from './i18n.js';

const SAFE_LINK = /^(https?:|mailto:)/i;
const ATTRIBUTES = [
  ...['title', 'rel', 'target', 'class', 'start', 'type', 'checked', 'disabled', 'aria-label', 'align', 'tabindex'],
  ...['data-cite', 'data-copy', 'data-display', 'data-language'],
];
const ALLOWED = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'hr', 'a', 'span', 'div'],
    ...['h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'input', 'button'],
  ],
  ALLOWED_ATTR: ['href', ...ATTRIBUTES],
  ADD_URI_SAFE_ATTR: ATTRIBUTES,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: SAFE_LINK,
  RETURN_TRUSTED_TYPE: true,
};

export const escaped = (text) =>
  text.replace(/[&<>"']/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[one]);

const cite = {
  name: 'cite',
  level: 'inline',
  start: (source) => source.match(/\[ID:/)?.index,
  tokenizer(source) {
    const match = /^\[ID:\s?(\d{1,4})\]/.exec(source);
    return match ? { type: 'cite', raw: match[0], place: Number(match[1]) } : undefined;
  },
  renderer: ({ place }) =>
    `<button type="button" class="cite" data-cite="${place}" aria-label="${escaped(t('md.source', { number: place + 1 }))}">${place + 1}</button>`,
};

const math = (text, display) =>
  `<span class="math" ${display ? 'data-display="true"' : ''}>${escaped(text.trim())}</span>`;

const mathBlock = {
  name: 'mathBlock',
  level: 'block',
  start: (source) => source.match(/\$\$|\\\[/)?.index,
  tokenizer(source) {
    const match = /^\$\$([\s\S]+?)\$\$(?:\n|$)/.exec(source) ?? /^\\\[([\s\S]+?)\\\](?:\n|$)/.exec(source);
    return match ? { type: 'mathBlock', raw: match[0], text: match[1] } : undefined;
  },
  renderer: ({ text }) => `<p>${math(text, true)}</p>`,
};

const mathInline = {
  name: 'mathInline',
  level: 'inline',
  start: (source) => source.match(/\$|\\\(/)?.index,
  tokenizer(source) {
    const match =
      /^\$\$([^\n]+?)\$\$/.exec(source) ??
      /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)/.exec(source) ??
      /^\\\(([^\n]+?)\\\)/.exec(source);
    return match ? { type: 'mathInline', raw: match[0], text: match[1] } : undefined;
  },
  renderer: ({ text }) => math(text, false),
};

const marked = new Marked({
  gfm: true,
  extensions: [cite, mathBlock, mathInline],
  renderer: {
    html: ({ text }) => escaped(text),
    image: ({ text, href }) => `<span class="picture">${escaped(text || href)}</span>`,
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      return SAFE_LINK.test(href)
        ? `<a href="${escaped(href)}" target="_blank" rel="noopener noreferrer">${inner}</a>`
        : inner;
    },
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 2);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    code({ text, lang }) {
      const language = (lang ?? '').split(/\s/)[0].slice(0, 30);
      return `<div class="code"><div class="code-head"><span>${escaped(language)}</span><button type="button"
        class="code-copy" data-copy="true">${escaped(t('ui.copy'))}</button></div><pre tabindex="0"><code
        data-language="${escaped(language)}">${escaped(text)}</code></pre></div>`;
    },
    table(token) {
      const row = (cells, tag) =>
        `<tr>${cells
          .map((cell) => {
            const align = cell.align ? ` align="${cell.align}"` : '';
            return `<${tag}${align}>${this.parser.parseInline(cell.tokens)}</${tag}>`;
          })
          .join('')}</tr>`;
      return `<div class="table-scroll" tabindex="0"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows
        .map((cells) => row(cells, 'td'))
        .join('')}</tbody></table></div>`;
    },
  },
});

const KEPT_BLOCKS = 1000;
const rendered = new Map();

/** One block as HTML that may be shown. */
function safe(raw) {
  const known = rendered.get(raw);
  if (known) {
    return known;
  }
  const made = DOMPurify.sanitize(marked.parse(raw), ALLOWED);
  if (rendered.size >= KEPT_BLOCKS) {
    rendered.delete(rendered.keys().next().value);
  }
  rendered.set(raw, made);
  return made;
}

/** Cuts a text that grows into blocks; what lies before the last two is never looked at again. */
class Blocks {
  constructor() {
    this.text = '';
    this.done = [];
    this.end = 0;
  }

  of(text) {
    if (!text.startsWith(this.text)) {
      this.done = [];
      this.end = 0;
    }
    this.text = text;
    const open = marked
      .lexer(text.slice(this.end))
      .map((token) => token.raw)
      .filter((raw) => raw.trim());
    const all = [...this.done, ...open];
    const settled = open.slice(0, -2);
    for (const raw of settled) {
      this.end = text.indexOf(raw, this.end) + raw.length;
    }
    this.done = [...this.done, ...settled];
    return all;
  }
}

const Block = memo(({ raw, growing }) => {
  const element = useRef();
  const content = useMemo(() => ({ __html: growing ? DOMPurify.sanitize(marked.parse(raw), ALLOWED) : safe(raw) }), [raw, growing]);
  useLayoutEffect(() => {
    enhance(element.current, growing);
  }, [content]);
  return html`<div class="md-block" ref=${element} dangerouslySetInnerHTML=${content}></div>`;
});

/** The text as Markdown. `growing` says that more is to come. `onCite` hears the number of a mark that is chosen. */
export function Markdown({ text, growing = false, onCite }) {
  const blocks = useRef();
  blocks.current ??= new Blocks();
  const list = useMemo(() => (growing ? blocks.current.of(text.replaceAll('\r', '')) : [text]), [text, growing]);
  const choose = (event) => {
    const mark = event.target.closest('[data-cite]');
    if (mark) {
      onCite?.(Number(mark.dataset.cite), mark);
    }
    const copy = event.target.closest('[data-copy]');
    if (copy) {
      copyCode(copy);
    }
  };
  return html`<div class="md" onClick=${choose}>
    ${list.map((raw, index) => html`<${Block} key=${index} raw=${raw} growing=${growing && index === list.length - 1} />`)}
  </div>`;
}

async function copyCode(button) {
  const { copyText } = await import('./ui.js');
  await copyText(button.closest('.code').querySelector('code').textContent);
  button.textContent = t('ui.copied');
  setTimeout(() => {
    button.textContent = t('ui.copy');
  }, 1600);
}

/** Colours code and sets formulas, once a block has come to its end. */
function enhance(element, growing) {
  if (growing) {
    return;
  }
  for (const code of element.querySelectorAll('code[data-language]:not([data-language=""])')) {
    highlight(code);
  }
  for (const formula of element.querySelectorAll('.math')) {
    typeset(formula);
  }
}

const scripts = new Map();
const policy = globalThis.trustedTypes?.createPolicy('freshet', {
  createScriptURL: (address) => {
    if (!/^\/assets\/lib\/[a-z]+\.js$/.test(address)) {
      throw new TypeError(`${address} is no library`);
    }
    return address;
  },
});

/** A library that is no module, loaded when it is first needed. */
function library(name) {
  if (!scripts.has(name)) {
    scripts.set(
      name,
      new Promise((resolve, reject) => {
        const script = document.createElement('script');
        const address = `/assets/lib/${name}.js`;
        script.src = policy ? policy.createScriptURL(address) : address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${address} cannot be loaded`));
        document.head.append(script);
      }),
    );
  }
  return scripts.get(name);
}

async function highlight(code) {
  await library('highlight');
  const language = code.dataset.language;
  if (window.hljs.getLanguage(language) && code.textContent.length < 50_000) {
    const { value } = window.hljs.highlight(code.textContent, { language, ignoreIllegals: true });
    code.innerHTML = DOMPurify.sanitize(value, { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_TRUSTED_TYPE: true });
  }
}

async function typeset(formula) {
  await library('katex');
  const source = formula.textContent;
  try {
    window.katex.render(source, formula, {
      output: 'mathml',
      displayMode: formula.dataset.display === 'true',
      throwOnError: true,
      trust: false,
      maxExpand: 200,
    });
  } catch {
    formula.textContent = source;
    formula.classList.add('math-broken');
  }
}
