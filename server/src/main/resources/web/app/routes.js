// The table of pages. A page is a module under pages/, loaded when it is first seen: its default export is the page,
// a component with {params, query}; `Aside`, if it exports one, stands in the side bar below the entries.
// `nav` puts the page there: the name of a text and of an icon.

export const routes = [
  { path: '/signin', load: () => import('./pages/signin.js'), open: true },
  { path: '/chat', load: () => import('./pages/chat.js'), nav: { text: 'nav.chat', icon: 'chat' } },
  { path: '/chat/:assistant', load: () => import('./pages/chat.js'), under: '/chat' },
  { path: '/chat/:assistant/:session', load: () => import('./pages/chat.js'), under: '/chat' },
  { path: '/assistants', load: () => import('./pages/assistants.js'), nav: { text: 'nav.assistants', icon: 'assistant' } },
  { path: '/assistants/:id', load: () => import('./pages/assistant.js'), under: '/assistants' },
  { path: '/datasets', load: () => import('./pages/datasets.js'), nav: { text: 'nav.datasets', icon: 'datasets' } },
  { path: '/datasets/:id', load: () => import('./pages/dataset.js'), under: '/datasets' },
  { path: '/datasets/:id/documents/:document', load: () => import('./pages/document.js'), under: '/datasets' },
  { path: '/models', load: () => import('./pages/models.js'), nav: { text: 'nav.models', icon: 'models' } },
  { path: '/operations', load: () => import('./pages/operations.js'), nav: { text: 'nav.operations', icon: 'operations' } },
  { path: '/welcome', load: () => import('./pages/welcome.js') },
];

/** Where one begins. */
export const HOME = '/chat';
