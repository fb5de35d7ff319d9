/** A workflow for GitHub Actions: annotations and the summary of the job come by themselves. */
export function githubWorkflow(install: string, run: string): string {
  return `name: stallproof
on: [push, pull_request]
permissions:
  contents: read
jobs:
  scenarios:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: ${install}
      - run: ${run}
      - if: always()
        uses: actions/upload-artifact@v4
        with: { name: stallproof, path: reports/latest }
`;
}
