// Dark or light: as the system has it, or as chosen. It stands at the root, where theme.css reads it.

const STORED = 'freshet.theme';

export const theme = () => localStorage.getItem(STORED) ?? 'auto';

export function setTheme(name) {
  localStorage.setItem(STORED, name);
  apply();
}

function apply() {
  document.documentElement.dataset.theme = theme();
}

apply();
