import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMultipart } from './read-multipart.ts';

const type = 'multipart/form-data; boundary=xx';
const part = (name: string, value: string, more = '') =>
  `--xx\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const read = (text: string | Buffer, contentType = type) => [...readMultipart(Buffer.from(text), contentType)];

it('what the platform writes is read as it was written', async () => {
  const text = fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed() && !/[\0\r\n\\%]/.test(each));
  const fields = fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      const form = new FormData();
      // Quotes in names are written as %22, which nothing takes back.
      const wanted = given.map(([name, value], at): [string, string] => [`${name.replaceAll('"', '')} ${at}`, value]);
      for (const [name, value] of wanted) form.append(name, value);
      const sent = new Response(form);
      const bytes = Buffer.from(await sent.arrayBuffer());
      expect(read(bytes, sent.headers.get('content-type') ?? '')).toEqual(wanted);
    }),
  );
});

it('what stands around the parts says nothing, lines of a value are kept, and no parts are an empty form', () => {
  const form = `before\r\n${part('a', '1\r\n2\r\n', '\r\nContent-Type: text/plain')}--xx-- \r\n${part('b', '3')}--xx--`;
  expect(read(form)).toEqual([['a', '1\r\n2\r\n']]);
  expect(read('--xx--')).toEqual([]);
  expect(read(`${part('a', '')}--xx--`, 'multipart/form-data; charset=utf-8; BOUNDARY="xx"')).toEqual([['a', '']]);
  const bare = '--xx\t\r\ncontent-disposition:form-data;name=a\r\n\r\n1\r\n--xx--';
  expect(read(bare)).toEqual([['a', '1']]);
  expect(read(`${part('a\\"b\\\\', '1')}--xx--`)).toEqual([['a"b\\', '1']]);
});

it('a hundred parts are taken', () => {
  const parts = (count: number) => `${Array.from({ length: count }, (_, at) => part(`f${at}`, '')).join('')}--xx--`;
  expect(read(parts(100))).toHaveLength(100);
  expect(() => read(parts(101))).toThrow(expect.objectContaining({ code: 'malformed_body' }));
});

it.each<[string, string | Buffer, string?]>([
  ['a file', `${part('a', '1', '; filename="a.txt"')}--xx--`],
  ['a file with an encoded name', `${part('a', '1', "; filename*=utf-8''a")}--xx--`],
  ['a field twice', `${part('a', '1')}${part('a', '2')}--xx--`],
  ['a form without an end', part('a', '1')],
  ['nothing at all', ''],
  ['no boundary', '--xx--', 'multipart/form-data'],
  ['a boundary that is too long', '--xx--', `multipart/form-data; boundary=${'x'.repeat(71)}`],
  ['a part without a name', '--xx\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xx--'],
  ['a part without headers', '--xx\r\n\r\n1\r\n--xx--'],
  ['a part that goes on behind its delimiter', '--xxy\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xx--'],
  ['an encoded part', `${part('a', '1', '\r\nContent-Transfer-Encoding: base64')}--xx--`],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from(part('a', '').slice(0, -2)), Buffer.from([0xff]), Buffer.from('\r\n--xx--')]),
  ],
  ['the character U+0000', `${part('a', '\0')}--xx--`],
])('%s is refused', (_, body, contentType) => {
  expect(() => read(body, contentType)).toThrow(expect.objectContaining({ code: 'malformed_body' }));
});
