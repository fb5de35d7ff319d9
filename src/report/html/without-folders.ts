/**
 * Text without the folders of the machine that it was printed on: `/var/tmp/run-1/in.ts` is `…/in.ts`. What stands
 * within an address, or is one name below the root such as `/proc`, stays.
 */
export function withoutFolders(text: string): string {
  return text.replace(/(?<![\w/:.…}~-])\/(?:[\w.@+~{}-]+\/)+(?=[\w.@+~{}-])/g, '…/');
}
