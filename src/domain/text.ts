/** Code points in a text, which is what every length limit counts. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

// C0 and C1 controls; in text of several lines a line feed, a carriage return and a tab are allowed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the place that looks for them
const controls = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const controlsButBreaks = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** What is wrong with a text that is to be kept, or null. Text is kept exactly as sent: no trimming, no normalising. */
export function textFault(
  text: string,
  limits: { readonly min: number; readonly max: number; readonly lines?: 'several' },
): 'length' | 'format' | null {
  if (!text.isWellFormed()) return 'format';
  if ((limits.lines === 'several' ? controlsButBreaks : controls).test(text)) return 'format';
  const length = codePoints(text);
  return length < limits.min || length > limits.max ? 'length' : null;
}

/** The form in which the native search and the pages compare text: NFC, case folded. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** A project's key from its title: Latin letters, upper case, 2 to 10 of them; `PROJECT` when the title has too few. */
export function keyFromTitle(title: string): string {
  // Composed first, or `й` would be read as `и` with a sign above; taken apart afterwards, so that `é` leaves an `e`.
  const latin = [...title.toLowerCase().normalize('NFC')]
    .map((letter) => cyrillic[letter] ?? letter.normalize('NFD'))
    .join('')
    .replace(/[^a-z]/g, '')
    .toUpperCase()
    .slice(0, 10);
  return latin.length < 2 ? 'PROJECT' : latin;
}
