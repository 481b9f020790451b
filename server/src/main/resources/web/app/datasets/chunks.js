// The chunks of a document: reading, finding, changing them.

import { html, useEffect, useLayoutEffect, useRef, useState } from '../html.js';
import { number, t } from '../i18n.js';
import { attempt, Badge, Button, confirm, Dialog, ErrorNote, Field, Icon, IconButton, Menu, Select, Spinner, Switch, TextArea, copyText, toast } from '../ui.js';
import { addChunk, changeChunk, enableChunks, removeChunks } from './calls.js';
import { Passage } from './emphasis.js';
import { Pager } from './pager.js';
import { isPdf, pagesOf } from './places.js';

export function Chunks({ document, chunks, list, setList, size, chosen, choose, linked, onChange }) {
  const [editing, setEditing] = useState(null);
  const [text, setText] = useState('');
  useEffect(() => {
    if (text === list.keywords) {
      return undefined;
    }
    const timer = setTimeout(() => setList({ ...list, keywords: text, page: 1 }), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const found = chunks.data;
  const act = async (work) => {
    await attempt(work);
    onChange();
  };
  const pinned = linked && linked.chunk_id === chosen && found && !found.chunks.some((one) => one.chunk_id === linked.chunk_id);
  return html`<section class="chunks" aria-label=${t('chunks.title')}>
    <div class="chunks-bar">
      <div class="search-box">
        <${Icon} name="search" size="18" />
        <input class="input" type="search" value=${text} placeholder=${t('ui.search')} aria-label=${t('chunks.search')}
          onInput=${(event) => setText(event.target.value)} />
      </div>
      <select class="input chunks-filter" aria-label=${t('chunks.which')}
        onChange=${(event) => setList({ ...list, page: 1, available: event.target.value === '' ? undefined : Number(event.target.value) })}>
        <option value="">${t('chunks.all')}</option>
        <option value="1">${t('chunks.enabled')}</option>
        <option value="0">${t('chunks.disabled')}</option>
      </select>
      <${Button} icon="plus" aria-label=${t('chunks.add')} onClick=${() => setEditing({})}>${t('chunks.addShort')}<//>
    </div>
    ${chunks.error && html`<${ErrorNote} error=${chunks.error} retry=${chunks.reload} />`}
    ${!found && !chunks.error && html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`}
    ${found && found.chunks.length === 0 && html`<p class="quiet chunks-none">${list.keywords ? t('chunks.noMatch') : t('chunks.none')}</p>`}
    <ol class="chunk-list" aria-busy=${String(chunks.loading)}>
      ${(pinned ? [linked, ...(found?.chunks ?? [])] : found?.chunks ?? []).map((chunk, index) => html`<${Chunk} key=${chunk.chunk_id} document=${document} chunk=${chunk}
        ordinal=${(list.page - 1) * size + index + 1} chosen=${chunk.chunk_id === chosen} choose=${choose} edit=${setEditing} act=${act} />`)}
    </ol>
    ${found && html`<${Pager} page=${list.page} size=${size} total=${found.total} onPage=${(page) => setList({ ...list, page })} label=${t('chunks.title')} />`}
    ${editing && html`<${Editor} document=${document} chunk=${editing} onClose=${() => setEditing(null)} onSaved=${() => {
      setEditing(null);
      onChange();
    }} />`}
  </section>`;
}

function Chunk({ document, chunk, ordinal, chosen, choose, edit, act }) {
  const item = useRef();
  const [open, setOpen] = useState(false);
  const enabled = chunk.available_int === 1;
  const keywords = chunk.important_kwd ?? [];
  const questions = chunk.question_kwd ?? [];
  useLayoutEffect(() => {
    if (chosen) {
      item.current.scrollIntoView({ block: 'nearest', behavior: 'auto' });
    }
  }, [chosen]);
  const remove = async () => {
    if (await confirm({ title: t('chunks.removeTitle'), text: t('chunks.removeText'), action: t('ui.delete'), danger: true })) {
      act(() => removeChunks(document.id, [chunk.chunk_id]));
    }
  };
  const link = async () => {
    await copyText(`${location.origin}/#/datasets/${document.kb_id}/documents/${document.id}?chunk=${chunk.chunk_id}`);
    toast(t('chunks.linkCopied'), 'ok');
  };
  return html`<li class=${`chunk ${chosen ? 'chunk-chosen' : ''} ${enabled ? '' : 'chunk-off'}`} ref=${item} aria-current=${chosen ? 'true' : undefined}>
    <div class="chunk-head">
      <button type="button" class="chunk-choose" onClick=${() => choose(chosen ? null : chunk.chunk_id)} aria-pressed=${String(chosen)}>
        <span class="chunk-ordinal">${t('chunks.ordinal', { number: number(ordinal) })}</span>
        ${isPdf(document) && pagesOf(chunk).length > 0 && html`<span class="chunk-page">${t('chunks.page', { page: pagesOf(chunk).join('–') })}</span>`}
      </button>
      ${!enabled && html`<${Badge} kind="warn">${t('chunks.off')}<//>`}
      <span class="chunk-space"></span>
      <${Switch} hideLabel label=${t('chunks.enable', { number: ordinal })} checked=${enabled} onChange=${(on) => act(() => enableChunks(document.id, [chunk.chunk_id], on))} />
      <${IconButton} icon="edit" size="18" label=${t('chunks.edit', { number: ordinal })} onClick=${() => edit(chunk)} />
      <${Menu} label=${t('chunks.menu', { number: ordinal })} items=${[
        { text: t('chunks.link'), icon: 'link', onSelect: link },
        { text: t('ui.delete'), icon: 'trash', danger: true, onSelect: remove },
      ]} />
    </div>
    <div class=${`chunk-text ${open || chosen ? 'chunk-open' : ''}`} onClick=${() => choose(chunk.chunk_id)}><${Passage} text=${chunk.content_with_weight} /></div>
    ${!chosen && isLong(chunk.content_with_weight) && html`<button type="button" class="link small" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      ${open ? t('chunks.less') : t('chunks.more')}
    </button>`}
    ${(keywords.length > 0 || questions.length > 0) && html`<div class="chunk-notes">
      ${keywords.map((word) => html`<${Badge} kind="accent" key=${word}>${word}<//>`)}
      ${questions.map((question) => html`<p class="chunk-question" key=${question}>${question}</p>`)}
    </div>`}
  </li>`;
}

/** Whether more than the lines that are shown at first may be needed. */
const isLong = (text) => text.length > 400 || text.split('\n').length > 6;

function Editor({ document, chunk, onClose, onSaved }) {
  const isNew = !chunk.chunk_id;
  const [form, setForm] = useState({
    text: (chunk.content_with_weight ?? '').replace(/<\/?em>/g, ''),
    keywords: chunk.important_kwd ?? [],
    questions: (chunk.question_kwd ?? []).join('\n'),
  });
  const [state, setState] = useState({ busy: false });
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const save = async () => {
    setState({ busy: true });
    const fields = {
      content_with_weight: form.text,
      important_kwd: form.keywords,
      question_kwd: form.questions.split('\n').map((line) => line.trim()).filter(Boolean),
    };
    try {
      await (isNew ? addChunk(document.id, fields) : changeChunk(document.id, chunk.chunk_id, fields));
      toast(t('chunks.saved'), 'ok');
      onSaved();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return html`<${Dialog} title=${isNew ? t('chunks.add') : t('chunks.editTitle')} wide onClose=${onClose} onSubmit=${save}
    actions=${html`<${Button} onClick=${onClose}>${t('ui.cancel')}<//>
      <${Button} type="submit" kind="primary" busy=${state.busy} disabled=${!form.text.trim()}>${t('ui.save')}<//>`}>
    <${TextArea} label=${t('chunks.text')} rows="10" value=${form.text} onChange=${set('text')} class="chunk-editor" />
    <${Words} label=${t('chunks.keywords')} hint=${t('chunks.keywordsHint')} words=${form.keywords} onChange=${set('keywords')} />
    <${TextArea} label=${t('chunks.questions')} hint=${t('chunks.questionsHint')} rows="3" value=${form.questions} onChange=${set('questions')} />
    ${state.error && html`<${ErrorNote} error=${state.error} />`}
  <//>`;
}

/** Words one by one: Enter or a comma adds what was typed, Backspace in the empty field takes the last away. */
export function Words({ label, hint, words, onChange }) {
  const [text, setText] = useState('');
  const add = () => {
    const more = text.split(/[,，、;；]/).map((word) => word.trim()).filter((word) => word && !words.includes(word));
    if (more.length > 0) {
      onChange([...words, ...more]);
    }
    setText('');
  };
  const keys = (event) => {
    if ((event.key === 'Enter' || event.key === ',' || event.key === '，') && !event.isComposing) {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && text === '' && words.length > 0) {
      onChange(words.slice(0, -1));
    }
  };
  return html`<${Field} label=${label} hint=${hint}>
    ${(props) => html`<div class="words input">
      ${words.map((word) => html`<span class="word" key=${word}>${word}
        <button type="button" class="word-remove" aria-label=${t('chunks.removeWord', { word })} onClick=${() => onChange(words.filter((one) => one !== word))}>
          <${Icon} name="close" size="14" />
        </button>
      </span>`)}
      <input type="text" value=${text} autocomplete="off" ...${props} onInput=${(event) => setText(event.target.value)} onKeyDown=${keys} onBlur=${add} />
    </div>`}
  <//>`;
}
