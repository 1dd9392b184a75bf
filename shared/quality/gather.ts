import type { ChainSource, Dataset, DatasetAnnotation, DatasetItem, DatasetRegion, FinalRegion } from '../protocol/dataset-types.ts';
import type { DatasetStream } from '../protocol/dataset-stream.ts';
import { BoxAgreementSum } from './boxes/agreement.ts';
import { boxOf } from './boxes/box.ts';
import { qualityOf } from './report.ts';
import type { QualityReport } from './report.ts';

const NOWHERE = { kind: 'item-class' } as const;
const NONE: readonly never[] = [];
const NO_STANDING = { scoreBps: 0, items: 0 };
const NO_PLACE: ChainSource = { transactionHash: '', blockNumber: 0 };

/**
 * Takes in a dataset item by item and keeps what a report needs and no more: of a region its class and confidence, one
 * object for all that are alike. Where boxes lie is held against each other at once.
 */
export class QualityGatherer {
  private readonly items: DatasetItem[] = [];
  private readonly regions = new Map<string, FinalRegion>();
  private readonly places = new Map<number, ChainSource>();
  private readonly boxes = new BoxAgreementSum();

  add(item: DatasetItem): void {
    const told = item.annotations.filter(({ cannotTell }) => !cannotTell).map(boxesOf);
    for (const [place, first] of told.entries()) for (const second of told.slice(place + 1)) this.boxes.add(first, second);
    const { index, item: packed, batchId, outcome, settled, isDrawn, ruling } = item;
    const annotations = item.annotations.map((annotation) => this.slimAnnotation(annotation));
    const regions = item.regions.map((region) => this.slim(region));
    this.items.push({ index, item: packed, batchId, outcome, regions, relations: NONE, settled, isDrawn, ruling, annotations });
  }

  report(head: Omit<DatasetStream, 'items'>, expected: ReadonlyMap<string, number> | null = null): QualityReport {
    const dataset: Dataset = { ...head, items: this.items };
    const isOfBoxes = head.manifest.schema.kind === 'boxes';
    return { ...qualityOf(dataset, expected), boxes: isOfBoxes ? this.boxes.result() : null };
  }

  private slimAnnotation(annotation: DatasetAnnotation): DatasetAnnotation {
    const { seat, seatId, annotator, cannotTell, cannotTellReason, activeMs, scoreBps, verdict } = annotation;
    const regions = annotation.regions.map((region) => this.slim(region));
    return { seat, seatId, annotator, committed: this.placeOf(annotation), revealed: NO_PLACE, standing: NO_STANDING, cannotTell, cannotTellReason, activeMs, regions, relations: NONE, scoreBps, verdict };
  }

  /** When answers were committed orders them; one object a block is enough. */
  private placeOf({ committed }: DatasetAnnotation): ChainSource | null {
    if (committed === null) return null;
    const known = this.places.get(committed.blockNumber);
    if (known === undefined) this.places.set(committed.blockNumber, committed);
    return known ?? committed;
  }

  private slim({ classId, className, confidence }: DatasetRegion): FinalRegion {
    const key = `${classId} ${confidence}`;
    const known = this.regions.get(key);
    if (known !== undefined) return known;
    const made: FinalRegion = { shape: NOWHERE, classId, className, confidence, attributes: {}, occluded: false, truncated: false, difficult: false, crowd: false, origin: 'manual', voters: [] };
    this.regions.set(key, made);
    return made;
  }
}

function boxesOf({ regions }: DatasetAnnotation) {
  return regions.flatMap(({ shape, className }) => (shape.kind === 'box' ? [boxOf(shape, className)] : []));
}
