const { ActivityFailure, ApplicationFailure, TimeoutFailure, proxyActivities, workflowInfo } = require('@temporalio/workflow');

const quick = { initialInterval: '20ms', backoffCoefficient: 1 };
const once = { maximumAttempts: 1 };

exports.callActivity = async function (name, args, options) {
  return await proxyActivities({ startToCloseTimeout: '60s', retry: quick, ...options })[name](...args);
};

/** What a failed activity looks like from inside the workflow. */
exports.describeFailure = async function (name, args, options) {
  try {
    await proxyActivities({ startToCloseTimeout: '60s', retry: once, ...options })[name](...args);
    return 'no failure';
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { retryState: error.retryState, activityType: error.activityType, ...cause(error.cause) };
  }
};

exports.failOutright = async function () {
  throw ApplicationFailure.create({ message: 'the workflow gives up', type: 'GaveUp', nonRetryable: true, details: [{ at: 3 }] });
};

exports.nothing = async function () {};

exports.secondRunSucceeds = async function () {
  const { attempt } = workflowInfo();
  if (attempt === 1) throw ApplicationFailure.create({ message: 'first run fails' });
  return attempt;
};

exports.inParallel = async function (n) {
  const { greet } = proxyActivities({ startToCloseTimeout: '60s' });
  const answers = await Promise.all(Array.from({ length: n }, (_, i) => greet(String(i))));
  return answers.every((answer, i) => answer === `Hello ${i}`);
};

function cause(error) {
  if (error instanceof TimeoutFailure) {
    return { kind: 'timeout', timeoutType: error.timeoutType, heartbeat: error.lastHeartbeatDetails ?? null, last: error.cause?.message ?? null };
  }
  return { kind: error.constructor.name, message: error.message, type: error.type, details: error.details ?? null };
}
