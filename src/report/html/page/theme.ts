import { element, required } from './elements.js';
import { COLOUR_NAMES, type Palette } from './palette.js';

/** Lets the reader choose between light and dark; until then the system decides. */
export function startTheme(onChange: () => void): { toggle(): void } {
  const button = required('#theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? system.matches : chosen === 'dark';
  };
  const toggle = (): void => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    onChange();
  };
  button.hidden = false;
  button.addEventListener('click', toggle);
  system.addEventListener('change', onChange);
  return { toggle };
}

/** The colours as they are now. */
export function currentPalette(): Palette {
  const probe = element('span', { hidden: true });
  document.body.append(probe);
  const colours = COLOUR_NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}
