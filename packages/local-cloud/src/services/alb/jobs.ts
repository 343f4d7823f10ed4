import type { Call } from '../../protocol/call';
import { effect } from '../../protocol/effect';
import { type Job, jobs } from './model';

/** Finished jobs are forgotten after a day, so that a long-lived cloud does not grow with them. */
const RETENTION_MS = 24 * 60 * 60 * 1000;

/** Ends `Processing`. */
export const jobSucceeded = effect('alb/jobSucceeded', ({ store, now }, jobId) => {
  if (store.get(jobs, jobId)) store.update(jobs, jobId, { status: 'Succeeded', modifiedAt: now });
});

/** Ends `Processing` when what the job does is made to fail. */
export const jobFailed = effect('alb/jobFailed', ({ store, now }, jobId) => {
  if (store.get(jobs, jobId)) store.update(jobs, jobId, { status: 'Failed', modifiedAt: now });
});

/**
 * Starts the job of an asynchronous write; it succeeds when the transient state of the action is over.
 *
 * @returns What the answer carries.
 */
export function startJob(
  call: Call,
  job: Pick<Job, 'apiName' | 'operateType' | 'resourceType' | 'resourceId'>,
): { readonly JobId: string } {
  forgetOldJobs(call);
  const jobId = call.newUuid();
  call.store.put(jobs, {
    jobId,
    regionId: call.region,
    ...job,
    status: 'Processing',
    createdAt: call.now,
    modifiedAt: call.now,
  });
  call.settle(jobSucceeded, jobId);
  return { JobId: jobId };
}

/** Jobs are in the order of their creation, so the old ones come first. */
function forgetOldJobs({ store, now }: Call): void {
  for (const job of store.all(jobs)) {
    if (now - job.createdAt < RETENTION_MS) return;
    store.remove(jobs, job.jobId);
  }
}

/** What happens to jobs later. */
export const jobEffects = [jobSucceeded, jobFailed];
