// Boots the app: who is signed in, which page shows, and the frame around it.

import { html, render, useEffect, useRef, useState } from './html.js';
import { get, login, whenSignedOut } from './api.js';
import { register, t, language, languages, setLanguage, useLanguage } from './i18n.js';
import { theme, setTheme } from './theme.js';
import { Button, Empty, Icon, IconButton, Menu, Overlays, Spinner } from './ui.js';
import { PasswordDialog } from './password.js';
import { navigate, useRoute } from './router.js';
import { HOME, routes } from './routes.js';
import texts from './texts/shell.js';

register(texts);

function App() {
  useLanguage();
  const found = useRoute();
  const [drawer, setDrawer] = useState(false);
  const page = usePage(found?.route);
  const isOpen = found?.route.open === true;
  useEffect(() => setDrawer(false), [found?.path]);
  useEffect(() => {
    if (!login.token() && !isOpen) {
      navigate('/signin', { replace: true });
    } else if (location.hash.length < 3) {
      navigate(HOME, { replace: true });
    }
  }, [found?.path]);
  if (!login.token() && !isOpen) {
    return null;
  }
  const content = html`<${Content} found=${found} page=${page} />`;
  if (isOpen) {
    return html`<div class="open-page">${content}<${Overlays} /></div>`;
  }
  return html`<div class=${drawer ? 'shell shell-drawer' : 'shell'}>
    <a class="skip" href="#content" onClick=${skip}>${t('nav.skip')}</a>
    <${Sidebar} found=${found} Aside=${page.module?.Aside} open=${drawer} close=${() => setDrawer(false)} />
    <div class="scrim" onClick=${() => setDrawer(false)}></div>
    <div class="stage" inert=${drawer}>
      <header class="topbar">
        <${IconButton} icon="menu" label=${t('nav.open')} aria-expanded=${String(drawer)} onClick=${() => setDrawer(true)} />
        <a class="brand" href=${`#${HOME}`}><${Mark} />Freshet</a>
      </header>
      <main id="content" tabindex="-1">${content}</main>
    </div>
    <${Overlays} />
  </div>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('content').focus();
}

/** The module of a route: {module} when it is there, {error} when it could not be loaded. */
function usePage(route) {
  const [state, setState] = useState({ load: undefined });
  useEffect(() => {
    let isLeft = false;
    const file = route?.load.toString();
    const show = (page) => isLeft || setState({ file, ...page });
    route
      ?.load()
      .then((module) => show({ module }))
      .catch((error) => show({ error }));
    return () => {
      isLeft = true;
    };
  }, [route]);
  return route && state.file === route.load.toString() ? state : {};
}

function Content({ found, page }) {
  if (!found) {
    return html`<${Empty} icon="search" title=${t('shell.lost')}
      action=${html`<${Button} kind="primary" to=${HOME}>${t('shell.home')}<//>`}>${t('shell.lostText')}<//>`;
  }
  if (page.error) {
    return html`<${Empty} icon="warning" title=${t('shell.broken')}
      action=${html`<${Button} icon="again" onClick=${() => location.reload()}>${t('ui.retry')}<//>`}>
      ${page.error.message}
    <//>`;
  }
  if (!page.module) {
    return html`<div class="page-loading"><${Spinner} label=${t('ui.loading')} /></div>`;
  }
  return html`<${page.module.default} params=${found.params} query=${found.query} key=${page.file} />`;
}

/** The waves of a freshet. */
export function Mark() {
  return html`<img class="mark" src="/assets/app/icon.svg" alt="" width="28" height="28" />`;
}

function Sidebar({ found, Aside, open, close }) {
  const bar = useRef();
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    bar.current.querySelector('a, button').focus();
    const keys = (event) => event.key === 'Escape' && close();
    addEventListener('keydown', keys);
    return () => {
      removeEventListener('keydown', keys);
      document.querySelector('.topbar button')?.focus();
    };
  }, [open]);
  const here = found?.route.under ?? found?.route.path;
  return html`<aside class="sidebar" ref=${bar}>
    <div class="sidebar-head">
      <a class="brand" href=${`#${HOME}`}><${Mark} />Freshet</a>
      <${IconButton} icon="close" label=${t('nav.close')} class="sidebar-close" onClick=${close} />
    </div>
    <nav aria-label=${t('nav.main')}>
      ${routes
        .filter((route) => route.nav)
        .map((route) => html`<a class="nav-link" href=${`#${route.path}`} key=${route.path}
          aria-current=${route.path === here ? 'page' : undefined}>
          <${Icon} name=${route.nav.icon} />${t(route.nav.text)}
        </a>`)}
    </nav>
    <div class="sidebar-aside">${Aside && found && html`<${Aside} params=${found.params} query=${found.query} />`}</div>
    <${Footer} />
  </aside>`;
}

function Footer() {
  const [account, setAccount] = useState(null);
  const [isChanging, setChanging] = useState(false);
  const [, again] = useState(0);
  const load = () => get('/v1/user/info').then(setAccount, () => {});
  useEffect(() => {
    load();
  }, []);
  const themes = { auto: 'auto', light: 'sun', dark: 'moon' };
  const nextTheme = () => {
    const order = Object.keys(themes);
    setTheme(order[(order.indexOf(theme()) + 1) % order.length]);
    again((count) => count + 1);
  };
  const name = account?.nickname ?? '';
  return html`<div class="sidebar-foot">
    <${Menu} label=${t('shell.account')} align="start" above class="account"
      items=${[
        ...Object.entries(languages).map(([code, text]) => ({
          text,
          icon: 'language',
          checked: code === language(),
          onSelect: () => setLanguage(code),
        })),
        account && {
          text: account.has_password ? t('password.change') : t('password.set'),
          icon: 'key',
          onSelect: () => setChanging(true),
        },
        { text: t('shell.signOut'), icon: 'out', onSelect: signOut },
      ]}>
      <span class="avatar" aria-hidden="true">${(name || '·').slice(0, 1).toUpperCase()}</span>
      <span class="account-name">${name}</span>
    <//>
    <${IconButton} icon=${themes[theme()]} label=${t(`shell.theme.${theme()}`)} onClick=${nextTheme} />
    ${isChanging && html`<${PasswordDialog} account=${account} onClose=${() => setChanging(false)} onChanged=${load} />`}
  </div>`;
}

async function signOut() {
  await get('/v1/user/logout').catch(() => {});
  login.drop();
  navigate('/signin');
}

whenSignedOut(() => navigate('/signin'));
render(html`<${App} />`, document.getElementById('app'));
