import { z } from 'zod';
import type { ApprovalLabel } from '../../shared/approval-labels.ts';
import { approvalLabels } from '../../shared/approval-labels.ts';
import type { HostEventData } from '../../shared/host-api.ts';

type Approval = HostEventData<'wallet.approvals'>[number];

interface Words {
  readonly reject: string;
  readonly approve: string;
  readonly safe: string;
  readonly account: string;
  readonly lookAlike: string;
  readonly kinds: Readonly<Record<Approval['kind'], string>>;
  readonly labels: Readonly<Record<ApprovalLabel, string>>;
}

/** The main process has no catalogue of the window's: what it says must not depend on the window at all. */
const en: Words = {
  reject: 'Reject',
  approve: 'Approve',
  safe: 'Nothing happens until you approve. Rejecting costs nothing.',
  account: 'Account',
  lookAlike: 'CAREFUL: this address only looks like one that you know',
  kinds: {
    ...{ 'deposit-stake': 'Lay down stake?', 'withdraw-stake': 'Take stake back?', 'open-project': 'Open and fund a project?', 'approve-token': 'Let the coordinator take tokens?' },
    ...{ 'send-token': 'Send tokens?', 'send-native': 'Send fee money?', 'close-project': 'Close a project?', 'set-expert': 'Name an expert?' },
    ...{ 'admit-to-scope': 'Admit a lead to your scope?', message: 'Sign a message?' },
  },
  labels: {
    ...{ 'approval.network': 'Network', 'approval.contract': 'Contract', 'approval.amount': 'Amount', 'approval.balanceAfter': 'Left afterwards', 'approval.token': 'Token' },
    ...{ 'approval.to': 'To', 'approval.spender': 'May be taken by', 'approval.project': 'Project', 'approval.items': 'Items', 'approval.seats': 'Seats an item / quorum' },
    ...{ 'approval.reward': 'Reward a label', 'approval.stake': 'Stake a seat', 'approval.auditFee': 'Fee an audited item', 'approval.budget': 'Whole budget into escrow' },
    ...{ 'approval.pack': 'Pack', 'approval.expert': 'Expert', 'approval.lead': 'Lead', 'approval.allowed': 'Allowed', 'approval.fee': 'Network fee', 'approval.today': 'Spent today / daily limit' },
  },
};

const de: Words = {
  reject: 'Ablehnen',
  approve: 'Zustimmen',
  safe: 'Nichts geschieht, bevor Sie zustimmen. Ablehnen kostet nichts.',
  account: 'Konto',
  lookAlike: 'VORSICHT: Diese Adresse sieht einer bekannten nur ähnlich',
  kinds: {
    ...{ 'deposit-stake': 'Einsatz hinterlegen?', 'withdraw-stake': 'Einsatz zurücknehmen?', 'open-project': 'Projekt eröffnen und finanzieren?', 'approve-token': 'Dem Koordinator Token freigeben?' },
    ...{ 'send-token': 'Token senden?', 'send-native': 'Geld für Gebühren senden?', 'close-project': 'Projekt schließen?', 'set-expert': 'Fachperson benennen?' },
    ...{ 'admit-to-scope': 'Leitung in den eigenen Bereich aufnehmen?', message: 'Nachricht signieren?' },
  },
  labels: {
    ...{ 'approval.network': 'Netzwerk', 'approval.contract': 'Vertrag', 'approval.amount': 'Betrag', 'approval.balanceAfter': 'Danach übrig', 'approval.token': 'Token' },
    ...{ 'approval.to': 'An', 'approval.spender': 'Darf entnommen werden von', 'approval.project': 'Projekt', 'approval.items': 'Elemente', 'approval.seats': 'Plätze je Element / Quorum' },
    ...{ 'approval.reward': 'Lohn je Label', 'approval.stake': 'Einsatz je Platz', 'approval.auditFee': 'Honorar je geprüftem Element', 'approval.budget': 'Ganzes Budget in Treuhand' },
    ...{ 'approval.pack': 'Paket', 'approval.expert': 'Fachperson', 'approval.lead': 'Leitung', 'approval.allowed': 'Erlaubt', 'approval.fee': 'Gebühr des Netzwerks', 'approval.today': 'Heute ausgegeben / Tageslimit' },
  },
};

const VALUE_MOST = 120;
const labelSchema = z.enum(approvalLabels);

/** A request as the system's own box says it: title, lines, and the buttons with the safe one first. */
export function approvalBox(approval: Approval, locale: string): { message: string; detail: string; buttons: [string, string] } {
  const words = locale.toLowerCase().startsWith('de') ? de : en;
  const lines = approval.lines.map(({ label, value }) => {
    const known = labelSchema.safeParse(label);
    return `${known.success ? words.labels[known.data] : label}: ${oneLine(value)}`;
  });
  const alarms = approval.notes.some(({ kind }) => kind === 'look-alike') ? [words.lookAlike, ''] : [];
  return { message: words.kinds[approval.kind], detail: [...alarms, `${words.account}: ${approval.account}`, ...lines, '', words.safe].join('\n'), buttons: [words.reject, words.approve] };
}

/** A value of a stranger's (a pack's address) makes no lines of its own in the box, turns no direction, and hides nothing behind its length. */
function oneLine(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return plain.length <= VALUE_MOST ? plain : `${plain.slice(0, VALUE_MOST - 1)}…`;
}
