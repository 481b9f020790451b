// One dataset: its documents, what a question finds in it, and its settings.

import { html, useState } from '../html.js';
import { number, register, t } from '../i18n.js';
import { navigate } from '../router.js';
import { styles } from '../styles.js';
import { attempt, Button, ErrorNote, Page, Spinner, Tabs, useAsync } from '../ui.js';
import { findDataset } from '../datasets/calls.js';
import { Documents } from '../datasets/documents.js';
import { Trial } from '../datasets/trial.js';
import { Settings } from '../datasets/settings.js';
import { newAssistant } from '../welcome/begin.js';
import texts from '../texts/datasets.js';

register(texts);
await styles('datasets');

export default function Dataset({ params, query }) {
  const found = useAsync(() => findDataset(params.id), [params.id]);
  const back = { path: '/datasets', text: t('nav.datasets') };
  if (found.error && !found.data) {
    return html`<${Page} title=${t('dataset.absent')} back=${back}><${ErrorNote} error=${found.error} retry=${found.reload} /><//>`;
  }
  if (!found.data || found.data.id !== params.id) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  const dataset = found.data;
  const tab = ['documents', 'trial', 'settings'].includes(query.tab) ? query.tab : 'documents';
  const tabs = [
    { value: 'documents', text: t('dataset.documents'), count: number(dataset.doc_num) },
    { value: 'trial', text: t('dataset.trial') },
    { value: 'settings', text: t('dataset.settings') },
  ];
  const show = (value) => navigate(`/datasets/${dataset.id}${value === 'documents' ? '' : `?tab=${value}`}`, { replace: true });
  const actions = dataset.chunk_num > 0 && html`<${Ask} dataset=${dataset} />`;
  return html`<${Page} title=${dataset.name} subtitle=${dataset.description} back=${back} actions=${actions} wide>
    <${Tabs} tabs=${tabs} value=${tab} onChange=${show} label=${dataset.name} />
    <div role="tabpanel" aria-label=${tabs.find((one) => one.value === tab).text}>
      ${tab === 'documents' && html`<${Documents} dataset=${dataset} onChange=${found.reload} />`}
      ${tab === 'trial' && html`<${Trial} dataset=${dataset} />`}
      ${tab === 'settings' && html`<${Settings} dataset=${dataset} onChange=${found.reload} />`}
    </div>
  <//>`;
}

/** Leads to an assistant that answers from the dataset; makes one when there is none. */
function Ask({ dataset }) {
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    await attempt(async () => navigate(`/chat/${(await newAssistant(dataset.name, dataset.id)).id}`));
    setBusy(false);
  };
  return html`<${Button} kind="primary" icon="chat" busy=${busy} onClick=${ask}>${t('dataset.ask')}<//>`;
}
