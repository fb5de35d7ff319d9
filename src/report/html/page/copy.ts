import { element } from './elements.js';

/** Wakes the buttons that stand in the page beside a command. */
export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy')) {
    const command = button.parentElement?.querySelector('code');
    if (command === null || command === undefined) continue;
    button.hidden = false;
    button.addEventListener('click', () => void copy(button, command));
  }
}

export function copyButton(text: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'copy' }, 'copy');
  button.addEventListener('click', () => {
    const command = button.parentElement?.querySelector('code');
    if (command) void copy(button, command);
  });
  button.title = `copy: ${text}`;
  return button;
}

/** A page from a file may not be allowed to write to the clipboard: then the command is selected, ready for the key. */
async function copy(button: HTMLElement, command: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(command.textContent ?? '');
    button.textContent = 'copied';
  } catch {
    getSelection()?.selectAllChildren(command);
    button.textContent = 'selected';
  }
}
