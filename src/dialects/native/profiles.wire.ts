import { type Static, Type } from 'typebox';
import type { ComparedProfiles } from '../../actions/index.ts';
import type { Amount as CoreAmount } from '../../domain/amount.ts';
import { isoInstant } from '../../domain/days.ts';
import {
  metricProfiles,
  metricRuleNames,
  type ProfileFigures,
  type ProfileName,
  profileFigureNames,
} from '../../domain/metric-profiles.ts';
import { Amount, Ratio, toAmount, toRatio } from './figures.wire.ts';
import { TextOrNull } from './nullable.ts';

const names = Object.keys(metricProfiles).filter((name): name is ProfileName => name in metricProfiles);
const Name = Type.String({ enum: names });
const AmountOrNull = Type.Unsafe<Static<typeof Amount> | null>({ ...Amount, type: ['object', 'null'] });
const RatioOrNull = Type.Unsafe<Static<typeof Ratio> | null>({ ...Ratio, type: ['object', 'null'] });

const Rules = Type.Object({
  cancelled: Type.String({ enum: ['apart', 'in_scope'] }),
  unestimated: Type.Unsafe<'own' | 0 | 1>({
    enum: ['own', 0, 1],
    description: 'Points of an item without an estimate; own: what the iteration counts it for',
  }),
  baseline: Type.String({
    enum: ['freeze', 'start', 'end'],
    description: 'Of when the commitment is; end: of the present members, whatever became of them',
  }),
  arrivedDone: Type.String({ enum: ['apart', 'completed'] }),
  credit: Type.String({
    enum: ['once', 'everywhere'],
    description: 'once: what is credited to another iteration is not completed here',
  }),
  late: Type.String({ enum: ['apart', 'completed'] }),
  startedShare: Type.Number({ description: 'What a begun item adds to what has progressed' }),
  kept: Type.String({ enum: ['of_commitment', 'all_completed'] }),
});

/** What an iteration comes to by several profiles, and why they differ. */
export const Profiles = Type.Object({
  iterationId: Type.Integer(),
  version: Type.Integer(),
  profiles: Type.Array(
    Type.Object({
      profile: Name,
      rules: Rules,
      figures: Type.Object(
        {
          commitment: AmountOrNull,
          scope: AmountOrNull,
          completed: AmountOrNull,
          incomplete: AmountOrNull,
          progressed: AmountOrNull,
          kept: AmountOrNull,
        },
        { description: 'Null for what the tool does not tell' },
      ),
      progress: Type.Unsafe<Static<typeof Ratio> | null>({
        ...RatioOrNull,
        description: 'What has progressed, over the scope',
      }),
      reliability: Type.Unsafe<Static<typeof Ratio> | null>({
        ...RatioOrNull,
        description: 'What was kept, over the commitment',
      }),
    }),
  ),
  differences: Type.Array(
    Type.Object({
      from: Name,
      to: Name,
      figure: Type.String({ enum: [...profileFigureNames] }),
      before: Amount,
      after: Amount,
      change: Amount,
      parts: Type.Array(
        Type.Object({
          rule: Type.String({ enum: [...metricRuleNames] }),
          change: Amount,
          item: Type.Unsafe<{ id: number; key: string; title: string } | null>({
            type: ['object', 'null'],
            properties: { id: { type: 'integer' }, key: { type: 'string' }, title: { type: 'string' } },
            description: 'Null for an item of a project that the caller cannot see',
          }),
          events: Type.Array(
            Type.Object({ seq: Type.Integer(), at: Type.String({ format: 'date-time' }), kind: Type.String() }),
          ),
        }),
        { description: 'Over all pages they add up to the change' },
      ),
      partCount: Type.Integer({ description: 'How many parts there are on all pages' }),
    }),
    { description: 'Of the first profile with each of the others, over the figures that both tell' },
  ),
  next: TextOrNull,
});
export type Profiles = Static<typeof Profiles>;

/** Names of profiles, parted by commas; all of them if none are named. Undefined: one is unknown, or named twice. */
export function profilesIn(text: string | undefined): readonly ProfileName[] | undefined {
  if (text === undefined) return names;
  const asked = text.split(',');
  const known = names.filter((name) => asked.includes(name));
  return known.length === asked.length ? known.toSorted((a, b) => asked.indexOf(a) - asked.indexOf(b)) : undefined;
}

/** Compared profiles as they go out. */
export function toProfiles({ iteration, profiles, differences }: ComparedProfiles, next: string | null): Profiles {
  return {
    iterationId: iteration.id,
    version: iteration.version,
    profiles: profiles.map(({ name, figures, progress, reliability }) => ({
      profile: name,
      rules: metricProfiles[name].rules,
      figures: toFiguresOf(figures),
      progress: progress && toRatio(progress),
      reliability: reliability && toRatio(reliability),
    })),
    next,
    differences: differences.map(({ from, to, figure, before, after, change, parts, partCount }) => ({
      from,
      to,
      figure,
      before: toAmount(before),
      after: toAmount(after),
      change: toAmount(change),
      partCount,
      parts: parts.map(({ rule, change: share, item, facts }) => ({
        rule,
        change: toAmount(share),
        item: item && { id: item.id, key: item.key, title: item.title },
        events: facts.map(({ seq, at, kind }) => ({ seq, at: isoInstant(at), kind })),
      })),
    })),
  };
}

function toFiguresOf(figures: ProfileFigures['figures']) {
  const told = (amount: CoreAmount | null) => amount && toAmount(amount);
  return {
    commitment: told(figures.commitment),
    scope: told(figures.scope),
    completed: told(figures.completed),
    incomplete: told(figures.incomplete),
    progressed: told(figures.progressed),
    kept: told(figures.kept),
  };
}
