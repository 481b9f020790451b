// Which page shows: the part of the address behind the #. '#/datasets/1?tab=files' is the route '/datasets/:id'
// with params {id: '1'} and query {tab: 'files'}.

import { useEffect, useState } from './html.js';
import { routes } from './routes.js';

export function navigate(path, { replace = false } = {}) {
  if (replace) {
    location.replace(`#${path}`);
  } else {
    location.hash = path;
  }
}

export const href = (path) => `#${path}`;

/** The route of the address and what is in it; `null` when there is none. */
export function currentRoute() {
  const [path, queryText] = (location.hash.slice(1) || '/').split('?');
  const query = Object.fromEntries(new URLSearchParams(queryText ?? ''));
  for (const route of routes) {
    const params = match(route.path, path);
    if (params) {
      return { route, params, query, path };
    }
  }
  return null;
}

function match(template, path) {
  const wanted = template.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) {
    return null;
  }
  const params = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':')) {
      params[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    } else if (wanted[i] !== given[i]) {
      return null;
    }
  }
  return params;
}

/** The route, rendered anew as it changes. */
export function useRoute() {
  const [found, setFound] = useState(currentRoute);
  useEffect(() => {
    const listener = () => setFound(currentRoute());
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, []);
  return found;
}
