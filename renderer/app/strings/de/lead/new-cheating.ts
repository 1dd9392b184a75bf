import type { leadNewCheating as source } from '../../en/lead/new-cheating.ts';
import type { Translation } from '../../keys.ts';

export const leadNewCheating = {
  cheating: {
    title: 'Lohnt sich Betrug?',
    intro: 'Was jede Strategie unter diesen Regeln im Mittel aus einem Stapel verdiente. Angenommen ist, dass ehrliche Arbeit halb so viel kostet, wie sie einbringt.',
    commonClass: 'Anteil der häufigsten Klasse',
    commonClassHint: 'Eine Schätzung genügt.',
    commonNothing: 'Elemente ohne etwas zu markieren',
    commonNothingHint: 'Eine Schätzung genügt.',
    accuracy: 'Richtige Antworten ehrlicher Annotierender',
    accuracyHint: 'Bei Daten wie Ihren.',
    needs: 'Sobald Regeln und beide Anteile gültig sind.',
    none: 'Betrug lohnt sich unter diesen Regeln nicht.',
    ringNever: 'Selbst wer sich auf gleiche Antworten verabredet, behielte weniger als durch Hinsehen.',
    ringFrom: 'Wer sich auf gleiche Antworten ohne Hinsehen verabredet, bräuchte {{share}} aller Plätze, bevor es sich lohnt.',
    pays: {
      lazy: 'Immer die häufigste Antwort zu geben, lohnt sich',
      random: 'Zufällig zu antworten, lohnt sich',
      ring: 'Gleich zu antworten, ohne hinzusehen, lohnt sich',
    },
    gain: 'Es bringt {{gain}} je Stapel, Ehrlichkeit {{honest}}.',
    workSaved: 'Wer betrügt, spart sich die Arbeit.',
    ringWhen: 'So ist es, wenn {{quorum}} von ihnen in einem Stapel zusammentreffen; ab {{share}} aller Plätze lohnt es sich im Mittel, und mit bis zu {{feared}} ist zu rechnen.',
    change_one: 'Diese Änderung genügt:',
    change_other: 'Jede dieser Änderungen genügt:',
    noRemedy: 'Keine einzelne Regel behebt es: Verbinden Sie einen höheren Prüfanteil mit mehr Annotierenden je Element.',
    set: {
      targetBps: 'Voller Lohn ab Übereinstimmung von {{value}}',
      batchSize: '{{value}} Elemente je Stapel',
      auditBps: '{{value}} prüfen',
      quorum: '{{value}} müssen einig sein',
      seats: '{{value}} Annotierende je Element, {{quorum}} müssen einig sein',
      goldPerBatch: '{{value}} bekannte Antworten je Stapel',
    },
    table: 'Was ein Platz aus einem Stapel verdient',
    who: 'Wer',
    batchGain_one: 'Verdient mit {{count}} Element',
    batchGain_other: 'Verdient mit {{count}} Elementen',
    ofHonest: 'Gegenüber ehrlich',
    name: {
      honest: 'Ehrlich',
      lazy: 'Immer die häufigste Antwort',
      random: 'Zufällig',
      ring: 'Gleich ohne Hinsehen, {{quorum}} von {{seats}}',
    },
  },
} as const satisfies Translation<typeof source>;
