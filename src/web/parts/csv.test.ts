import { describe, expect, it } from 'vitest';
import { csv } from './csv.ts';

describe('A table as CSV', () => {
  it('quotes what would be read as something else, and ends each row as RFC 4180 says', () => {
    expect(csv(['Day', 'Said'], [['2026-03-23', 'He said "no", twice\nor so']])).toBe(
      '\uFEFFDay,Said\r\n2026-03-23,"He said ""no"", twice\nor so"\r\n',
    );
  });

  it('never lets a spreadsheet take a title for a formula, and leaves numbers alone', () => {
    expect(csv(['Title', 'Points'], [['=HYPERLINK("x")', -3]])).toBe(
      '\uFEFFTitle,Points\r\n"\'=HYPERLINK(""x"")",-3\r\n',
    );
    for (const sign of ['=', '+', '-', '@', '\t', '\r']) {
      expect(csv(['a'], [[`${sign}1`]])).toMatch(/^\uFEFFa\r\n"?'/);
    }
  });

  it('leaves a place empty where there is nothing', () => {
    expect(csv(['a', 'b'], [[null, 0]])).toBe('\uFEFFa,b\r\n,0\r\n');
  });
});
