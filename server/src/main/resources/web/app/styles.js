// Style sheets that only some pages need: `await styles('chat')` loads /assets/app/chat.css once.

const loaded = new Map();

export function styles(name) {
  if (!loaded.has(name)) {
    loaded.set(name, load(`/assets/app/${name}.css`));
  }
  return loaded.get(name);
}

function load(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(link);
  });
}
