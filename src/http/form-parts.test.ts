import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryIn, formParts } from './form-parts.ts';

const boundary = 'xXx';

interface Sent {
  readonly headers: string;
  readonly content: Buffer;
}

const bytesOf = (parts: readonly Sent[], end = '--\r\nepilogue') =>
  Buffer.concat([
    Buffer.from('preamble'),
    ...parts.flatMap(({ headers, content }) => [Buffer.from(`\r\n--${boundary} \t\r\n${headers}\r\n\r\n`), content]),
    Buffer.from(`\r\n--${boundary}${end}`),
  ]);
const file = (content: Buffer | string): Sent => ({
  headers: 'Content-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain',
  content: Buffer.from(content),
});

async function* inPieces(bytes: Buffer, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, place] of places.entries()) yield bytes.subarray(place, places[index + 1] ?? place);
}

async function read(source: AsyncIterable<Uint8Array>) {
  const found = [];
  for await (const { name, fileName, mediaType, content } of formParts(source, boundary)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    found.push({ name, fileName, mediaType, content: Buffer.concat(pieces).toString('latin1') });
  }
  return found;
}

/** Bytes in which what looks like the beginning of a delimiter is common. */
const tricky = fc
  .array(fc.oneof(fc.constantFrom('\r', '\n', '-', '--', 'x', 'xX', `\r\n--xX`, `--${boundary}`), fc.string()), {
    maxLength: 20,
  })
  .map((pieces) => pieces.join(''))
  .filter((text) => !`\r\n${text}`.includes(`\r\n--${boundary}`) && !/[^\u0000-\u00ff]/.test(text))
  .map((text) => Buffer.from(text, 'latin1'));

describe('A form in parts', () => {
  it('is read alike however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(tricky, { maxLength: 4 }),
        fc.array(fc.nat(2000), { maxLength: 12 }),
        async (contents, cuts) => {
          const found = await read(inPieces(bytesOf(contents.map(file)), cuts));
          expect(found).toEqual(
            contents.map((content) => ({
              name: 'files',
              fileName: 'a.txt',
              mediaType: 'text/plain',
              content: content.toString('latin1'),
            })),
          );
        },
      ),
    );
  });

  it('is read byte by byte too', async () => {
    const bytes = bytesOf([file('one'), file('')]);
    const found = await read(inPieces(bytes, Array.from(bytes.keys())));
    expect(found.map(({ content }) => content)).toEqual(['one', '']);
  });

  it('is held a piece at a time, however large it is', async () => {
    const bytes = bytesOf([file(Buffer.alloc(15 * 1024 * 1024, '\r\n--xX'))]);
    let read = 0;
    let held = 0;
    async function* source() {
      for (let at = 0; at < bytes.length; at += 65_536) {
        read += 65_536;
        yield bytes.subarray(at, at + 65_536);
      }
    }
    let taken = 0;
    for await (const { content } of formParts(source(), boundary)) {
      for await (const piece of content) {
        taken += piece.length;
        held = Math.max(held, read - taken);
      }
    }
    expect(taken).toBe(15 * 1024 * 1024);
    expect(held).toBeLessThan(2 * 65_536);
  });

  it('breaks off at no place without that being told', async () => {
    const bytes = bytesOf([file('one'), file('two')], '--');
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(read(inPieces(bytes.subarray(0, length)))).rejects.toMatchObject({ code: 'malformed_body' });
    }
  });

  it('passes over what is not read of a part', async () => {
    const names = [];
    for await (const { name } of formParts(inPieces(bytesOf([file('one'), file('two')])), boundary)) names.push(name);
    expect(names).toEqual(['files', 'files']);
  });

  it('begins at its very first byte if it likes', async () => {
    const bytes = bytesOf([file('one')]).subarray('preamble\r\n'.length);
    expect((await read(inPieces(bytes)))[0]).toMatchObject({ content: 'one' });
  });

  it.each([
    ['name=files; filename=plain.txt', 'plain.txt'],
    ['name="files"; filename="a;b \\"c\\" \\\\.txt"', 'a;b "c" \\.txt'],
    ['name="files"; filename="say %22hi%22.txt"', 'say "hi".txt'],
    ['name="files"; filename="Отчёт 100%.txt"', 'Отчёт 100%.txt'],
    ['name="files"; filename="=?utf-8?B?w6Q=?="; filename*=utf-8\'\'%C3%A4%3B.txt', 'ä;.txt'],
    ['name="files"; FILENAME=""', ''],
    ['name="files"', null],
  ])('finds the file name in: %s', async (disposition, fileName) => {
    const headers = `content-type: image/png ; a=b\r\nCONTENT-DISPOSITION: form-data; ${disposition}`;
    const [part] = await read(inPieces(bytesOf([{ headers, content: Buffer.from('x') }])));
    expect(part).toEqual({ name: 'files', fileName, mediaType: 'image/png ; a=b', content: 'x' });
  });

  it.each([
    ['a part without a name', 'Content-Disposition: form-data; filename="a"'],
    ['a part that is encoded', 'Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64'],
    ['a name that is not UTF-8', 'Content-Disposition: form-data; name="a"; filename*=utf-8\'\'%ff'],
    ['headers without an end in sight', `Content-Disposition: form-data; name="${'a'.repeat(9000)}"`],
  ])('is refused for %s', async (_, headers) => {
    const bytes = bytesOf([{ headers, content: Buffer.alloc(0) }]);
    await expect(read(inPieces(bytes))).rejects.toMatchObject({ code: 'malformed_body' });
  });

  it('is refused for another part right behind a delimiter, too many parts, and a field that is too long', async () => {
    const behind = Buffer.from(`--${boundary}y\r\n\r\n--${boundary}--`);
    await expect(read(inPieces(behind))).rejects.toMatchObject({ code: 'malformed_body' });
    const many = bytesOf(Array.from({ length: 101 }, () => file('')));
    await expect(read(inPieces(many))).rejects.toMatchObject({ code: 'malformed_body' });
    const long = formParts(inPieces(bytesOf([file('x'.repeat(65_537))])), boundary);
    const { value } = await long.next();
    await expect(value?.text()).rejects.toMatchObject({ code: 'malformed_body' });
  });

  it('is known by its type and the boundary in it', () => {
    expect(boundaryIn('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe('a b');
    expect(boundaryIn('multipart/form-data;boundary=abc')).toBe('abc');
    expect(() => boundaryIn('multipart/form-data')).toThrow(expect.objectContaining({ code: 'malformed_body' }));
    expect(() => boundaryIn('multipart/mixed; boundary=a')).toThrow(
      expect.objectContaining({ code: 'unsupported_media_type' }),
    );
  });
});
