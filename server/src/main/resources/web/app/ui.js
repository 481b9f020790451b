// The parts that all pages are made of. Each can be used by keyboard and says what it is to a screen reader.

import { html, useEffect, useId, useRef, useState, useCallback, useLayoutEffect } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';

export { Icon };

const classes = (...names) => names.filter(Boolean).join(' ');

/** kind: primary, plain (standard), quiet or danger. `to` makes it a link. */
export function Button({ kind = 'plain', icon, busy, small, to, children, class: more, disabled, ...rest }) {
  const name = classes('button', `button-${kind}`, small && 'button-small', more);
  const content = html`${busy ? html`<${Spinner} />` : icon && html`<${Icon} name=${icon} size="18" />`}
    ${children && html`<span>${children}</span>`}`;
  if (to) {
    return html`<a class=${name} href=${`#${to}`} ...${rest}>${content}</a>`;
  }
  return html`<button type="button" class=${name} disabled=${disabled || busy} aria-busy=${busy ? 'true' : undefined} ...${rest}>
    ${content}
  </button>`;
}

/** A button that shows an icon only; `label` is what it is called. */
export function IconButton({ icon, label, class: more, size = 20, pressed, ...rest }) {
  return html`<button type="button" class=${classes('icon-button', more)} aria-label=${label} title=${label}
    aria-pressed=${pressed === undefined ? undefined : String(pressed)} ...${rest}>
    <${Icon} name=${icon} size=${size} />
  </button>`;
}

export function Spinner({ label }) {
  return html`<span class="spinner" role=${label ? 'status' : undefined} aria-label=${label}></span>`;
}

/** kind: neutral (standard), ok, warn, danger or accent. */
export function Badge({ kind = 'neutral', icon, children, ...rest }) {
  return html`<span class=${`badge badge-${kind}`} ...${rest}>
    ${icon && html`<${Icon} name=${icon} size="14" />`}<span>${children}</span>
  </span>`;
}

/** What stands where nothing is yet: an icon, a title, a sentence and what to do. */
export function Empty({ icon, title, children, action }) {
  return html`<div class="empty">
    ${icon && html`<div class="empty-icon"><${Icon} name=${icon} size="28" /></div>`}
    <h2>${title}</h2>
    ${children && html`<div class="empty-text">${children}</div>`}
    ${action && html`<div class="empty-action">${action}</div>`}
  </div>`;
}

