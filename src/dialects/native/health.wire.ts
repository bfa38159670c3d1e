import { Type } from 'typebox';

/** One thing that was looked at; what to do about it, if it is not well. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly fix?: string;
}

/** Whether a server is well, as the rooms above find out. */
export interface Examined {
  readonly version: string;
  readonly groups: readonly { readonly name: string; readonly findings: readonly Finding[] }[];
}

const Level = Type.Union([Type.Literal('ok'), Type.Literal('warn'), Type.Literal('fail')]);

/** Whether the server is well. */
export const Health = Type.Object({
  version: Type.String({ description: 'Of Timebox' }),
  level: Type.Unsafe<Finding['level']>({ ...Level, description: 'The worst of all' }),
  groups: Type.Array(
    Type.Object({
      name: Type.String(),
      findings: Type.Array(
        Type.Object({
          level: Level,
          text: Type.String(),
          fix: Type.Optional(Type.String({ description: 'What to do about it' })),
        }),
      ),
    }),
  ),
});
export type Health = Type.Static<typeof Health>;

/** What was found, as it goes out. */
export function toHealth({ version, groups }: Examined): Health {
  const levels = new Set(groups.flatMap(({ findings }) => findings.map(({ level }) => level)));
  const level = levels.has('fail') ? 'fail' : levels.has('warn') ? 'warn' : 'ok';
  return { version, level, groups: groups.map(({ name, findings }) => ({ name, findings: [...findings] })) };
}
