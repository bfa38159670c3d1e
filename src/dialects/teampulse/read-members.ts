import { type TSchema, Type } from 'typebox';
import { parseMoment } from '../../domain/parse-moment.ts';
import { type Doubts, type Fault, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import type { ErrorKeys } from './errors.ts';
import { isId, largestInteger } from './ids.ts';

/** The types of members in a body: any of them may be null. */
export const textMember = Type.Union([Type.String(), Type.Null()]);
export const integerMember = Type.Union([Type.Integer(), Type.Null()]);
export const numberMember = Type.Union([Type.Number(), Type.Null()]);
export const flagMember = Type.Union([Type.Boolean(), Type.Null()]);

/** The members of a body that are looked at; read-only ones and strangers are not. */
export function bodyOf(members: Readonly<Record<string, TSchema>>): TSchema {
  return Type.Partial(Type.Object(members));
}

/** How errors call members, by their name on the wire and, where it is another, by the core's: core name → member. */
export function keysOf(prefix: string, members: object, coreNames: Readonly<Record<string, string>>): ErrorKeys {
  const key = (member: string) => `${prefix}.${member}`;
  return {
    ...Object.fromEntries(Object.keys(members).map((member) => [member, key(member)])),
    ...Object.fromEntries(Object.entries(coreNames).map(([name, member]) => [name, key(member)])),
    '': prefix,
  };
}

/** What was sent back of an object although it never changes, without what says nothing. */
export function sentBack<Name extends string>(
  sent: Readonly<Record<Name, number | null | undefined>>,
): Partial<Record<Name, number>> {
  const told: Partial<Record<Name, number>> = {};
  for (const name in sent) {
    const value = sent[name];
    if (typeof value === 'number') told[name] = value;
  }
  return told;
}

/** A member as it was sent: undefined when it was not mentioned, or cannot be kept, which is then a fault. */
type Sent<T> = T | null | undefined;

/** Reads the members of a body one by one, and collects what is wrong with them. */
export interface Members {
  /** A text of one line, or of several, with at least `min` and at most `max` characters. */
  readonly text: (
    name: string,
    limits: { readonly min: number; readonly max: number; readonly lines?: 'several' },
  ) => Sent<string>;
  readonly choice: <T extends string>(name: string, choices: readonly T[]) => Sent<T>;
  readonly flag: (name: string) => Sent<boolean>;
  readonly number: (name: string, largest: number) => Sent<number>;
  /** An integer from 0. */
  readonly place: (name: string) => Sent<number>;
  /** Any integer. */
  readonly integer: (name: string) => Sent<number>;
  /** Clients whose integers cannot be empty send 0 for nothing. `none`: a number that is no id but means something. */
  readonly id: (name: string, none?: number) => Sent<number>;
  /** A date's calendar day as written, whatever its time and zone. Year 1 is how .NET says that there is none. */
  readonly day: (name: string) => Sent<string>;
  /** A member of any type, as it was sent. */
  readonly any: (name: string) => unknown;
  /** Makes it a fault that a member was not sent. */
  readonly require: (name: string, value: unknown) => void;
  /**
   * The id of the thing that a new object is to belong to, read last: without it there are no rights to ask about, so
   * that everything that is wrong is told at once.
   * @throws Refusal malformed_body, unsupported_media_type, invalid
   */
  readonly home: (name: string) => number;
  readonly refuse: (fault: Fault) => void;
  /** What is wrong with the body, as far as it has been read. */
  readonly doubts: () => Doubts;
}

/** Reads a body; of what its schema found wrong, nothing is read. */
export function readMembers(body: unknown, told: Doubts): Members {
  const faults = [...(told.faults ?? [])];
  const misshapen = new Set(faults.map(({ field }) => field));
  const refuse = (fault: Fault) => void faults.push(fault);
  const doubts = () => ({ ...told, faults });
  const sent = (name: string): unknown => {
    if (typeof body !== 'object' || body === null || misshapen.has(name)) return undefined;
    return Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
  };
  const numeric = (name: string): Sent<number> => {
    const value = sent(name);
    return typeof value === 'number' || value === null ? value : undefined;
  };
  const worded = (name: string): Sent<string> => {
    const value = sent(name);
    return typeof value === 'string' || value === null ? value : undefined;
  };
  const within = (name: string, value: Sent<number>, largest: number): Sent<number> => {
    if (typeof value !== 'number' || (value >= 0 && value <= largest)) return value;
    refuse({ field: name, rule: 'range', message: `${name} must be between 0 and ${largest}` });
    return undefined;
  };
  const require = (name: string, value: unknown) => {
    if (value !== undefined && value !== null) return;
    if (faults.some((fault) => fault.field === name)) return;
    refuse({ field: name, rule: 'missing', message: `${name} is required` });
  };
  const id = (name: string, none?: number): Sent<number> => {
    const value = numeric(name);
    if (value === 0) return undefined;
    if (typeof value !== 'number' || value === none || isId(value)) return value;
    refuse({ field: name, rule: 'range', message: `${name} must be an id` });
    return undefined;
  };

  return {
    text: (name, limits) => {
      const value = worded(name);
      if (typeof value !== 'string' || textFault(value, limits) === null) return value;
      const { min, max } = limits;
      const message =
        min === 0
          ? `${name} must be a string with a maximum length of ${max}`
          : `${name} must be a text of ${min} to ${max} characters on one line`;
      refuse({ field: name, rule: 'length', message });
      return undefined;
    },
    choice: (name, choices) => {
      const value = worded(name);
      if (value === undefined || value === null) return value;
      const chosen = choices.find((each) => each.toLowerCase() === value.toLowerCase());
      if (chosen === undefined) {
        refuse({ field: name, rule: 'choice', message: `${name} must be one of: ${choices.join(', ')}` });
      }
      return chosen;
    },
    flag: (name) => {
      const value = sent(name);
      return typeof value === 'boolean' || value === null ? value : undefined;
    },
    number: (name, largest) => within(name, numeric(name), largest),
    place: (name) => within(name, numeric(name), largestInteger),
    integer: numeric,
    id,
    day: (name) => {
      const value = worded(name);
      if (typeof value !== 'string') return value;
      if (/^0001-\d\d-\d\d(?:T|$)/.test(value)) return undefined;
      const moment = parseMoment(value);
      if (moment !== null) return moment.day;
      const message = `${name} must be a date such as 2013-10-02 or 2013-10-02T00:00:00`;
      refuse({ field: name, rule: 'format', message });
      return undefined;
    },
    any: sent,
    require,
    home: (name) => {
      const value = id(name);
      if (typeof value === 'number') return value;
      require(name, undefined);
      refuseUnreadable(told);
      refuseFaults(doubts());
      throw new Error('A body without what it belongs to has a fault');
    },
    refuse,
    doubts,
  };
}
