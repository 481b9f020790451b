// Elements by tagged templates: html`<p class=${c}>Hello ${name}</p>` gives what Preact renders.
// Components stand as <${Button} kind="primary">…<//>; `...${props}` spreads; a value that is alone keeps its type.

import { h, render, Component, Fragment, createContext } from '/assets/lib/preact.js';

export { h, render, Component, Fragment, createContext };
export {
  useState,
  useEffect,
  useLayoutEffect,
  useRef,
  useMemo,
  useCallback,
  useContext,
  useReducer,
  useId,
} from '/assets/lib/preact-hooks.js';

/** A component that is rendered again only when one of its properties is another. */
export function memo(component) {
  return class extends Component {
    shouldComponentUpdate(next) {
      const names = new Set([...Object.keys(next), ...Object.keys(this.props)]);
      return [...names].some((name) => next[name] !== this.props[name]);
    }

    render() {
      return h(component, this.props);
    }
  };
}

const HOLE = '\u0001';
const templates = new WeakMap();

/** A template as Preact's elements: one, or a list when it has several roots. */
export function html(strings, ...values) {
  let roots = templates.get(strings);
  if (!roots) {
    roots = new Parser(strings.join(HOLE)).children();
    templates.set(strings, roots);
  }
  const made = roots.map((node) => build(node, values));
  return made.length === 1 ? made[0] : made;
}

function build(node, values) {
  if (typeof node === 'string') {
    return node;
  }
  if (node.hole !== undefined) {
    return values[node.hole];
  }
  const props = {};
  for (const { name, parts } of node.props) {
    if (name === '...') {
      Object.assign(props, values[parts[0].hole]);
    } else {
      props[name] = value(parts, values);
    }
  }
  const tag = typeof node.tag === 'string' ? node.tag : values[node.tag.hole];
  return h(tag, props, ...node.children.map((child) => build(child, values)));
}

function value(parts, values) {
  if (parts.length === 1) {
    return parts[0].hole === undefined ? parts[0] : values[parts[0].hole];
  }
  return parts
    .map((part) => (part.hole === undefined ? part : values[part.hole]))
    .filter((part) => part !== false && part !== null && part !== undefined)
    .join('');
}

class Parser {
  constructor(source) {
    this.source = source;
    this.at = 0;
    this.holes = 0;
  }

  /** Everything up to the end tag of the element that we are in. */
  children() {
    const found = [];
    while (this.at < this.source.length && !this.source.startsWith('</', this.at)) {
      if (this.source[this.at] === '<') {
        found.push(this.element());
      } else {
        found.push(...this.text());
      }
    }
    return found;
  }

  text() {
    let end = this.source.indexOf('<', this.at);
    end = end < 0 ? this.source.length : end;
    const text = this.source.slice(this.at, end);
    this.at = end;
    return this.parts(text, (part) => part.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s*\n\s*/g, ' '));
  }

  parts(text, clean = (part) => part) {
    const parts = [];
    text.split(HOLE).forEach((part, index) => {
      if (index > 0) {
        parts.push({ hole: this.holes++ });
      }
      const cleaned = clean(part);
      if (cleaned) {
        parts.push(cleaned);
      }
    });
    return parts;
  }

  element() {
    this.at++;
    const tag = this.source[this.at] === HOLE ? this.hole() : this.word(/[^\s/>]+/y);
    const props = [];
    for (;;) {
      this.word(/\s*/y);
      if (this.source.startsWith('/>', this.at)) {
        this.at += 2;
        return { tag, props, children: [] };
      }
      if (this.source[this.at] === '>') {
        this.at++;
        const children = this.children();
        this.parts(this.word(/[^>]*>/y));
        return { tag, props, children };
      }
      props.push(this.prop());
    }
  }

  hole() {
    this.at++;
    return { hole: this.holes++ };
  }

  prop() {
    if (this.source.startsWith('...', this.at)) {
      this.at += 3;
      return { name: '...', parts: [this.hole()] };
    }
    const name = this.word(/[^\s=/>]+/y);
    if (this.source[this.at] !== '=') {
      return { name, parts: [true] };
    }
    this.at++;
    const quoted = this.word(/"[^"]*"|'[^']*'/y);
    if (quoted) {
      const parts = this.parts(quoted.slice(1, -1));
      return { name, parts: parts.length ? parts : [''] };
    }
    return { name, parts: this.parts(this.word(/[^\s>/]+(?:\/[^\s>]+)*/y)) };
  }

  /** What the sticky pattern matches here, or an empty text. */
  word(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (!match) {
      if (this.at >= this.source.length) {
        throw new Error('a template ends inside of a tag');
      }
      return '';
    }
    this.at += match[0].length;
    return match[0];
  }
}
