// The dialog in which somebody sets or changes the own password.

import { html, useState } from './html.js';
import { post } from './api.js';
import { t } from './i18n.js';
import { Button, Dialog, TextField, toast } from './ui.js';

/** @param account as `/v1/user/info` tells it; the old password is asked for where there is one */
export function PasswordDialog({ account, onClose, onChanged }) {
  const [form, setForm] = useState({ old: '', wanted: '' });
  const [state, setState] = useState({ busy: false, error: '' });
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const isComplete = form.wanted && (form.old || !account.has_password);
  const save = async () => {
    if (!isComplete) {
      return;
    }
    setState({ busy: true, error: '' });
    try {
      await post('/v1/user/setting', { password: form.old, new_password: form.wanted });
      toast(t('password.saved'), 'ok');
      onChanged();
      onClose();
    } catch (error) {
      setState({ busy: false, error: error.message });
    }
  };
  return html`<${Dialog} title=${account.has_password ? t('password.change') : t('password.set')} onClose=${onClose} onSubmit=${save}
    actions=${html`<${Button} onClick=${onClose}>${t('ui.cancel')}<//>
      <${Button} type="submit" kind="primary" busy=${state.busy} disabled=${!isComplete}>${t('ui.save')}<//>`}>
    <p class="quiet">${t('password.lead', { email: account.email })}</p>
    <input class="visually-hidden" type="text" autocomplete="username" value=${account.email} readonly tabindex="-1" aria-hidden="true" />
    ${account.has_password && html`<${TextField} label=${t('password.old')} type="password" value=${form.old} onChange=${set('old')}
      autocomplete="current-password" />`}
    <${TextField} label=${t('password.new')} type="password" value=${form.wanted} onChange=${set('wanted')} error=${state.error}
      autocomplete="new-password" />
  <//>`;
}
