import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { describe, expect, it } from 'vitest';

/** Attributes whose text people read or hear. */
const read = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'title',
  'label',
  'description',
  'placeholder',
]);
/** A name is the same in every language. */
const names = new Set(['Timebox']);

/** Texts of a source that reach people without having come through the words of their language. */
function visibleTexts(source: string): readonly string[] {
  const found: string[] = [];
  const note = (text: string) => {
    const trimmed = text.trim();
    if (/\p{L}{2}/u.test(trimmed) && !names.has(trimmed)) found.push(trimmed);
  };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'JSXText' && 'value' in node) note(String(node.value));
    if ('type' in node && node.type === 'JSXAttribute' && 'name' in node && 'value' in node) {
      const { name, value } = node as { name: { value?: string }; value: { type: string; value?: string } | null };
      if (read.has(name.value ?? '') && value?.type === 'StringLiteral') note(value.value ?? '');
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: true }));
  return found;
}

describe('What the pages say', () => {
  it('comes from the words of their language, nowhere from the page itself', () => {
    const sources = ['src/web', 'src/charts'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
        .map((name) => `${folder}/${name}`),
    );
    expect(sources.length).toBeGreaterThan(10);
    const spoken = sources.flatMap((path) =>
      visibleTexts(readFileSync(path, 'utf8')).map((text) => `${path}: ${text}`),
    );
    expect(spoken).toEqual([]);
  });

  it('would be found if it did not', () => {
    const source = 'const a = <p title="Hello">Some {1} text<b aria-label={t("x")}>12 %</b>Timebox</p>;';
    expect(visibleTexts(source)).toEqual(['Hello', 'Some', 'text']);
  });
});
