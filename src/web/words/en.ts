import { amounts } from './en/amounts.ts';
import { frame } from './en/frame.ts';
import { iteration } from './en/iteration.ts';
import { signIn } from './en/sign-in.ts';
import { timeline } from './en/timeline.ts';

/** Everything the pages say in English, a file for each part of them. */
export const en = { amounts, frame, iteration, signIn, timeline } as const;
