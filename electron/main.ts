import { join } from 'node:path';
import { app } from 'electron';
import { registerAppScheme } from './window/app-protocol.ts';
import { launchArguments } from './window/launch-arguments.ts';
import { isWatched, lockPages } from './window/lockdown.ts';
import { runApp } from './window/run-app.ts';

const launch = launchArguments(process.argv.slice(1), process.env);
const files = { preload: join(import.meta.dirname, 'preload.cjs'), host: join(import.meta.dirname, 'host.cjs'), rendererDir: join(import.meta.dirname, '..', 'renderer') };

registerAppScheme();
app.enableSandbox();
lockPages(app);
// The window's database lies with the profile, and one window a profile is what the lock is about.
app.setPath('userData', join(launch.homeDir, 'profiles', launch.profile, 'electron'));
if (!isWatched(app) && app.requestSingleInstanceLock()) void app.whenReady().then(() => runApp(launch, files));
else app.quit();
