import { readFileSync } from 'node:fs';
import { type FakePlan, PLAN_VARIABLE } from '../script/plan.js';

/** The plan of this run. Throws one clear sentence when there is none. */
export function loadPlan(env: Readonly<Record<string, string | undefined>>): FakePlan {
  const path = env[PLAN_VARIABLE];
  if (path === undefined || path === '') {
    throw new Error(
      `this is stallproof's fake ffmpeg; it needs a plan, the path of which is in ${PLAN_VARIABLE}`,
    );
  }
  let plan: FakePlan;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8')) as FakePlan;
  } catch (error) {
    throw new Error(`cannot read the plan ${JSON.stringify(path)}: ${(error as Error).message}`);
  }
  if (plan.version !== 1) throw new Error(`the plan ${JSON.stringify(path)} is not of version 1`);
  return plan;
}
