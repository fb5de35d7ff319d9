/** `00:01:02.34` in seconds. */
export function clockTimeS(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
