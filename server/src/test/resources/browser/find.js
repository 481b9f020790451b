// How tests find things: by selector, by name or by label, in the page and in its open shadow roots.

function everything(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) {
      found.push(...everything(element.shadowRoot, selector));
    }
  }
  return found;
}

function isVisible(element) {
  return element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true });
}

function allBySelector(selector) {
  return everything(document, selector).filter(isVisible);
}

function bySelector(selector) {
  return allBySelector(selector)[0] ?? null;
}

function clean(text) {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

function textOf(element, ids) {
  const root = element.getRootNode();
  return ids.split(/\s+/).map(id => clean(root.getElementById(id)?.textContent)).join(' ');
}

function nameOf(element) {
  const labelledBy = element.getAttribute('aria-labelledby');
  return clean(labelledBy ? textOf(element, labelledBy) : element.getAttribute('aria-label'))
    || clean(element.innerText) || clean(element.getAttribute('title')) || clean(element.value);
}

function byName(name) {
  const pressable = 'button, a, summary, label, [role=button], [role=link], [role=tab], [role=menuitem], [role=option],'
    + ' [role=switch], [role=radio], [role=checkbox], input[type=submit], input[type=button]';
  const visible = allBySelector(pressable);
  return visible.find(element => nameOf(element) === name)
    ?? visible.find(element => clean(element.innerText) === name) ?? null;
}

function byLabel(label) {
  const fields = everything(document, 'input, textarea, select, [contenteditable=true], [role=combobox], [role=textbox]')
    .filter(element => isVisible(element) || element.type === 'file');
  const labels = element => [...(element.labels ?? [])].map(one => clean(one.innerText));
  return fields.find(element => labels(element).some(text => text === label) || nameOf(element) === label)
    ?? fields.find(element => labels(element).some(text => text.startsWith(label)))
    ?? fields.find(element => clean(element.getAttribute('placeholder')) === label) ?? null;
}

function visibleText() {
  const texts = [document.body?.innerText ?? ''];
  for (const element of everything(document, '*')) {
    if (element.shadowRoot) {
      texts.push(...[...element.shadowRoot.children].map(child => child.innerText ?? ''));
    }
  }
  return texts.join('\n');
}

