import { useEffect, useEffectEvent } from 'react';
import { tinykeys } from 'tinykeys';
import { byPlace, isForeign, latinKey } from './latin-key.ts';
import { preferences } from './preferences.ts';

/** Keys, or sequences of keys with blanks between them, and what they do. */
export type Keys = Readonly<Record<string, () => void>>;

/**
 * Lets keys do something while this is shown. Keys that type, and all keys while a dialog is open, do what they always
 * do; without Ctrl, Alt or Meta they do nothing if the person has switched that off. Letters are meant by their places on
 * the keyboard while it writes another script.
 */
export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((name: string, event: KeyboardEvent) => press(event, keys[name]));
  const names = Object.keys(keys).join('\n');
  useEffect(() => {
    const bound: Record<string, (event: KeyboardEvent) => void> = {};
    for (const name of names.split('\n').filter(Boolean)) {
      bound[name] = (event) => onKey(name, event);
      const place = byPlace(name);
      if (place === null) continue;
      bound[place] = (event) => {
        if (isForeign(event.key)) onKey(name, event);
      };
    }
    return tinykeys(window, bound);
  }, [names]);
}

function press(event: KeyboardEvent, act: (() => void) | undefined): void {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  if (act === undefined || (isTyped(event) && !isSearch(event)) || (!isChord && !preferences().singleKeys)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  event.preventDefault();
  act();
}

/** Nothing is typed with Ctrl K, and whoever types may want to go elsewhere. */
function isSearch(event: KeyboardEvent): boolean {
  return latinKey(event).toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
}

function isTyped({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
