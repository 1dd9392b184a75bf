/** A line of a form's list: `rowId` is its identity while it is edited. */
interface Row {
  readonly rowId: number;
}

export const changedRow = <R extends Row>(rows: readonly R[], rowId: number, part: Partial<R>): R[] => rows.map((row) => (row.rowId === rowId ? { ...row, ...part } : row));

export const withoutRow = <R extends Row>(rows: readonly R[], rowId: number): R[] => rows.filter((row) => row.rowId !== rowId);

/** An identity that no line has. */
export const nextRowId = (rows: readonly Row[]): number => Math.max(-1, ...rows.map(({ rowId }) => rowId)) + 1;
