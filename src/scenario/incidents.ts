/**
 * What the names under `from` stand for. An `origin test` or `origin flaw` belongs to the report that this
 * project grew from: its own four tests, and what fault injection then found in its design. The others are
 * issue numbers of public trackers.
 */
const INCIDENTS: Readonly<Record<string, string>> = {
  'origin test 1': 'progress stops, and the watchdog must end ffmpeg',
  'origin test 2': 'a run that succeeds must pass through untouched',
  'origin test 3': 'progress that never pauses must never look like a stall',
  'origin test 4': 'nothing may be called stalled inside the startup grace',
  'origin flaw 1':
    'harmless text on stderr turned a killed or failed run into a success, and a partial file was published',
  'origin flaw 2': 'exit 0 was believed without a look at the output',
  'origin flaw 3': 'ffprobe had no timeout of its own, so slot and lock were held without limit',
  'origin flaw 4': 'the kill reached one pid and nobody waited: the real ffmpeg behind a wrapper wrote on',
  'origin flaw 5': 'the ladder looked at stderr and exit code only, so stalls were retried and hidden',
  'origin flaw 6':
    'a closed or over-long stdout ended the reader in a busy loop, and later progress went unseen',
  'origin flaw 7': 'locks expired by age while their job was still at work: two writers',
  'origin flaw 8': 'neither parent-death signal nor owner in the lock: orphans, then half an hour of "busy"',
  'origin flaw 9': 'stderr was kept without bound and cut at its end, where the fatal line stands',
  'origin flaw 10': 'the end of stderr was awaited, so any descendant turned a finished job into a stall',
  'origin flaw 11': 'silence always meant a stall, and any change of a value always meant progress',
  'origin flaw 12': 'a failed probe was read as H.264 with AC-3',
  'origin flaw 13': 'artefacts were written in an order that let them contradict each other',
  'origin flaw 14': 'buffers were read while the child still wrote to them',
  'origin flaw 15': 'stalls were looked for at each tick, so they were found a tick late',
  fuzzer: 'random faults in simulated time brought it to light, where every scenario of the day held',
  'freeframe 415':
    'an input that broke off in mid-file gave exit 0, and a twentieth of the video was stored as ready',
  'Tdarr 408': 'a source was replaced by the short output of a run that claimed success',
  'Tdarr 418': 'a hang before any output was never detected',
  'Tdarr 1045': 'a long copy phase without progress was taken for a hang',
  'PeerTube 3596': 'a restart in mid-job left a broken result behind that was kept',
  'PeerTube 4031': 'an ffmpeg killed for memory left a broken result behind that was kept',
  'PeerTube 4773': 'a lease ran out during the work, and the same video was transcoded again',
  'PeerTube 5110': 'one video was transcoded three times at once',
  'PeerTube 5683': 'a job stood at 100 % until somebody killed it by hand',
  'PeerTube 6950': '534 ffmpegs stood still because nobody read their stdout',
  'lossless-cut 328': 'a full disk looked like any other exit 1',
  'lossless-cut 1654': 'the faststart pass shows no progress and looked frozen',
  'iplayer-arr 50': 'a healthy copy without progress was killed',
  'restreamer 179': 'a timer armed before the progress fired after it',
  'jellyfin 11465': 'a paused ffmpeg was never resumed: alive, at no CPU at all',
  'jellyfin 17429': 'a banner of 67 KB filled a pipe that nobody read',
  'video2commons 405': 'a blocking read froze the watchdog itself',
  'fireshare 511': 'a half-written file stood under the final name',
  'immich 27973': 'a file was imported while it was still being written',
  'tinyexec 138': 'a descendant held the pipe open, and the end of the output never came',
  'mediamtx 84': '"ffmpeg" was a shell script, and the kill left the real one running',
  'mediamtx 922': 'N/A in a progress field broke the reader',
  'fluent-ffmpeg 482': 'an error was reported while the process lived on',
  'fluent-ffmpeg 1053': 'a timer of a job that was over kept the program alive',
  'fluent-ffmpeg 1089': 'a call of ffprobe never came back',
  'systemd 20284': 'services were killed on wake-up for a time in which the machine slept',
  'node 47724': 'timers that came late ran before what had arrived meanwhile was read',
  'ffmpeg-sidecar 31': 'a unit changed its spelling and broke a parser that relied on the layout',
  'better-ffmpeg-progress 21': 'N/A where a number was expected ended the progress',
  'shrinkray 29': 'blocks kept coming with N/A for a time, from a process that did nothing',
  'paseo 5128': 'pids repeat in containers, so a lock that holds only a pid lies',
  'django-video-transcoding 50': 'statistics that end in \\r made one endless line',
  'tubesync 659': 'two ffmpegs wrote one temporary name',
};

/** What an incident was, in half a sentence; undefined for one that this package does not know. */
export function incidentStory(name: string): string | undefined {
  return Object.hasOwn(INCIDENTS, name) ? INCIDENTS[name] : undefined;
}
