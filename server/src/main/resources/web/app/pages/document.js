// One document: what it looks like, and the chunks that it was cut into, side by side.

import { html, useCallback, useEffect, useMemo, useState } from '../html.js';
import { number, register, t } from '../i18n.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import { attempt, Button, Empty, ErrorNote, Icon, Page, Spinner, useAsync } from '../ui.js';
import { findChunk, findDataset, findDocument, listChunks, parseDocuments, RUN } from '../datasets/calls.js';
import { Chunks } from '../datasets/chunks.js';
import { pageOfChunk } from '../datasets/places.js';
import { Reason, StatusBadge, Steps } from '../datasets/status.js';
import { hasView, View, download } from '../datasets/view.js';
import texts from '../texts/datasets.js';

register(texts);
await styles('datasets');

export const SIZE = 30;
const LOOK_AGAIN = 1000;

export default function Document({ params, query }) {
  const found = useAsync(async () => {
    const [dataset, document] = await Promise.all([findDataset(params.id), findDocument(params.document)]);
    return { dataset, document };
  }, [params.id, params.document]);
  useLookingAgain(found);
  const back = { path: `/datasets/${params.id}`, text: found.data?.dataset.name ?? t('nav.datasets') };
  if (found.error && !found.data) {
    return html`<${Page} title=${t('document.absent')} back=${back}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data || found.data.document.id !== params.document) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const { document } = found.data;
  const actions = html`<${Button} icon="download" onClick=${() => attempt(() => download(document))}>${t('document.download')}<//>`;
  return html`<div class="document-page">
    <${Page} title=${document.name} back=${back} actions=${actions} wide>
      <p class="document-facts">
        <${StatusBadge} document=${document} />
        <span class="quiet">${t('datasets.chunks', { count: document.chunk_num, text: number(document.chunk_num) })}</span>
        ${document.status !== '1' && html`<span class="quiet">${t('document.disabled')}</span>`}
      </p>
      ${document.run === RUN.running && html`<div class="card document-running"><${Steps} document=${document} /></div>`}
      ${document.run === RUN.failed && html`<div class="note note-danger document-failed">
        <${Reason} document=${document} />
        <${Button} small icon="again" onClick=${() => attempt(() => parseDocuments([document.id])).then(found.reload)}>${t('ui.retry')}<//>
      </div>`}
      <${Parts} document=${document} wanted=${query.chunk} key=${`${document.id}-${document.run === RUN.running}`} reload=${found.reload} />
    <//>
  </div>`;
}

function useLookingAgain(found) {
  const running = found.data?.document.run === RUN.running;
  useEffect(() => {
    if (!running || found.loading) {
      return undefined;
    }
    const timer = setTimeout(found.reload, LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [running, found.loading]);
}

/** The document and its chunks; which chunk is chosen, both know. */
function Parts({ document, wanted, reload }) {
  const [list, setList] = useState({ page: wanted ? 0 : 1, keywords: '', available: undefined });
  const [chosen, setChosen] = useState(wanted ?? null);
  const [linked, setLinked] = useState(null);
  useEffect(() => {
    if (!wanted) {
      return;
    }
    setChosen(wanted);
    findLinked(document.id, wanted).then(
      ({ chunk, page }) => {
        setLinked(chunk);
        setList({ page, keywords: '', available: undefined });
      },
      () => setList((before) => ({ ...before, page: before.page || 1 })),
    );
  }, [wanted]);
  const chunks = useAsync(
    () => (list.page === 0 ? undefined : listChunks(document.id, { size: SIZE, ...list, keywords: list.keywords || undefined })),
    [document.id, list],
  );
  const changed = useCallback(() => {
    chunks.reload();
    reload();
  }, [chunks.reload, reload]);
  const shown = chunks.data?.chunks ?? [];
  const current = useMemo(() => shown.find((one) => one.chunk_id === chosen) ?? (linked?.chunk_id === chosen ? linked : null), [shown, chosen, linked]);
  const withView = hasView(document);
  if (chunks.data && chunks.data.total === 0 && !list.keywords && list.available === undefined && document.run !== RUN.done && !withView) {
    return html`<${Empty} icon="document" title=${t('chunks.none')}>${t('chunks.noneText')}<//>`;
  }
  return html`<div class=${`parts ${withView ? '' : 'parts-single'}`}>
    ${withView && html`<${View} document=${document} chunks=${shown} chosen=${current} choose=${setChosen} />`}
    <${Chunks} document=${document} chunks=${chunks} list=${list} setList=${setList} size=${SIZE} chosen=${chosen} choose=${setChosen}
      linked=${linked} onChange=${changed} />
  </div>`;
}

/** The chunk of a link, and the page of the list that it is on. */
async function findLinked(document, id) {
  const chunk = await findChunk(id);
  const page = await pageOfChunk(document, { ...chunk, chunk_id: id }, SIZE);
  return { chunk: { ...chunk, chunk_id: id }, page };
}
