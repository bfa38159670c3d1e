import { Type } from 'typebox';
import type { CadenceView } from '../../actions/index.ts';
import { type CadenceJob, type Cadence as CoreCadence, closesAt, startsAt } from '../../domain/cadence.ts';
import { isDay, isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { IdOrNull, InstantOrNull } from './nullable.ts';

const settings = {
  isOn: Type.Boolean(),
  firstDay: Type.String({
    format: 'date',
    description: 'The first day of the first iteration; all others follow from it by whole calendar days',
  }),
  lengthDays: Type.Integer({ minimum: 1, maximum: 366 }),
  cooldownDays: Type.Integer({ minimum: 0, maximum: 90, description: 'Days between two iterations' }),
  ahead: Type.Integer({ minimum: 1, maximum: 10, description: 'How many iterations that begin after today there are' }),
  title: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'With {number}, {start} and {end} where these are to stand',
  }),
  nextNumber: Type.Integer({ minimum: 0, maximum: 1e6, description: 'The number of the next iteration that is made' }),
  startsItself: Type.Boolean({ description: 'With the beginning of the first day, in the zone of the iteration' }),
  closesItself: Type.Boolean({ description: 'A minute before the last day ends, in the zone of the iteration' }),
  unfinished: Type.String({
    enum: ['next', 'stay'],
    description:
      'Where unfinished items go at a close by itself: into the next iteration that the cadence has made, or nowhere',
  }),
};
const rolloverPolicyId = Type.Unsafe<number | null>({
  ...IdOrNull,
  description: 'A rollover policy of the project that decides about unfinished items instead; null for none',
});

/** Body of PUT: the whole cadence. */
export const NewCadence = Type.Object(
  { ...settings, rolloverPolicyId: Type.Optional(rolloverPolicyId) },
  { additionalProperties: false },
);
export type NewCadence = Type.Static<typeof NewCadence>;

const Trouble = Type.Object({
  deed: Type.String({ enum: ['plan', 'start', 'close'] }),
  reason: Type.String(),
  attempts: Type.Integer(),
  nextAttemptAt: Type.String({ format: 'date-time' }),
});
type Trouble = Type.Static<typeof Trouble>;
const TroubleOrNull = Type.Union([Trouble, Type.Null()]);

const CadenceSettings = Type.Object({ ...settings, rolloverPolicyId });
type CadenceSettings = Type.Static<typeof CadenceSettings>;

/** A project's cadence, and what it has made. */
export const Cadence = Type.Object({
  projectId: Type.Integer(),
  version: Type.Integer(),
  cadence: Type.Union([CadenceSettings, Type.Null()], { description: 'Null where none was ever set' }),
  setBy: Type.Union([Type.Integer(), Type.Null()], { description: 'The person in whose name it acts' }),
  slots: Type.Array(
    Type.Object({
      start: Type.String({ format: 'date' }),
      end: Type.String({ format: 'date' }),
      skipped: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        enum: ['no working day', 'overlap', null],
        description: 'Why no iteration was made',
      }),
      iterationId: Type.Union([Type.Integer(), Type.Null()]),
      title: Type.Union([Type.String(), Type.Null()]),
      status: Type.Union([Type.String(), Type.Null()]),
      startsAt: Type.Unsafe<string | null>({ ...InstantOrNull, description: 'When it will be started by itself' }),
      closesAt: Type.Unsafe<string | null>({ ...InstantOrNull, description: 'When it will be closed by itself' }),
      trouble: TroubleOrNull,
    }),
    { description: 'The last windows whose turn has come, oldest first, with the days of the rhythm' },
  ),
  trouble: Type.Union([Trouble, Type.Null()], { description: 'Why no iterations could be made' }),
});
export type Cadence = Type.Static<typeof Cadence>;

const nothing: CoreCadence = {
  isOn: false,
  firstDay: '2000-01-01',
  lengthDays: 1,
  cooldownDays: 0,
  ahead: 1,
  title: '',
  nextNumber: 1,
  startsItself: false,
  closesItself: false,
  unfinished: 'stay',
  rolloverPolicyId: null,
};

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toCadence(
  body: NewCadence,
  doubts: Doubts,
): { readonly cadence: CoreCadence; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { cadence: nothing, doubts };
  const faults: Fault[] = [];
  if (!isDay(body.firstDay)) {
    faults.push({ field: 'firstDay', rule: 'format', message: 'A day is written YYYY-MM-DD, from 1900 to 2200' });
  }
  const rule = textFault(body.title, { min: 1, max: 200 });
  if (rule !== null) faults.push({ field: 'title', rule, message: 'A title has 1 to 200 characters, on one line' });
  const unfinished = body.unfinished === 'next' ? 'next' : 'stay';
  return { cadence: { ...body, unfinished, rolloverPolicyId: body.rolloverPolicyId ?? null }, doubts: { faults } };
}

/** A cadence as it goes out. */
export function toCadenceView({ projectId, version, cadence, slots, planning }: CadenceView): Cadence {
  return {
    projectId,
    version,
    cadence: cadence === null ? null : toSettings(cadence),
    setBy: cadence?.setBy ?? null,
    slots: slots.map((slot) => toSlot(slot, cadence)),
    trouble: troubleOf(planning ?? undefined),
  };
}

function toSettings(cadence: CoreCadence): CadenceSettings {
  const { isOn, firstDay, lengthDays, cooldownDays, ahead, title, nextNumber } = cadence;
  const { startsItself, closesItself, unfinished, rolloverPolicyId: policyId } = cadence;
  const rhythm = { isOn, firstDay, lengthDays, cooldownDays, ahead, title, nextNumber };
  return { ...rhythm, startsItself, closesItself, unfinished, rolloverPolicyId: policyId };
}

function toSlot(slot: CadenceView['slots'][number], cadence: CoreCadence | null): Cadence['slots'][number] {
  const { start, end, skipped, iteration } = slot;
  const jobOf = (deed: CadenceJob['deed']) => iteration?.jobs.find((each) => each.deed === deed);
  const isPlanned = iteration?.status === 'planned';
  const willStart = cadence?.isOn === true && cadence.startsItself && isPlanned;
  const isOrWillBeActive = iteration?.status === 'active' || willStart;
  const willClose =
    cadence?.isOn === true && cadence.closesItself && isOrWillBeActive && jobOf('close')?.state !== 'done';
  return {
    start,
    end,
    skipped,
    iterationId: iteration?.id ?? null,
    title: iteration?.title ?? null,
    status: iteration?.status ?? null,
    startsAt: willStart ? instantOrNull(startsAt(iteration)) : null,
    closesAt: willClose && iteration !== null ? instantOrNull(closesAt(iteration)) : null,
    trouble: (willStart ? troubleOf(jobOf('start')) : null) ?? (willClose ? troubleOf(jobOf('close')) : null),
  };
}

function troubleOf(job: CadenceJob | undefined): Trouble | null {
  if (job === undefined || job.nextAt === null) return null;
  const { deed, reason, attempts, nextAt } = job;
  return { deed, reason: reason ?? '', attempts, nextAttemptAt: isoInstant(nextAt) };
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}
