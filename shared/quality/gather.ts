import type { Dataset, DatasetAnnotation, DatasetItem, DatasetRegion } from '../protocol/dataset-types.ts';
import type { DatasetStream } from '../protocol/dataset-stream.ts';
import { BoxAgreementSum } from './boxes/agreement.ts';
import { qualityOf } from './report.ts';
import type { QualityReport } from './report.ts';

const NOWHERE = { kind: 'item-class' } as const;

/**
 * Takes in a dataset item by item and keeps what a report needs and no more: of a region its class and confidence, one
 * object for all that are alike. Where boxes lie is held against each other at once.
 */
export class QualityGatherer {
  private readonly items: DatasetItem[] = [];
  private readonly regions = new Map<string, DatasetRegion>();
  private readonly boxes = new BoxAgreementSum();

  add(item: DatasetItem): void {
    const told = item.annotations.filter(({ cannotTell }) => !cannotTell).map(boxesOf);
    for (const [place, first] of told.entries()) for (const second of told.slice(place + 1)) this.boxes.add(first, second);
    this.items.push({ ...item, regions: item.regions.map((region) => ({ ...this.slim(region), voters: [] })), annotations: item.annotations.map((annotation) => ({ ...annotation, regions: annotation.regions.map((region) => this.slim(region)) })) });
  }

  report(head: Omit<DatasetStream, 'items'>, expected: ReadonlyMap<string, number> | null = null): QualityReport {
    const dataset: Dataset = { ...head, items: this.items };
    const isOfBoxes = head.manifest.schema.kind === 'boxes';
    return { ...qualityOf(dataset, expected), boxes: isOfBoxes ? this.boxes.result() : null };
  }

  private slim({ classId, className, confidence }: DatasetRegion): DatasetRegion {
    const key = `${classId} ${confidence}`;
    const known = this.regions.get(key);
    if (known !== undefined) return known;
    const made: DatasetRegion = { shape: NOWHERE, classId, className, confidence, attributes: {}, occluded: false, truncated: false, difficult: false, crowd: false, origin: 'manual' };
    this.regions.set(key, made);
    return made;
  }
}

function boxesOf({ regions }: DatasetAnnotation) {
  return regions.flatMap(({ shape, className }) => (shape.kind === 'box' ? [{ ...shape, label: className }] : []));
}
