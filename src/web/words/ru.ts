import { amounts } from './ru/amounts.ts';
import { frame } from './ru/frame.ts';
import { iteration } from './ru/iteration.ts';
import { signIn } from './ru/sign-in.ts';
import { timeline } from './ru/timeline.ts';

/** Everything the pages say in Russian, a file for each part of them. */
export const ru = { amounts, frame, iteration, signIn, timeline } as const;
