import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { parseAddress, parseItemId, parseRegionId, parseSha256 } from '../../../shared/labels/ids.ts';
import { addRegion } from '../../../shared/labels/command-makers.ts';
import { invert, apply } from '../../../shared/labels/commands.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import { emptyItemLabels, makeBox } from '../../../shared/labels/make.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import { defaultParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import type { DeskDocument, Mark } from '../../desk/port.ts';
import type { TesseraDatabase } from '../database.ts';
import { itemKey, netKey, projectKey, seatKey } from '../keys.ts';

export const net = netKey(31337, `0x${'ab'.repeat(20)}`);
export const project = projectKey(net, '1');
export const seat = seatKey(net, '1099511627776');
export const annotator = `0x${'11'.repeat(20)}`;

export const textOf = (index: number): string => `Item ${index} says 😄 hello`;
export const textHash = (index: number): string => bytesToHex(sha256(utf8ToBytes(textOf(index))));

/** A project of boxes with one seat of `itemCount` images, 640 by 480 pixels each. */
export async function putSeat(db: TesseraDatabase, itemCount = 3): Promise<void> {
  const schema = must(parseProjectSchema({ name: 'Boats', kind: 'boxes', classes: [{ id: 1, name: 'boat', colour: '#3366cc' }] }));
  await db.projects.put({
    key: project,
    net,
    projectId: '1',
    root: `0x${'cd'.repeat(32)}`,
    name: 'Boats',
    schema,
    itemCount,
    lead: `0x${'77'.repeat(20)}`,
    packUri: '',
    params: { ...defaultParams(schema, parseAddress(`0x${'88'.repeat(20)}`)), batchSize: itemCount },
    openedAtSeconds: 1_700_000_000,
    pack: 'ready',
    packProblem: null,
    checkedAtMs: 0,
  });
  for (let index = 0; index < itemCount; index++) {
    await db.items.put({
      key: itemKey(project, index),
      projectKey: project,
      index,
      item: { id: parseItemId(`item-${index}`), name: `${index}.jpg`, sha256: parseSha256(textHash(index)), bytes: 10, mediaType: 'image/jpeg', width: 640, height: 480 },
    });
  }
  await db.seats.put({
    key: seat,
    net,
    seatId: '1099511627776',
    projectKey: project,
    annotator,
    firstItem: 0,
    itemCount,
    place: null,
    isSentAsIs: false,
    signed: null,
    chain: null,
    addedAtMs: 0,
  });
}

export function emptyDocument(index: number): DeskDocument {
  return { labels: emptyItemLabels(parseItemId(`item-${index}`)), history: { marks: [], cursor: 0 }, activeMs: 0, isSealed: false };
}

/** The document after one more mark, with the mark. */
export function marked(document: DeskDocument, name: string, command: LabelCommand): { document: DeskDocument; mark: Mark } {
  const inverse = must(invert(document.labels, command));
  const mark: Mark = { name, commands: [command], inverses: [inverse], atMs: 5 };
  const { marks, cursor } = document.history;
  const labels = must(apply(document.labels, command));
  return { document: { ...document, labels, history: { marks: [...marks.slice(0, cursor), mark], cursor: cursor + 1 }, activeMs: document.activeMs + 100 }, mark };
}

/** Draws a box of class 1. */
export function drawn(document: DeskDocument, id: string, x0: number, y0: number, x1: number, y1: number) {
  const box = makeBox({ id: parseRegionId(id), classId: 1, confidence: 90 }, { x0, y0, x1, y1 });
  return marked(document, 'desk:mark.draw', addRegion(document.labels, box));
}

/** The document one mark back. */
export function undone(document: DeskDocument): DeskDocument {
  const { marks, cursor } = document.history;
  let labels = document.labels;
  for (const command of marks[cursor - 1]?.inverses ?? []) labels = must(apply(labels, command));
  return { ...document, labels, history: { marks, cursor: cursor - 1 } };
}
