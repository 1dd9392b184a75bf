import type { appCommands as source } from '../../en/app/commands.ts';
import type { Translation } from '../../keys.ts';

export const appCommands = {
  command: {
    goWork: 'Zur Arbeit',
    goSync: 'Zum Abgleich',
    goEarnings: 'Zum Verdienst',
    goWallet: 'Zur Wallet',
    goReview: 'Zur Prüfung',
    goLead: 'Zu den geleiteten Projekten',
    goSettings: 'Zu den Einstellungen',
    palette: 'Befehl suchen',
    help: 'Tasten anzeigen',
    keys: 'Tasten ändern',
    theme: 'Zwischen Hell und Dunkel wechseln',
    lock: 'Wallet sperren',
    unlock: 'Wallet entsperren',
    send: 'Token oder Geld für Gebühren senden',
    createWallet: 'Wallet anlegen',
    importWallet: 'Wallet importieren',
  },
  group: {
    go: 'Gehe zu',
    window: 'Fenster',
    wallet: 'Wallet',
    item: 'Element',
    draw: 'Zeichnen',
    region: 'Region',
    class: 'Klasse',
    text: 'Text',
    view: 'Ansicht',
    history: 'Verlauf',
    review: 'Prüfung',
    lead: 'Leitung',
  },
} as const satisfies Translation<typeof source>;
