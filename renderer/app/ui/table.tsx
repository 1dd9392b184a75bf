import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import './table.css';

export interface TableColumn<R> {
  id: string;
  head: ReactNode;
  /** Numbers stand to the right in the mono face. */
  isNumber?: boolean | undefined;
  cell: (row: R) => ReactNode;
}

export interface TableProps<R> {
  /** Spoken; shown only with `isCaptionShown`. */
  caption: string;
  isCaptionShown?: boolean | undefined;
  columns: readonly TableColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Instead of rows, where there are none. */
  empty?: ReactNode;
}

/** A plain table for tens of rows; longer lists are virtual and belong to their view. */
export function Table<R>({ caption, isCaptionShown = false, columns, rows, rowKey, empty }: TableProps<R>) {
  return (
    <div className="t-table-frame">
      <table className="t-table">
        <caption className={cx(!isCaptionShown && 't-hidden')}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cx(column.isNumber === true && 't-table__number')}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} className={cx(column.isNumber === true && 't-table__number t-number')}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && empty !== undefined && (
            <tr>
              <td colSpan={columns.length} className="t-table__empty">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
