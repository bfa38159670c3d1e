/** What a key press says of the key: as it is written, and where it is on the keyboard. */
type Pressed = Pick<KeyboardEvent, 'key' | 'code'>;

/**
 * The key as a Latin keyboard has it: who writes in another script presses the same keys for the same deeds. Keys that write
 * ASCII are what they write, wherever they are.
 */
export function latinKey({ key, code }: Pressed): string {
  if (!isForeign(key)) return key;
  const latin = code === 'BracketLeft' ? '[' : code === 'BracketRight' ? ']' : /^Key([A-Z])$/.exec(code)?.[1];
  if (latin === undefined) return key;
  return key === key.toLowerCase() ? latin.toLowerCase() : latin;
}

/** Keys as `tinykeys` reads them, by their places on the keyboard: `g t` is `KeyG KeyT`. Null where there is no letter. */
export function byPlace(name: string): string | null {
  const places = name.replace(/(?<=^|[ +])([a-zA-Z[\]])(?= |$)/g, (_, letter: string) => {
    if (letter === '[') return 'BracketLeft';
    return letter === ']' ? 'BracketRight' : `Key${letter.toUpperCase()}`;
  });
  return places === name ? null : places;
}

/** Whether a key writes a letter that is not ASCII. */
export function isForeign(key: string): boolean {
  return key.length === 1 && key > '\x7f';
}
