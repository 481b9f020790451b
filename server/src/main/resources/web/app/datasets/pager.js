// Leafing through long lists.

import { html } from '../html.js';
import { t, number } from '../i18n.js';
import { IconButton } from '../ui.js';

/** Shown when there is more than one page. */
export function Pager({ page, size, total, onPage, label }) {
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) {
    return null;
  }
  const from = (page - 1) * size + 1;
  return html`<nav class="pager" aria-label=${label ?? t('pager.label')}>
    <${IconButton} icon="left" label=${t('pager.before')} disabled=${page <= 1} onClick=${() => onPage(page - 1)} />
    <span class="pager-text" aria-live="polite">${t('pager.range', {
      from: number(from),
      to: number(Math.min(total, page * size)),
      total: number(total),
    })}</span>
    <${IconButton} icon="chevron" label=${t('pager.after')} disabled=${page >= last} onClick=${() => onPage(page + 1)} />
  </nav>`;
}
