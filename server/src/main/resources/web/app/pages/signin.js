// Signing in by e-mail and password, and registering where the server allows it.

import { html, useEffect, useState } from '../html.js';
import { checked, get, login, send } from '../api.js';
import { t } from '../i18n.js';
import { Button, TextField } from '../ui.js';
import { navigate } from '../router.js';
import { HOME } from '../routes.js';

export default function SignIn() {
  const [form, setForm] = useState({ nickname: '', email: '', password: '' });
  const [isNew, setNew] = useState(false);
  const [mayRegister, setMayRegister] = useState(false);
  const [state, setState] = useState({ busy: false, error: '' });
  useEffect(() => {
    document.title = `${t('signin.title')} – Freshet`;
    get('/v1/system/config').then((config) => setMayRegister(config.registerEnabled === 1), () => {});
  }, []);
  const set = (name) => (value) => setForm((before) => ({ ...before, [name]: value }));
  const submit = async (event) => {
    event.preventDefault();
    setState({ busy: true, error: '' });
    try {
      await enter(isNew, form);
      navigate(HOME, { replace: true });
    } catch (error) {
      setState({ busy: false, error: error.message });
    }
  };
  return html`<main class="signin">
    <div class="signin-brand"><img src="/assets/app/icon.svg" alt="" width="44" height="44" /><span>Freshet</span></div>
    <h1>${isNew ? t('signin.register') : t('signin.title')}</h1>
    <p class="quiet">${t('signin.lead')}</p>
    <form onSubmit=${submit}>
      ${isNew && html`<${TextField} label=${t('signin.nickname')} value=${form.nickname} onChange=${set('nickname')} required autocomplete="name" />`}
      <${TextField} label=${t('signin.email')} type="email" value=${form.email} onChange=${set('email')} required autocomplete="username" />
      <${TextField} label=${t('signin.password')} type="password" value=${form.password} onChange=${set('password')} required
        autocomplete=${isNew ? 'new-password' : 'current-password'} />
      ${state.error && html`<p class="field-error" role="alert">${state.error}</p>`}
      <${Button} type="submit" kind="primary" busy=${state.busy}>${isNew ? t('signin.register') : t('signin.action')}<//>
    </form>
    ${mayRegister && html`<button type="button" class="link" onClick=${() => setNew(!isNew)}>
      ${isNew ? t('signin.toSignin') : t('signin.toRegister')}
    </button>`}
    <p class="hint">${t('signin.link')}</p>
  </main>`;
}

async function enter(isNew, { nickname, email, password }) {
  const body = isNew ? { nickname, email, password } : { email, password };
  const response = await send('POST', isNew ? '/v1/user/register' : '/v1/user/login', { body });
  checked(await response.json(), response.status);
  login.keep(response.headers.get('Authorization'));
}
