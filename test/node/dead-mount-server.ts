import { spawnSync } from 'node:child_process';
import { openSync, read, writeSync } from 'node:fs';

/**
 * Mounts a FUSE file system on the folder `argv[2]` whose server reads requests and answers none but the first, so
 * that whoever touches the mount waits in the kernel, where not even SIGKILL reaches it. Says `dead` when it is
 * mounted, and a dot for each request; ends with its standard input, and then all requests fail.
 */
const INIT = 26;
const INTERRUPT = 36;
const PARALLEL_LOOKUPS = 1 << 18;
const HEADER_BYTES = 16;
const INIT_BYTES = 64;
const PAGE_BYTES = 4_096;

const folder = process.argv[2] ?? '';
const device = openSync('/dev/fuse', 'r+');
const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
const mounted = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'dead', folder], {
  stdio: ['ignore', 'ignore', 'inherit', device],
});
if (mounted.status !== 0) process.exit(1);

const request = Buffer.alloc(256 * PAGE_BYTES);
readNext();
process.stdin.on('end', () => {
  spawnSync('umount', ['-l', folder]);
  process.kill(process.pid, 'SIGKILL');
});
process.stdin.resume();

function readNext(): void {
  read(device, request, 0, request.length, null, (error) => {
    if (error !== null) return;
    const operation = request.readUInt32LE(4);
    if (operation === INIT) agree();
    else if (operation !== INTERRUPT) process.stdout.write('.');
    readNext();
  });
}

/** To protocol 7.31; lookups in one folder need not wait for each other. */
function agree(): void {
  const answer = Buffer.alloc(HEADER_BYTES + INIT_BYTES);
  answer.writeUInt32LE(answer.length, 0);
  request.copy(answer, 8, 8, 16);
  answer.writeUInt32LE(7, HEADER_BYTES);
  answer.writeUInt32LE(31, HEADER_BYTES + 4);
  answer.writeUInt32LE(PARALLEL_LOOKUPS, HEADER_BYTES + 12);
  answer.writeUInt32LE(PAGE_BYTES, HEADER_BYTES + 20);
  writeSync(device, answer);
  process.stdout.write('dead\n');
}
