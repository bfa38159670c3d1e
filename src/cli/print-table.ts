/** Prints rows as JSON, or in columns under their names; an empty cell is a dash. */
export function printTable(rows: readonly Readonly<Record<string, string | number | null>>[], json: boolean): void {
  console.log(json ? JSON.stringify(rows, null, 2) : columns(rows).join('\n'));
}

function columns(rows: readonly Readonly<Record<string, string | number | null>>[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '-')))];
  const widths = names.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
