// First: what the page's policy allows must be settled before any library runs.
import './app/host/trusted-types.ts';
import { connectHost } from './app/host/connect.ts';
import { applyCspNonceOf } from './app/host/csp-nonce.ts';
import { startApp } from './app/start-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
applyCspNonceOf(document);
startApp(connectHost(), root);
