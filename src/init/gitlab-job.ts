/** A job for GitLab CI, to be included: the merge request shows the JUnit report. */
export function gitlabJob(install: string, run: string): string {
  return `stallproof:
  image: node:22
  timeout: 15 minutes
  script:
    - ${install}
    - ${run}
  artifacts:
    when: always
    paths: [reports/latest]
    reports:
      junit: reports/latest/junit.xml
`;
}
