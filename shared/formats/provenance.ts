import type { Json } from '../canonical-json.ts';
import type { DatasetStream } from '../protocol/dataset-stream.ts';
import type { DatasetAnnotation, DatasetItem, FinalRegion } from '../protocol/dataset-types.ts';

/** Where a dataset comes from: enough to hold it against the chain again. */
export function datasetProvenance(dataset: Omit<DatasetStream, 'items' | 'faults'>) {
  const { project } = dataset;
  return {
    chainId: dataset.chainId,
    coordinator: dataset.coordinator,
    projectId: project.id,
    lead: project.lead,
    manifestRoot: project.manifestRoot,
    blockNumber: dataset.blockNumber,
    openedTransaction: project.opened.transactionHash,
    scope: project.scope,
    seats: project.params.seats,
    quorum: project.params.quorum,
    thresholdBps: project.params.thresholdBps,
    agreementBps: project.params.agreementBps,
    auditBps: project.params.auditBps,
  };
}

/** What is true of all labels of an item. */
export function itemProvenance(item: DatasetItem) {
  return {
    itemId: item.item.id,
    sha256: item.item.sha256,
    batchId: item.batchId,
    outcome: item.outcome,
    settleTransaction: item.settled?.transactionHash ?? null,
    settleBlock: item.settled?.blockNumber ?? null,
    wasDrawnForAudit: item.isDrawn,
    audit:
      item.ruling === null
        ? null
        : {
            verdict: item.ruling.verdict,
            source: item.ruling.source,
            by: item.ruling.by,
            transaction: item.ruling.at.transactionHash,
            block: item.ruling.at.blockNumber,
          },
  };
}

/** Where a region of the dataset's own labels comes from: its votes, and the seats behind them. */
export function regionProvenance(item: DatasetItem, region: FinalRegion) {
  const voters = item.annotations.filter((annotation) => region.voters.includes(annotation.seat));
  const isKnownAnswer = item.outcome === 'overturned' || item.outcome === 'ruled';
  const made = isKnownAnswer ? (item.ruling?.at ?? null) : item.settled;
  return {
    source: isKnownAnswer ? (item.ruling?.source ?? 'expert') : 'consensus',
    votes: voters.length,
    seats: item.annotations.length,
    confidence: region.confidence,
    outcome: item.outcome,
    audit: item.ruling?.verdict ?? null,
    batchId: item.batchId,
    /** Where the label came to be: the settlement, or the ruling. */
    transaction: made?.transactionHash ?? null,
    block: made?.blockNumber ?? null,
    voters: voters.map(seatProvenance),
  } satisfies Json;
}

/** What each annotation says of itself: one object for all the labels that rest on it. */
const ofSeats = new WeakMap<DatasetAnnotation, SeatProvenance>();

/** Where one annotator's labels come from. */
export function seatProvenance(annotation: DatasetAnnotation): SeatProvenance {
  const known = ofSeats.get(annotation);
  if (known !== undefined) return known;
  const made = provenanceOfSeat(annotation);
  ofSeats.set(annotation, made);
  return made;
}

type SeatProvenance = ReturnType<typeof provenanceOfSeat>;

function provenanceOfSeat(annotation: DatasetAnnotation) {
  return {
    annotator: annotation.annotator,
    seatId: annotation.seatId,
    seat: annotation.seat,
    commitTransaction: annotation.committed?.transactionHash ?? null,
    commitBlock: annotation.committed?.blockNumber ?? null,
    transaction: annotation.revealed.transactionHash,
    block: annotation.revealed.blockNumber,
    reputationBps: annotation.standing.scoreBps,
    reputationItems: annotation.standing.items,
    scoreBps: annotation.scoreBps,
    verdict: annotation.verdict,
    activeMs: annotation.activeMs,
  };
}
