import { describeProcessesContract } from '../host-contract/processes-contract.js';
import { behaviours, createSimWorld } from './sim-world.js';

describeProcessesContract('simulated', createSimWorld, () => behaviours);

describeProcessesContract(
  'simulated, byte by byte',
  () => createSimWorld((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte))),
  () => behaviours,
);
