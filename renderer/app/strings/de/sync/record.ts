import type { syncRecord as source } from '../../en/sync/record.ts';
import type { Translation } from '../../keys.ts';

export const syncRecord = {
  record: {
    title: 'Bilanz der Leitung',
    none: 'noch keine: Dies ist hier das erste Projekt der Leitung',
    nothingSettled: 'noch keine: In keinem von {{count}} Projekten ist etwas abgerechnet',
    noneText: 'Es gibt noch keine: Dies ist hier das erste Projekt der Leitung, und nichts davon ist abgerechnet. Beginnen Sie mit wenigen Plätzen.',
    nothingSettledText: 'Es gibt noch keine: Die Leitung hat hier {{count}} Projekte, und nichts davon ist abgerechnet. Beginnen Sie mit wenigen Plätzen.',
    line: '{{overturned}} von {{audited}} geprüften Elementen aufgehoben, {{left}} Streitfälle offen geblieben',
    work: 'Bisher abgerechnet',
    workText_one: '{{count}} Element (eröffnete Projekte: {{projects}})',
    workText_other: '{{count}} Elemente (eröffnete Projekte: {{projects}})',
    overturned: 'Aufgehoben',
    overturnedText_one: '{{overturned}} von {{count}} geprüften Element mit Konsens ({{share}})',
    overturnedText_other: '{{overturned}} von {{count}} geprüften Elementen mit Konsens ({{share}})',
    notAudited: 'noch kein Element mit Konsens geprüft',
    disputes: 'Streitfälle',
    disputesText_one: '{{left}} von {{count}} ohne Entscheidung geblieben: Ein solches Element zahlt die Hälfte',
    disputesText_other: '{{left}} von {{count}} ohne Entscheidung geblieben: Solche Elemente zahlen die Hälfte',
    noDisputes: 'noch keiner beendet',
    auditTime: 'Zeit zur Prüfung',
    auditTimeText: '{{time}} von der Abrechnung bis zur letzten Entscheidung (Median)',
    noExpert: 'noch hat keine Fachperson entschieden',
    refunds: 'Zurückgenommen',
    refundsText: '{{refunded}} von {{budget}} {{symbol}} wurden nicht verdient und gingen an die Leitung zurück',
    noRefunds: 'noch nichts',
    gold: 'Bekannte Antworten',
    goldMissed_one: 'in {{count}} Stapel nicht offengelegt',
    goldMissed_other: 'in {{count}} Stapeln nicht offengelegt',
  },
} as const satisfies Translation<typeof source>;
