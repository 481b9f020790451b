// Puts a chat bubble on any page:
//
//   <script src="https://freshet.example/widget.js" data-assistant="…" data-token="…" async></script>
//
// Optional: data-language="en|zh", data-theme="light|dark", data-side="left|right", data-label="Ask us".
// It needs nothing of the page but leave to run this file and to show a frame of its origin: what can be seen is in a
// shadow root with a style sheet of its own, and the chat itself in the frame, loaded when it is first opened.

(() => {
  const script = document.currentScript ?? document.querySelector('script[data-assistant][data-token]');
  const { assistant, token, language, theme, side, label } = script.dataset;
  const home = new URL(script.src);
  const isChinese = (language ?? document.documentElement.lang ?? navigator.language).toLowerCase().startsWith('zh');
  const words = isChinese
    ? { open: label ?? '打开聊天', close: '关闭聊天', chat: '聊天' }
    : { open: label ?? 'Open chat', close: 'Close chat', chat: 'Chat' };

  const style = `
    :host { all: initial; }
    .bubble, .panel { position: fixed; z-index: 2147483000; }
    .bubble {
      bottom: 20px; ${side === 'left' ? 'left' : 'right'}: 20px; width: 56px; height: 56px; padding: 0; border: 0;
      border-radius: 50%; display: grid; place-items: center; cursor: pointer; color: #fff; background: #0b6b8f;
      box-shadow: 0 2px 6px #0003, 0 8px 24px #0003; transition: background .15s, transform .15s;
    }
    .bubble:hover { background: #095876; transform: translateY(-1px); }
    .bubble:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b6b8f, 0 8px 24px #0003; }
    .bubble svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 1.8;
      stroke-linecap: round; stroke-linejoin: round; }
    .panel {
      bottom: 88px; ${side === 'left' ? 'left' : 'right'}: 20px; width: 400px; height: min(640px, calc(100dvh - 108px));
      border-radius: 16px; overflow: hidden; background: #fff; box-shadow: 0 2px 6px #0002, 0 16px 48px #0004;
      color-scheme: light dark;
    }
    .panel[hidden] { display: none; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    @media (prefers-color-scheme: dark) { .panel { background: #13181d; } }
    @media (max-width: 480px), (max-height: 480px) {
      .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; }
      .open .bubble { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { .bubble { transition: none; } }
  `;
  const lines = {
    chat: ['M21 11.5a8.4 8.4 0 0 1-9 8.4 9.9 9.9 0 0 1-3.6-.7L3 21l1.8-4.6A8 8 0 0 1 3 11.5a8.4 8.4 0 0 1 9-8.4 8.4 8.4 0 0 1 9 8.4Z',
      'M8 11.5h.01', 'M12 11.5h.01', 'M16 11.5h.01'],
    down: ['m6 9 6 6 6-6'],
  };

  function drawing(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    for (const line of lines[name]) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', line);
      svg.append(path);
    }
    return svg;
  }

  function frameAddress() {
    const address = new URL('/widget', home);
    for (const [name, value] of Object.entries({ assistant, token, language, theme })) {
      if (value) {
        address.searchParams.set(name, value);
      }
    }
    address.searchParams.set('form', 'bubble');
    return address.href;
  }

  function start() {
    const host = document.createElement('freshet-chat');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];

    const all = document.createElement('div');
    const bubble = document.createElement('button');
    const panel = document.createElement('div');
    let frame;
    bubble.type = 'button';
    bubble.className = 'bubble';
    panel.className = 'panel';
    panel.setAttribute('role', 'dialog');
    panel.setAttribute('aria-label', words.chat);

    function open() {
      if (!frame) {
        frame = document.createElement('iframe');
        frame.title = words.chat;
        frame.allow = 'clipboard-write';
        frame.referrerPolicy = 'no-referrer';
        frame.src = frameAddress();
        panel.append(frame);
      }
      show(true);
      frame.focus();
      frame.contentWindow?.postMessage({ freshet: 'opened' }, home.origin);
    }

    function show(isOpen) {
      panel.hidden = !isOpen;
      all.classList.toggle('open', isOpen);
      bubble.setAttribute('aria-expanded', String(isOpen));
      bubble.setAttribute('aria-label', isOpen ? words.close : words.open);
      bubble.replaceChildren(drawing(isOpen ? 'down' : 'chat'));
    }

    function close() {
      show(false);
      bubble.focus();
    }

    bubble.addEventListener('click', () => (panel.hidden ? open() : close()));
    root.addEventListener('keydown', (event) => event.key === 'Escape' && !panel.hidden && close());
    addEventListener('message', (event) => {
      if (frame && event.source === frame.contentWindow && event.origin === home.origin && event.data?.freshet === 'close') {
        close();
      }
    });

    show(false);
    all.append(panel, bubble);
    root.append(all);
    document.body.append(host);
  }

  if (!assistant || !token) {
    console.warn('Freshet: the script of the chat needs data-assistant and data-token.');
  } else if (document.body) {
    start();
  } else {
    addEventListener('DOMContentLoaded', start);
  }
})();
