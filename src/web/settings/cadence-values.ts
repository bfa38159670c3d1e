import type { NewCadence } from '../../client/cadence.ts';
import { type Bounds, fits, type Typed, toNumber } from './bounds.ts';

/** A cadence as its fields hold it. */
export type CadenceValues = Omit<NewCadence, 'firstDay' | NumberName> & {
  readonly firstDay: string | null;
} & Readonly<Record<NumberName, Typed>>;

/** The fields that hold numbers. */
export type NumberName = 'lengthDays' | 'cooldownDays' | 'ahead' | 'nextNumber';

/** Which numbers its fields take. */
export const cadenceBounds: Readonly<Record<NumberName, Bounds>> = {
  lengthDays: { from: 1, to: 366 },
  cooldownDays: { from: 0, to: 90 },
  ahead: { from: 1, to: 10 },
  nextNumber: { from: 0, to: 1_000_000 },
};

/** Whether a cadence can be set as it stands in its fields. */
export function isFitCadence(values: CadenceValues): boolean {
  const { firstDay, title, lengthDays, cooldownDays, ahead, nextNumber } = values;
  return (
    firstDay !== null &&
    title.trim() !== '' &&
    fits(lengthDays, cadenceBounds.lengthDays) &&
    fits(cooldownDays, cadenceBounds.cooldownDays) &&
    fits(ahead, cadenceBounds.ahead) &&
    fits(nextNumber, cadenceBounds.nextNumber)
  );
}

/** The cadence in fields that are fit. */
export function toCadence(values: CadenceValues): NewCadence {
  const { firstDay, title, lengthDays, cooldownDays, ahead, nextNumber, ...rest } = values;
  return {
    ...rest,
    firstDay: firstDay ?? '',
    title: title.trim(),
    lengthDays: toNumber(lengthDays),
    cooldownDays: toNumber(cooldownDays),
    ahead: toNumber(ahead),
    nextNumber: toNumber(nextNumber),
  };
}
