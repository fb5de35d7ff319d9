const PACKET_BYTES = 188;
const HEADER_BYTES = 4;
const FIRST_STREAM_PID = 0x100;
const LAST_STREAM_PID = 0x1ff;

/**
 * Damages transport packets in place, evenly spread: pictures and sound, never the tables and never the head of a
 * picture, so that the recording stays as long as it is. A continuity counter that is wrong makes ffmpeg tell of each.
 * @param perThousand how many of a thousand packets
 */
export function damagePackets(bytes: Uint8Array, perThousand: number): void {
  let due = 0;
  for (let at = 0; at + PACKET_BYTES <= bytes.length; at += PACKET_BYTES) {
    due += perThousand / 1000;
    if (due < 1) continue;
    const packet = bytes.subarray(at, at + PACKET_BYTES);
    const [, second = 0, third = 0, fourth = 0] = packet;
    const pid = (second & 0x1f) * 256 + third;
    const startsUnit = (second & 0x40) !== 0;
    const hasPayload = (fourth & 0x30) === 0x10;
    if (pid < FIRST_STREAM_PID || pid > LAST_STREAM_PID || startsUnit || !hasPayload) continue;
    due -= 1;
    packet[3] = (fourth & 0xf0) | ((fourth + 7) & 0x0f);
    packet.fill(0xff, HEADER_BYTES + PACKET_BYTES / 2);
  }
}
