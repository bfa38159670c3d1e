import fc from 'fast-check';
import { expect, it } from 'vitest';
import { objectOfForm, readForm } from './read-form.ts';

const read = (text: string | Buffer) => Object.fromEntries(readForm(Buffer.from(text)));

it('a form is read as it was written, whatever was encoded', () => {
  const field = fc.tuple(
    fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
  );
  fc.assert(
    fc.property(fc.uniqueArray(field, { selector: ([name]) => name }), (fields) => {
      expect([...readForm(Buffer.from(new URLSearchParams(fields).toString()))]).toEqual(fields);
    }),
  );
});

it('bytes may stand unencoded, a plus is a blank, and a name may stand alone', () => {
  expect(read('name=Спринт+1&&path&a=b=c')).toEqual({ name: 'Спринт 1', path: '', a: 'b=c' });
  expect(read('')).toEqual({});
});

it.each([
  ['a field twice', 'name=a&name=b'],
  ['a broken escape', 'name=%zz'],
  ['bytes that are not UTF-8', Buffer.from([0x61, 0x3d, 0xff])],
  ['encoded bytes that are not UTF-8', 'name=%ff'],
  ['the character U+0000', 'name=%00'],
  ['too many fields', Array.from({ length: 2001 }, (_, at) => `f${at}=1`).join('&')],
])('%s is refused', (_, body) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ code: 'malformed_body' }));
});

it('texts become the values that JSON would have carried, and stay texts when they are none', () => {
  const types = { points: 'number', open: 'boolean', start: 'date' } as const;
  const object = (text: string) => objectOfForm(readForm(Buffer.from(text)), types);
  expect(object('points=1.5&open=True&start=2013-10-02&name=7')).toEqual({
    points: 1.5,
    open: true,
    start: '2013-10-02',
    name: '7',
  });
  expect(object('points=&open=&start=&name=')).toEqual({ points: null, open: null, start: null, name: '' });
  expect(object('points=-2e3')).toEqual({ points: -2000 });
  expect(object('points=0x10&open=yes')).toEqual({ points: '0x10', open: 'yes' });
});
