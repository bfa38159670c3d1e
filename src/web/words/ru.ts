import { amounts } from './ru/amounts.ts';
import { edit } from './ru/edit.ts';
import { frame } from './ru/frame.ts';
import { iteration } from './ru/iteration.ts';
import { planning } from './ru/planning.ts';
import { signIn } from './ru/sign-in.ts';
import { timeline } from './ru/timeline.ts';

/** Everything the pages say in Russian, a file for each part of them. */
export const ru = { amounts, edit, frame, iteration, planning, signIn, timeline } as const;