/** What went wrong, with a way to try again. */
export function ErrorNote({ error, retry }) {
  return html`<div class="note note-danger" role="alert">
    <${Icon} name="warning" />
    <p>${error.message}</p>
    ${retry && html`<${Button} small icon="again" onClick=${retry}>${t('ui.retry')}<//>`}
  </div>`;
}

/** A share from 0 to 1, or, without a value, that something is under way. */
export function Progress({ value, label, kind = 'accent' }) {
  const known = value !== undefined && value !== null;
  return html`<div class=${classes('progress', `progress-${kind}`, !known && 'progress-unknown')} role="progressbar"
    aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${known ? Math.round(value * 100) : undefined}>
    <div class="progress-bar" style=${known ? { width: `${Math.max(0, Math.min(1, value)) * 100}%` } : undefined}></div>
  </div>`;
}

/** A label, a control and a hint. `children` is a function that gets the control's `id` and ARIA attributes. */
export function Field({ label, hint, error, children, class: more }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const props = { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined };
  return html`<div class=${classes('field', more)}>
    <label for=${id}>${label}</label>
    ${children(props)}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="field-error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

/** onChange hears the text. */
export function TextField({ label, hint, error, value, onChange, type = 'text', class: more, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${more}>
    ${(props) => html`<input class="input" type=${type} value=${value} onInput=${(event) => onChange(event.target.value)}
      ...${props} ...${rest} />`}
  <//>`;
}

export function TextArea({ label, hint, error, value, onChange, rows = 5, class: more, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${more}>
    ${(props) => html`<textarea class="input" rows=${rows} value=${value} onInput=${(event) => onChange(event.target.value)}
      ...${props} ...${rest}></textarea>`}
  <//>`;
}

/** options: [{value, text}]. */
export function Select({ label, hint, error, value, onChange, options, class: more, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${more}>
    ${(props) => html`<select class="input" value=${value} onChange=${(event) => onChange(event.target.value)}
      ...${props} ...${rest}>
      ${options.map((option) => html`<option value=${option.value} selected=${option.value === value}>${option.text}</option>`)}
    </select>`}
  <//>`;
}

/** A number on a scale, with its value beside the label. */
export function Slider({ label, hint, value, onChange, min = 0, max = 1, step = 0.01, format = String, ...rest }) {
  const id = useId();
  return html`<div class="field">
    <div class="field-row"><label for=${id}>${label}</label><output for=${id}>${format(value)}</output></div>
    <input class="slider" type="range" id=${id} min=${min} max=${max} step=${step} value=${value}
      aria-describedby=${hint ? `${id}-hint` : undefined} onInput=${(event) => onChange(Number(event.target.value))} ...${rest} />
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
  </div>`;
}

export function Switch({ label, hint, checked, onChange, hideLabel, ...rest }) {
  const id = useId();
  return html`<div class="field switch-field">
    <label class="switch">
      <input type="checkbox" role="switch" checked=${checked} aria-label=${hideLabel ? label : undefined}
        aria-describedby=${hint ? `${id}-hint` : undefined} onChange=${(event) => onChange(event.target.checked)} ...${rest} />
      <span class="switch-track" aria-hidden="true"></span>
      ${!hideLabel && html`<span>${label}</span>`}
    </label>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
  </div>`;
}

export function Checkbox({ label, hideLabel, ...rest }) {
  return html`<label class="checkbox">
    <input type="checkbox" aria-label=${hideLabel ? label : undefined} ...${rest} />
    ${!hideLabel && html`<span>${label}</span>`}
  </label>`;
}

/** tabs: [{value, text, count}]; the page shows what belongs to `value`. */
export function Tabs({ tabs, value, onChange, label }) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = tabs[(tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length];
      onChange(next.value);
      event.currentTarget.querySelector(`[data-tab="${next.value}"]`)?.focus();
    }
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${move}>
    ${tabs.map((tab) => html`<button type="button" role="tab" class="tab" data-tab=${tab.value} aria-selected=${String(tab.value === value)}
      tabindex=${tab.value === value ? 0 : -1} onClick=${() => onChange(tab.value)}>
      ${tab.text}${tab.count !== undefined && html`<span class="tab-count">${tab.count}</span>`}
    </button>`)}
  </div>`;
}

/** columns: [{title, class}]; children are the rows. Scrolls sideways by itself when it is too wide. */
export function Table({ columns, label, children }) {
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${label}>
    <table class="table">
      <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.class}>${column.title}</th>`)}</tr></thead>
      <tbody>${children}</tbody>
    </table>
  </div>`;
}

/** A window above the page; Escape and a click beside it close it. `actions` stand at its end. */
export function Dialog({ title, onClose, children, actions, wide, onSubmit }) {
  const dialog = useRef();
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  const beside = (event) => event.target === dialog.current && onClose();
  const submit = (event) => {
    event.preventDefault();
    onSubmit?.();
  };
  return html`<dialog class=${classes('dialog', wide && 'dialog-wide')} ref=${dialog} aria-labelledby=${id} onMouseDown=${beside}
    onCancel=${(event) => {
      event.preventDefault();
      onClose();
    }}>
    <form class="dialog-form" onSubmit=${submit} novalidate>
      <header class="dialog-head">
        <h2 id=${id}>${title}</h2>
        <${IconButton} icon="close" label=${t('ui.close')} onClick=${onClose} />
      </header>
      <div class="dialog-body">${children}</div>
      ${actions && html`<footer class="dialog-actions">${actions}</footer>`}
    </form>
  </dialog>`;
}

/** A button that opens a list; items: [{text, icon, danger, onSelect}], with falsy ones left out. */
export function Menu({ label, icon = 'more', items, children, class: more, align = 'end', above }) {
  const [open, setOpen] = useState(false);
  const root = useRef();
  const close = useCallback((refocus) => {
    setOpen(false);
    if (refocus) {
      root.current?.querySelector('button').focus();
    }
  }, []);
  useLayoutEffect(() => {
    if (!open) {
      return undefined;
    }
    place(root.current, align, above);
    root.current.querySelector('[role=menuitem]')?.focus();
    const outside = (event) => root.current?.contains(event.target) || setOpen(false);
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const keys = (event) => {
    if (!open) {
      return;
    }
    const entries = [...root.current.querySelectorAll('[role=menuitem]')];
    const at = entries.indexOf(document.activeElement);
    const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 };
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      close(event.key === 'Escape');
    } else if (event.key in targets) {
      event.preventDefault();
      entries[(targets[event.key] + entries.length) % entries.length].focus();
    }
  };
  const toggle = (event) => {
    event.preventDefault();
    event.stopPropagation();
    setOpen(!open);
  };
  const props = { 'aria-haspopup': 'menu', 'aria-expanded': String(open), onClick: toggle };
  return html`<div class=${classes('menu', open && 'menu-is-open', more)} ref=${root} onKeyDown=${keys}>
    ${children
      ? html`<button type="button" class="menu-button" aria-label=${label} ...${props}>${children}</button>`
      : html`<${IconButton} icon=${icon} label=${label} ...${props} />`}
    ${open && html`<div class="menu-list" popover="manual" role="menu" aria-label=${label}>
      ${items.filter(Boolean).map((item) => html`<button type="button" role="menuitem" tabindex="-1"
        class=${classes('menu-item', item.danger && 'menu-item-danger')}
        onClick=${(event) => {
          event.preventDefault();
          event.stopPropagation();
          close(true);
          item.onSelect();
        }}>
        ${item.icon && html`<${Icon} name=${item.icon} size="18" />`}<span>${item.text}</span>
        ${item.checked && html`<${Icon} name="check" size="18" />`}
      </button>`)}
    </div>`}
  </div>`;
}

/** Shows a menu's list above everything, beside its button and inside of the window. */
function place(menu, align, above) {
  const list = menu.querySelector('.menu-list');
  list.showPopover();
  const button = menu.querySelector('button').getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const left = align === 'end' ? button.right - width : button.left;
  const goesUp = above || button.bottom + height + 12 > innerHeight;
  list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, goesUp ? button.top - height - 4 : button.bottom + 4)}px`;
}

/** A text to copy, with its button. */
export function CopyButton({ text, label = t('ui.copy'), small = true, ...rest }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1600);
  };
  return html`<${Button} kind="quiet" small=${small} icon=${done ? 'check' : 'copy'} onClick=${copy} ...${rest}>
    ${done ? t('ui.copied') : label}
  <//>`;
}

