import type { syncPassport as source } from '../../en/sync/passport.ts';
import type { Translation } from '../../keys.ts';

export const syncPassport = {
  passport: {
    title: 'Reputationspass',
    note: 'Ihr eigener Nachweis als Datei, die jeder ohne Netz prüfen kann: jeder Wert mit den Ereignissen, auf denen er ruht, Stand eines Blocks, von Ihrem Konto signiert.',
    none: 'Noch hat nichts Ihre Reputation bewegt: Es gibt nichts zu signieren.',
    save: 'Signieren und speichern',
    saved: 'Der Pass ist signiert und gespeichert.',
    check: 'Einen Pass prüfen',
    scope: 'Bereich',
    score: 'Wert',
    items: 'Elemente',
    events: 'Ereignisse',
    tiers: 'Erreichte Stufen',
    tierOf: '{{tier}} in Projekt {{project}}',
    holds: 'Er hält: signiert von {{account}}, und jeder Wert folgt aus seinen Ereignissen.',
    fails_one: 'Er hält nicht: {{count}} Sache stimmt nicht.',
    fails_other: 'Er hält nicht: {{count}} Sachen stimmen nicht.',
    asOf: 'Stand: Block {{block}} der Chain {{chain}}, signiert {{time}}.',
    unseen: 'Ob die Ereignisse auf der Chain stehen, wurde nicht angesehen: Jedes nennt seine Transaktion und seinen Block.',
    onChain: '{{found}} von {{all}} Ereignissen stehen so im Index dieses Rechners.',
    file: 'Datei: {{name}}',
    where: 'Wo',
    what: 'Was nicht stimmt',
  },
} as const satisfies Translation<typeof source>;
