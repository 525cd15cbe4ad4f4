/**
 * Runs in a browser, over what `lookInChromium` opened: what became of each `.room`, as a person would see it.
 * @returns {object[]} one entry a room
 */
function measurePage() {
  return [...document.querySelectorAll('.room')].map((room) => {
    const frame = room.querySelector('iframe');
    const root = frame === null ? room.firstElementChild : frame.contentDocument.documentElement;
    const rows = [...root.querySelectorAll('details')].map(
      (one) => `${one.className}${one.open ? ' open' : ''}`,
    );
    const pressed = press(root);
    for (const one of root.querySelectorAll('details')) one.open = true;
    return {
      name: room.id,
      rows,
      pressed,
      elements: [...new Set([...root.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
      handlers: [...root.querySelectorAll('*')].flatMap((one) =>
        one.getAttributeNames().filter((name) => name.startsWith('on')),
      ),
      actions: [...root.querySelectorAll('cwdb-action')].map(actionOf),
      links: [...root.querySelectorAll('a[href]')].map(({ protocol }) => protocol),
      cleaned: cleaned(root),
      cutOff: cutOff(root),
      faint: faint(root),
      ground: getComputedStyle(frame === null ? root : frame.contentDocument.body).backgroundColor,
      requests: performance.getEntriesByType('resource').map(({ name }) => name),
    };
  });
}

/** Whether a press on a row that is folded unfolds it. */
function press(root) {
  const row = root.querySelector('details:not([open])');
  if (row === null) return 'nothing is folded';
  row.querySelector('summary').click();
  return row.open ? 'unfolds' : 'stays folded';
}

function actionOf(action) {
  const { localName, className } = action.previousElementSibling;
  return {
    on: `${localName}.${className}`,
    isShown: action.checkVisibility(),
    endpoint: action.getAttribute('endpoint'),
    call: JSON.parse(action.textContent),
  };
}

/** What a cleaner takes away that leaves all but scripts, and what can run as one, `iframe` and `use`. */
function cleaned(root) {
  const copy = document.createElement('div');
  copy.setHTML(root.outerHTML, { sanitizer: { removeElements: ['iframe', 'use'], comments: true } });
  return copy.innerHTML === root.outerHTML ? 'nothing' : copy.innerHTML;
}

/** Elements that reach beyond the room, or whose text reaches beyond them; tables may, for they scroll. */
function cutOff(root) {
  const edge = root.getBoundingClientRect().right + 1;
  return [...root.querySelectorAll('*')]
    .filter((one) => one.checkVisibility() && one.closest('.wide') === null)
    .filter(
      (one) => one.getBoundingClientRect().right > edge || one.scrollWidth > Math.max(1, one.clientWidth) + 1,
    )
    .map((one) => `${one.localName}.${one.className}`);
}

/** Texts with less contrast on their ground than 4.5 to 1 (WCAG 2.2, 1.4.3 and "relative luminance"). */
function faint(root) {
  const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (textContent.trim() === '' || !parentElement.checkVisibility()) continue;
    const [text, ground] = [
      luminance(getComputedStyle(parentElement).color),
      luminance(groundOf(parentElement)),
    ];
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)}: ${textContent.trim().slice(0, 40)}`);
  }
  return found;
}

function groundOf(element) {
  for (let one = element; one !== null; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one);
    if (!/, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}

function luminance(color) {
  const [red, green, blue] = color.match(/[\d.]+/g).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

measurePage();