/** Where the page is not served securely there is no clipboard, but there is still this. */
export async function copyText(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'off-screen';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** Code or a key in a box with a copy button. */
export function CodeBox({ text, label }) {
  return html`<figure class="code-box">
    <figcaption><span>${label}</span><${CopyButton} text=${text} /></figcaption>
    <pre tabindex="0"><code>${text}</code></pre>
  </figure>`;
}

// What floats above the page: a toast, and questions that want a yes.

let overlays = { toast: null, question: null };
let onOverlays = () => {};
let nextToast = 1;

function setOverlays(change) {
  overlays = { ...overlays, ...change };
  onOverlays(overlays);
}

/** Says something for some seconds, instead of what was said before; kind: neutral, ok or danger. */
export function toast(text, kind = 'neutral') {
  const entry = { id: nextToast++, text, kind };
  setOverlays({ toast: entry });
  setTimeout(() => overlays.toast === entry && setOverlays({ toast: null }), kind === 'danger' ? 8000 : 3000);
}

/** Runs it and says as a toast what went wrong; gives undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, 'danger');
    return undefined;
  }
}

/** Asks in a dialog; true when the answer is yes. */
export function confirm({ title, text, action = t('ui.ok'), danger = false }) {
  return new Promise((resolve) => {
    const answer = (yes) => {
      setOverlays({ question: null });
      resolve(yes);
    };
    setOverlays({ question: { title, text, action, danger, answer } });
  });
}

/** Asks for a line of text; null when the answer is no. */
export function prompt({ title, label, value = '', action = t('ui.save') }) {
  return new Promise((resolve) => {
    const answer = (text) => {
      setOverlays({ question: null });
      resolve(text === false ? null : text);
    };
    setOverlays({ question: { title, label, value, action, answer } });
  });
}

/** Stands once in the shell. */
export function Overlays() {
  const [state, setState] = useState(overlays);
  const toasts = useRef();
  useEffect(() => {
    onOverlays = setState;
    return () => {
      onOverlays = () => {};
    };
  }, []);
  useLayoutEffect(() => {
    toasts.current.hidePopover();
    if (state.toast) {
      toasts.current.showPopover(); // above dialogs too
    }
  }, [state.toast]);
  return html`<div>
    ${state.question && html`<${Question} ...${state.question} />`}
    <div class="toasts" popover="manual" ref=${toasts}>
      ${state.toast && html`<div class=${`toast toast-${state.toast.kind}`} key=${state.toast.id}>${state.toast.text}</div>`}
    </div>
    <div class="visually-hidden" role="status" aria-live="polite">${state.toast?.text}</div>
  </div>`;
}

function Question({ title, text, label, value, action, danger, answer }) {
  const [line, setLine] = useState(value ?? '');
  const yes = () => answer(label === undefined ? true : line.trim());
  const no = () => answer(false);
  return html`<${Dialog} title=${title} onClose=${no} onSubmit=${yes}
    actions=${html`<${Button} onClick=${no}>${t('ui.cancel')}<//>
      <${Button} type="submit" kind=${danger ? 'danger' : 'primary'} disabled=${label !== undefined && !line.trim()}>${action}<//>`}>
    ${text && html`<p>${text}</p>`}
    ${label !== undefined && html`<${TextField} label=${label} value=${line} onChange=${setLine} autofocus maxlength="255" />`}
  <//>`;
}

/** Loads when `inputs` change: {data, error, loading, reload, setData}. What was there stays while it loads anew. */
export function useAsync(load, inputs) {
  const [state, setState] = useState({ data: undefined, error: undefined, loading: true });
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));
    try {
      const data = await load();
      if (mine === turn.current) {
        setState({ data, error: undefined, loading: false });
      }
    } catch (error) {
      if (mine === turn.current) {
        setState((before) => ({ ...before, error, loading: false }));
      }
    }
  }, inputs);
  useEffect(() => {
    reload();
    return () => {
      turn.current++;
    };
  }, [reload]);
  const setData = useCallback((data) => setState((before) => ({ ...before, data })), []);
  return { ...state, reload, setData };
}

/** The frame of a page that is not the chat: a title, what can be done, and the content. */
export function Page({ title, back, actions, children, wide, subtitle }) {
  useEffect(() => {
    document.title = `${title} – Freshet`;
  }, [title]);
  return html`<div class=${classes('page', wide && 'page-wide')}>
    <header class="page-head">
      <div class="page-titles">
        ${back && html`<a class="page-back" href=${`#${back.path}`}><${Icon} name="left" size="16" />${back.text}</a>`}
        <h1>${title}</h1>
        ${subtitle && html`<p class="page-subtitle">${subtitle}</p>`}
      </div>
      ${actions && html`<div class="page-actions">${actions}</div>`}
    </header>
    ${children}
  </div>`;
}
