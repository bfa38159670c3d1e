import { readFileSync } from 'node:fs';
import { newPassword } from '../actions/secrets.ts';

/** A password, and whether it was made up here, so that somebody has to be told. */
export interface ChosenPassword {
  readonly password: string;
  readonly isNew: boolean;
}

const fewestCharacters = 8;

/** The password in a file (`-` is stdin) without the line's end, or a new one. */
export function choosePassword(file: string | undefined): ChosenPassword {
  if (file === undefined) return { password: newPassword(), isNew: true };
  const password = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/\r?\n$/, '');
  if (password.length < fewestCharacters) throw new Error(`A password has at least ${fewestCharacters} characters`);
  return { password, isNew: false };
}
