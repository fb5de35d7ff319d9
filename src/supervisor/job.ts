/** One recording to be published as MP4. */
export interface RemuxJob {
  /** Unique among the jobs of this supervisor; a random one when absent. */
  readonly id?: string;
  /** Absolute path of the recording; of its first part where it was split. */
  readonly input: string;
  /** Absolute paths of the parts that follow, in the order in which they are played. */
  readonly furtherParts?: readonly string[];
  /** Absolute path of the MP4; artefacts and temp files stand beside it. */
  readonly output: string;
  /** For logs and artefacts; the output's name when absent. */
  readonly recordingId?: string;
  /** The Enigma2 service reference, carried into the metadata. */
  readonly serviceRef?: string;
}
