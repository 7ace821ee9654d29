// Shows a URL in the browser of whoever sits in front of the machine.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** Does nothing where nobody can see it: in CI, without a display, through SSH. */
export function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): void {
  const command = commandFor(process.platform, env);
  if (!command) return;
  const [name, ...args] = command;
  const child = spawn(name, [...args, url], { stdio: 'ignore', detached: true });
  // The URL was printed: there is another way.
  child.on('error', () => {});
  child.unref();
}

/** The command that opens a URL, or undefined where none should. */
export function commandFor(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | undefined {
  if (env.CI || env.SSH_CONNECTION) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
