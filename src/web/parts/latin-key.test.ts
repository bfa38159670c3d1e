import { describe, expect, it } from 'vitest';
import { byPlace, latinKey } from './latin-key.ts';

describe('A key', () => {
  it.each([
    ['j', 'KeyJ', 'j'],
    ['о', 'KeyJ', 'j'],
    ['О', 'KeyJ', 'J'],
    ['х', 'BracketLeft', '['],
    ['Ъ', 'BracketRight', ']'],
    // Where Dvorak has its t.
    ['t', 'KeyK', 't'],
    ['ж', 'Semicolon', 'ж'],
    ['ArrowUp', 'ArrowUp', 'ArrowUp'],
  ])('that writes %s at %s is %s', (key, code, latin) => {
    expect(latinKey({ key, code })).toBe(latin);
  });

  it.each([
    ['g t', 'KeyG KeyT'],
    ['$mod+k', '$mod+KeyK'],
    ['Shift+S', 'Shift+KeyS'],
    ['[', 'BracketLeft'],
    ['Shift+?', null],
    ['Shift++', null],
    ['Escape', null],
    ['0', null],
  ])('named %s is at %s', (name, place) => {
    expect(byPlace(name)).toBe(place);
  });
});
