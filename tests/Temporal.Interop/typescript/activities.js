const { Context, CompleteAsyncError, activityInfo, heartbeat, sleep } = require('@temporalio/activity');
const { ApplicationFailure } = require('@temporalio/common');

/** Task tokens and ids of activities that wait for someone outside to complete them, by workflow id. */
const handedOut = new Map();
const seen = new Map();

function count(key) {
  seen.set(key, (seen.get(key) ?? 0) + 1);
  return seen.get(key);
}

module.exports = {
  handedOut,
  seen,
  activities: {
    async greet(name) {
      return `Hello ${name}`;
    },
    async nothing() {},
    async failUntil(attempt) {
      const { attempt: now } = activityInfo();
      if (now < attempt) throw new Error(`attempt ${now} fails`);
      return now;
    },
    async failNonRetryable() {
      throw ApplicationFailure.create({ message: 'refused', type: 'Refused', nonRetryable: true, details: ['a detail', 7] });
    },
    async failOfType(type) {
      throw ApplicationFailure.create({ message: 'of a type', type });
    },
    async failWithDelay() {
      const { attempt } = activityInfo();
      if (attempt > 1) return attempt;
      throw ApplicationFailure.create({ message: 'later', nextRetryDelay: '50ms' });
    },
    async resume() {
      const { heartbeatDetails } = activityInfo();
      if (heartbeatDetails !== undefined) return heartbeatDetails;
      heartbeat({ row: 42 });
      throw new Error('after the heartbeat');
    },
    /** The first attempt goes silent; the second says what the first had reached. */
    async silent() {
      const { heartbeatDetails, attempt } = activityInfo();
      if (attempt > 1) return heartbeatDetails;
      heartbeat('before the silence');
      await Context.current().cancelled.catch(() => undefined);
      return 'too late';
    },
    async hang() {
      await Context.current().cancelled;
    },
    async waitForCancel(key) {
      count(`${key} started`);
      const beat = setInterval(() => heartbeat(), 100);
      try {
        await Context.current().cancelled;
      } finally {
        clearInterval(beat);
        count(`${key} cancelled`);
      }
    },
    async ignoreCancel() {
      const context = Context.current();
      const beat = setInterval(() => heartbeat(), 100);
      await context.cancelled.catch(() => undefined);
      clearInterval(beat);
      return 'finished anyway';
    },
    async outside() {
      const info = activityInfo();
      handedOut.set(info.workflowExecution.workflowId, info);
      throw new CompleteAsyncError();
    },
    async slow(milliseconds) {
      await sleep(milliseconds);
      return 'slow';
    },
    async localFailUntil(attempt) {
      if (activityInfo().attempt < attempt) throw new Error('local failure');
      return activityInfo().attempt;
    },
    async bytes(length) {
      return new Uint8Array(length).fill(7);
    },
    async echo(...values) {
      return values;
    },
  },
};
