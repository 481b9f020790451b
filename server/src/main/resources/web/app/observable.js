// A value that components watch.

import { useEffect, useRef, useState } from './html.js';

export function observable(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get: () => value,
    set(change) {
      value = typeof change === 'function' ? change(value) : { ...value, ...change };
      listeners.forEach((listener) => listener(value));
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What `select` takes of the value; the component is rendered again when that is another. */
export function useValue(store, select = (value) => value) {
  const [, again] = useState(0);
  const shown = useRef();
  shown.current = { select, selected: select(store.get()) };
  useEffect(() => {
    const listener = (value) => {
      if (shown.current.select(value) !== shown.current.selected) {
        again((count) => count + 1);
      }
    };
    listener(store.get());
    return store.watch(listener);
  }, [store]);
  return shown.current.selected;
}
