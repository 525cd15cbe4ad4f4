/**
 * The one script of the page: a button that copies beside each block of commands, and times in the reader's own time
 * zone. It reads nothing but the page and sends nothing.
 */
export const PAGE_SCRIPT = `
const { copy, copied } = document.body.dataset;
for (const block of document.querySelectorAll('pre')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = copy;
  button.addEventListener('click', async () => {
    const text = [...block.querySelectorAll('code')].map((line) => line.textContent).join('\\n');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(block);
      document.execCommand('copy');
    }
    button.textContent = copied;
    setTimeout(() => { button.textContent = copy; }, 2000);
  });
  block.after(button);
}
for (const time of document.querySelectorAll('time')) {
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium', timeStyle: 'long',
  });
}
`;
